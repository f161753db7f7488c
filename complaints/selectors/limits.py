"""How long things take by law, in words, from the table of clocks."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.choices import ClockName, LegalBasis
from cases.deadlines import CLOCKS, COUNTING_BASIS, LOCAL_DEFAULT, RULES_2013, RULES_CURRENT, WORKING, Clock

# The clocks that a citizen waits for, in the order in which they run.
CITIZENS_CLOCKS = (
    ClockName.TRIAGE,
    ClockName.SIGN_FOR,
    ClockName.CONCLUDE,
    ClockName.REVIEW_ANSWER,
    ClockName.REDO,
    ClockName.ASK_REVIEW,
    ClockName.REVIEW,
)
MAIN_CLOCKS = (ClockName.TRIAGE, ClockName.CONCLUDE, ClockName.REVIEW_ANSWER)


class Limit(NamedTuple):
    """One limit: which clock, what is done within it, how long that may take, and by which rule."""

    clock: str
    act: str
    length: str
    basis: str


def time_limits(clocks: Iterable[str] = CITIZENS_CLOCKS) -> list[Limit]:
    """The limits of new complaints, in the order of the procedure; MAIN_CLOCKS for those that matter most."""
    return [_limit(CLOCKS[name, settings.CASE_RULE_SET]) for name in clocks]


def laws() -> list[str]:
    """The rules that the procedure rests on: limits, counting, confidentiality, personal data, secrets."""
    bases = [CLOCKS[name, settings.CASE_RULE_SET].basis for name in CITIZENS_CLOCKS]
    return (
        _named_once([*bases, COUNTING_BASIS[settings.CASE_RULE_SET]])
        + _laws_of_silence()[settings.CASE_RULE_SET]
    )


def _laws_of_silence() -> dict[str, list[str]]:
    secrets = _("Law on Guarding State Secrets")
    return {
        RULES_2013: [
            _(
                "Regulations on Letters and Visits (2005), art. 23 and 44: a complaint must not reach those it is about"
            ),
            secrets,
        ],
        RULES_CURRENT: [
            _(
                "Regulations on Petition Work (2022), art. 30 and 46: a complaint must not reach those it is about"
            ),
            _("Personal Information Protection Law (2021)"),
            secrets,
        ],
    }


def _named_once(bases: Iterable[str]) -> list[str]:
    return [str(LegalBasis(basis).label) for basis in dict.fromkeys(bases) if basis != LOCAL_DEFAULT]


def _limit(clock: Clock) -> Limit:
    return Limit(clock.name, _act(clock.name), _length(clock), str(LegalBasis(clock.basis).label))


def _length(clock: Clock) -> str:
    words = (
        ngettext("%(n)s working day", "%(n)s working days", clock.length)
        if clock.unit == WORKING
        else ngettext("%(n)s day", "%(n)s days", clock.length)
    )
    return words % {"n": clock.length}


def _act(name: str) -> str:
    return {
        ClockName.TRIAGE: _(
            "The discipline commission reads your complaint and gives it to the department in charge."
        ),
        ClockName.SIGN_FOR: _("The department takes the matter up."),
        ClockName.CONCLUDE: _(
            "The department looks into it and answers in writing, counted from the acceptance."
        ),
        ClockName.REVIEW_ANSWER: _("The discipline commission checks the answer before you get it."),
        ClockName.REDO: _("If the answer was not good enough, the department answers again."),
        ClockName.ASK_REVIEW: _(
            "You may ask the next higher authority to review the answer, and once more a review."
        ),
        ClockName.REVIEW: _("The next higher authority decides on a review in writing."),
    }[name]
