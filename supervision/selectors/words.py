"""What a lead and its evidence say in plain words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from supervision.choices import Detector, LimitName, RefusedFor
from supervision.rules import SWITCHES

# Each says how many cases; what it says of days and numbers are the limits that held when it was found.
SENTENCES = {
    Detector.IDLE: gettext_lazy(
        "Cases in which it is the unit's turn and it has done nothing of substance for %(days)d days or more: %(cases)d."
        " Days on which the clock stood still don't count, an internal note is no act."
    ),
    Detector.PASSED_ON: gettext_lazy(
        "In the last %(window)d days, cases that changed their unit %(changes)d times or more and were given away by this"
        " unit: %(cases)d."
    ),
    Detector.EVE: gettext_lazy(
        "In the last %(window)d days, cases in which the unit asked for more time no more than %(eve_days)d days before"
        " the last day: %(cases)d."
    ),
    Detector.NO_CONTACT: gettext_lazy(
        "In the last %(window)d days, cases of the unit that were closed without a word to a citizen who could be"
        " reached: %(cases)d."
    ),
    Detector.SAME_REPLY: gettext_lazy(
        "In the last %(window)d days, different cases that got a reply which is the same to %(likeness)d percent or"
        " more: %(cases)d."
    ),
    Detector.MONTH_END: gettext_lazy(
        "Cases that the unit finished on the last %(last_days)d days of the month before: %(cases)d."
    ),
    Detector.ORDER_IGNORED: gettext_lazy(
        "Cases under supervision in which the report of the unit is still missing %(days)d days or more after its last"
        " day: %(cases)d."
    ),
    Detector.REPEATED: gettext_lazy(
        "In the last %(window)d days, complaints about this unit in the same sector: %(cases)d."
    ),
    Detector.OVERDUE: gettext_lazy(
        "Cases of the unit whose last day to conclude was in the last %(window)d days and that were late: %(cases)d."
    ),
    Detector.NO_GROUND: gettext_lazy(
        "In the last %(window)d days, refusals that say hardly anything, say the same as many others, or were overturned"
        " afterwards: %(cases)d."
    ),
    Detector.UNSETTLED: gettext_lazy(
        "In the last %(window)d days, cases whose citizen was called back and said that the matter isn't settled, where it"
        " had been handled anew already: %(cases)d."
    ),
}
SHARES = {
    Detector.EVE: gettext_lazy("That is %(share)d%% of the %(total)d cases in which it asked for more time."),
    Detector.NO_CONTACT: gettext_lazy("That is %(share)d%% of its %(total)d closed cases of that kind."),
    Detector.MONTH_END: gettext_lazy(
        "That is %(share)d%% of the %(total)d cases that it finished in that month."
    ),
    Detector.OVERDUE: gettext_lazy(
        "That is %(share)d%% of the %(total)d cases whose last day was in that time."
    ),
}


def sentence_of(detector: str, *, limits: Mapping[str, int], cases: int) -> str:
    """What was found, for so many cases."""
    return str(SENTENCES[detector]) % {**limits, "cases": cases}


def share_sentence(detector: str, figures: Mapping[str, int]) -> str:
    """Of how many that is, where a share counts; empty otherwise."""
    return str(SHARES[detector]) % figures if detector in SHARES and "total" in figures else ""


def says(detector: str, figures: Mapping[str, Any]) -> str:
    """What one case shows."""
    match detector:
        case Detector.IDLE:
            days = figures["days"]
            return ngettext("%(days)d day without an act", "%(days)d days without an act", days) % figures
        case Detector.PASSED_ON:
            count = figures["changes"]
            return (
                ngettext("%(changes)d change of the unit", "%(changes)d changes of the unit", count) % figures
            )
        case Detector.EVE:
            return _eve(figures["days_left"])
        case Detector.NO_CONTACT:
            return _not_answered(figures)
        case Detector.SAME_REPLY:
            return _("%(likeness)d%% the same") % figures
        case Detector.MONTH_END:
            return _("answered on day %(day)d of the month") % figures
        case Detector.ORDER_IGNORED | Detector.OVERDUE:
            return ngettext("%(days)d day late", "%(days)d days late", figures["days"]) % figures
        case Detector.UNSETTLED:
            return (
                ngettext("after %(rounds)d answer", "after %(rounds)d answers", figures["rounds"]) % figures
            )
        case Detector.REPEATED:
            return _("found proved") if figures["proved"] else _("complained of")
    return str(RefusedFor(figures["why"]).label)


def _eve(days: int) -> str:
    if days <= 0:
        return _("asked on the last day")
    return ngettext("asked %(days)d day before", "asked %(days)d days before", days) % {"days": days}


def _not_answered(figures: Mapping[str, int]) -> str:
    if not figures["written"]:
        return _("nobody wrote to the citizen")
    words = ngettext(
        "%(written)d message of the citizen, no reply",
        "%(written)d messages of the citizen, no reply",
        figures["written"],
    )
    return words % figures


def limit_words(limits: Mapping[str, int]) -> list[tuple[str, str]]:
    """The limits by their names in words, a switch as yes or no."""
    return [(str(LimitName(name).label), limit_value(name, value)) for name, value in limits.items()]


def limit_value(name: str, value: int) -> str:
    """One limit in words."""
    return str((_("No"), _("Yes"))[value]) if name in SWITCHES else str(value)
