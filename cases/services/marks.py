"""Giving marks to the texts of cases that came in before there were any."""

from cases.models import Case
from cases.search import fold
from cases.selectors.likeness import marks_of

BATCH = 500


def mark_texts() -> int:
    """Mark every case that has none; return how many got some. Very short texts stay without; a second run changes nothing."""
    marked, after = 0, 0
    while batch := _next(after):
        after = batch[-1].pk
        for case in batch:
            case.text_marks = marks_of(fold(f"{case.subject} {case.story}"))
        changed = [case for case in batch if case.text_marks]
        Case.objects.bulk_update(changed, ["text_marks"])
        marked += len(changed)
    return marked


def _next(after: int) -> list[Case]:
    unmarked = Case.objects.filter(pk__gt=after, text_marks=[]).order_by("pk")
    return list(unmarked.only("subject", "story")[:BATCH])
