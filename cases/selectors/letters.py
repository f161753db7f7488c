"""The notice letter as it is read and printed, and the usual words for where a citizen can turn (R1, R7)."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.choices import DeclineReason, LegalBasis, RuleSet
from cases.models import Case, Letter
from common.numbering import CHINA
from organizations.choices import Line
from organizations.models import Unit

WAYS_FILE = Path(__file__).resolve().parent.parent / "data" / "ways_out.csv"
COLUMNS = {"en": "text_en", "zh-hant": "text_hant"}
# The clause behind a ground in each rule set; where there is none of its own it is that of telling in writing.
BASIS = {
    (DeclineReason.LITIGATION, RuleSet.CAMPAIGN): LegalBasis.DIVERT_2005,
    (DeclineReason.LITIGATION, RuleSet.CURRENT): LegalBasis.DIVERT_2022,
    (DeclineReason.REPEATED, RuleSet.CAMPAIGN): LegalBasis.REPEATED_2005,
    (DeclineReason.REPEATED, RuleSet.CURRENT): LegalBasis.REPEATED_2022,
}
TELLING = {RuleSet.CAMPAIGN: LegalBasis.RECEIVE_2005, RuleSet.CURRENT: LegalBasis.DECLINE_2022}


@dataclass(frozen=True)
class Sheet:
    """A letter in the reader's language: nothing in it says who complained, or of whom."""

    number: str
    title: str
    to: str
    paragraphs: tuple[str, ...]
    way_out: str
    closing: tuple[str, ...]
    organ: str
    written_on: date


def letter_of(case: Case) -> Letter | None:
    """The letter of the last refusal of a case; None when it was never refused, or long before letters were written."""
    return case.letters.select_related("desk__parent").order_by("-pk").first()


def sheet_of(letter: Letter, case: Case) -> Sheet:
    """The letter written out. It is addressed to a number: the name, if one was left, stays sealed (R10)."""
    is_diverted = letter.reason == DeclineReason.LITIGATION
    return Sheet(
        number=letter.number,
        title=_("Notice: the matter belongs to another legal procedure")
        if is_diverted
        else _("Notice that a complaint is not accepted"),
        to=_("To the citizen of complaint no. %(number)s:") % {"number": case.number},
        paragraphs=(_what_came_in(case), _what_is_decided(letter, case)),
        way_out=way_out_of(letter),
        closing=tuple(
            sentence for sentence in (_of_conduct(is_diverted), _objection(letter.desk)) if sentence
        ),
        organ=str(letter.desk),
        written_on=letter.written_at.astimezone(CHINA).date(),
    )


def usual_way_out(forum: str) -> str:
    """The usual words for where to turn with a matter of this organ, in the language of the page; empty without one."""
    texts = _ways().get(forum)
    return texts[COLUMNS.get(get_language() or "", "text")] if texts else ""


def way_out_of(letter: Letter) -> str:
    """Where the citizen can turn: the desk's own words, or the usual ones in the language of whoever reads."""
    texts = _ways().get(letter.forum, {})
    return usual_way_out(letter.forum) if letter.way_out in texts.values() else letter.way_out


def _what_came_in(case: Case) -> str:
    facts = {"date": _written(case.received_at.astimezone(CHINA).date()), "subject": case.subject}
    return _("On %(date)s we received your complaint “%(subject)s” and have looked at it.") % facts


def _what_is_decided(letter: Letter, case: Case) -> str:
    rule_set = RuleSet(case.rule_set)
    basis = BASIS.get((letter.reason, rule_set), TELLING[rule_set]).label
    if letter.reason == DeclineReason.LITIGATION:
        facts = {"forum": letter.get_forum_display(), "basis": basis}
        return (
            _(
                "What you ask for has been, or by law has to be, decided by way of litigation, arbitration, administrative "
                "review or another legal procedure, which is the task of: %(forum)s. Under %(basis)s it is not accepted here."
            )
            % facts
        )
    facts = {"reason": letter.get_reason_display(), "basis": basis}
    return _("It is not accepted, on this ground: %(reason)s. This notice is given under %(basis)s.") % facts


def _of_conduct(is_diverted: bool) -> str:
    if not is_diverted:
        return ""
    return _(
        "This doesn't touch complaints of the conduct of judges or other officials, which you may hand in here at any time."
    )


def _objection(desk: Unit) -> str:
    above = desk.parent
    if above is None or above.line == Line.CENTRAL:
        return _(
            "If you don't agree with this decision, you may object to us in writing and give your reasons."
        )
    return _(
        "If you don't agree with this decision, you may object to us in writing and give your reasons, or turn to %(above)s."
    ) % {"above": above}


def _written(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


@cache
def _ways() -> dict[str, dict[str, str]]:
    """The usual words by organ, then by column; each in three languages."""
    with WAYS_FILE.open(encoding="utf-8", newline="") as file:
        return {row.pop("forum"): row for row in csv.DictReader(file)}
