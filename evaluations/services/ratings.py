"""Rating an answer, and what a dissatisfied citizen sets in motion."""

from django.db import IntegrityError, transaction

from cases.choices import EventName, Party, Stage
from cases.models import Case, CaseEvent
from cases.services import MoveRefused, move_case
from evaluations.choices import Grade
from evaluations.models import Rating
from evaluations.services.call_backs import call_back_dissatisfied


class CannotRate(Exception):
    """There is no answer to rate, or it was rated before."""


@transaction.atomic
def rate_case(*, case_id: int, grade: str, at, reason: str = "", comment: str = "") -> Rating:
    """Record the citizen's rating of the latest answer; reopen the case if the reason says that it isn't settled.

    A case is reopened once; a second dissatisfied rating is recorded and left to the commission. Whoever is dissatisfied
    and may be called is called back within 24 hours. Raises CannotRate when the case isn't closed with an answer or the answer was rated already.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("answer").get(pk=case_id)
    if case.stage != Stage.CLOSED or case.answer is None:
        raise CannotRate("nothing to rate")
    rating = _record(case, grade=grade, reason=reason, comment=comment, at=at)
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.RATED,
        party=Party.CITIZEN,
        note=comment,
        details={"grade": grade, "reason": reason},
    )
    if grade == Grade.DISSATISFIED:
        rating.reopened = _reopen(case, rating, at=at)
        rating.save(update_fields=["reopened"])
        call_back_dissatisfied(answer_id=rating.answer_id, at=at)
    return rating


def _record(case: Case, *, grade: str, reason: str, comment: str, at) -> Rating:
    try:
        with transaction.atomic():
            return Rating.objects.create(
                answer=case.answer, grade=grade, reason=reason, comment=comment.strip(), rated_at=at
            )
    except IntegrityError as clash:
        raise CannotRate("rated already") from clash


def _reopen(case: Case, rating: Rating, *, at) -> bool:
    try:
        move_case(
            case_id=case.pk,
            move="reopen",
            actor=Party.CITIZEN,
            at=at,
            note=rating.comment or str(rating.get_reason_display()),
            details={"grade": rating.grade, "reason": rating.reason},
        )
    except MoveRefused:
        return False
    return True
