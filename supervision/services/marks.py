"""Marks for answers, each made once, so that alike answers are found without reading all of them every night."""

from datetime import datetime

from cases.models import Answer
from supervision.models import AnswerMark
from supervision.selectors.detectors import marks_of_answer

BATCH = 2000


def mark_answers(*, since: datetime) -> int:
    """Mark every answer from after that moment that has no marks yet; return how many got some.

    Answers are never changed, so what has marks keeps them. Two beats at once do no harm: the second one's rows are dropped.
    """
    marked, after = 0, 0
    while batch := _next(after, since):
        after = batch[-1].pk
        AnswerMark.objects.bulk_create(
            [
                AnswerMark(
                    answer_id=answer.pk,
                    case_id=answer.case_id,
                    unit_id=answer.unit_id,
                    submitted_at=answer.submitted_at,
                    values=marks_of_answer(answer.facts, answer.opinion),
                )
                for answer in batch
            ],
            ignore_conflicts=True,
        )
        marked += len(batch)
    return marked


def _next(after: int, since: datetime) -> list[Answer]:
    unmarked = Answer.objects.filter(pk__gt=after, submitted_at__gt=since, marks=None).order_by("pk")
    return list(unmarked.only("case_id", "unit_id", "submitted_at", "facts", "opinion")[:BATCH])
