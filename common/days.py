"""Days of China as the moments between which they lie."""

from datetime import date, datetime, time, timedelta

from common.numbering import CHINA


def within(column: str, begin: date, end: date) -> dict[str, datetime]:
    """The condition for ``filter`` that a moment lies on one of these days, both included, China time."""
    first, behind = (datetime.combine(day, time(), tzinfo=CHINA) for day in (begin, end + timedelta(days=1)))
    return {f"{column}__gte": first, f"{column}__lt": behind}
