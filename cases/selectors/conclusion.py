"""What the commission has concluded on a case."""

from cases.choices import Stage
from cases.models import Case, Conclusion

CONCLUDED = (Stage.CLOSED, Stage.REVIEWING)


def conclusion_of(case: Case) -> Conclusion | None:
    """The last conclusion of a closed case with its persons; who may read it the caller has asked."""
    if case.stage not in CONCLUDED:
        return None
    found = case.conclusions.select_related("concluded_by").prefetch_related("persons")
    return found.order_by("pk").last()
