"""The file of a case: everything that one reader may read on its pages, in the order in which one reads a file.

Internal notes are never in it: a file leaves the house, and they don't. Nor is the sealed identity, which has a page and a
procedure of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.choices import Stage
from cases.models import Accused, Answer, Attachment, Case
from cases.selectors.beside import accused_of, answers_of
from cases.selectors.conclusion import conclusion_of
from cases.selectors.dialogue import Line, thread_for_staff
from cases.selectors.evidence import evidence_for_staff
from cases.selectors.facts import facts_for_helper, facts_of, is_assigned
from cases.selectors.letters import letter_of, sheet_of
from cases.selectors.lights import clock_state
from cases.selectors.parts import PartShown, helpers_of, own_parts, shares_of
from cases.selectors.review import reviews_of
from cases.selectors.trail import trail_of
from common.blocks import Block, Entry, Facts, Heading, Prose, Table


@dataclass(frozen=True)
class Rights:
    """What the reader may read of a case; the caller has asked each permission.

    ``reads_all`` is False for a co-handler, who gets its own part; ``units`` are the units that it helps for.
    """

    reads_all: bool
    units: frozenset[int] = frozenset()
    revenge: bool = False
    conclusion: bool = False
    parts: bool = False
    originals: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseContents:
    """What a file of a case holds: its pages, its files, and its trail as data."""

    blocks: tuple[Block, ...]
    files: tuple[Attachment, ...]
    trail: tuple[dict, ...] = field(default=())


def contents_of(case: Case, rights: Rights, *, at: datetime) -> CaseContents:
    """What this reader gets."""
    return _whole(case, rights, at=at) if rights.reads_all else _part(case, rights, at=at)


def _whole(case: Case, rights: Rights, *, at: datetime) -> CaseContents:
    accused = accused_of(case)
    helpers = [row.unit for row in case.co_handler_rows.select_related("unit")] if is_assigned(case) else []
    entries = trail_of(case, accused=accused, helpers=helpers, hidden=rights.hidden)[::-1]
    files = evidence_for_staff(case, opens_originals=rights.originals).shown
    blocks = [
        Facts([(fact["label"], fact["value"]) for fact in (*_state(case), *facts_of(case, helpers))]),
        *_clocks(case, at=at),
        *_complaint(case),
        *_accused(accused),
        *_trail(entries),
        *_messages(thread_for_staff(case, with_revenge=rights.revenge)),
        *(_helpers(case, at=at) if rights.parts else ()),
        *_letter(case),
        *_answers(answers_of(case)),
        *_reviews(case),
        *(_conclusion(case) if rights.conclusion else ()),
        *_evidence(files),
    ]
    return CaseContents(tuple(blocks), tuple(files), tuple(_as_data(entry) for entry in entries))


def _part(case: Case, rights: Rights, *, at: datetime) -> CaseContents:
    """A co-handler's own part, and of the case what that shows it (M56)."""
    parts = own_parts(case, rights.units, at=at)
    shares = shares_of(shown.part for shown in parts)
    files = evidence_for_staff(case, opens_originals=False).shown if shares.files else []
    blocks = [
        Facts([(fact["label"], fact["value"]) for fact in facts_for_helper(case)]),
        Heading(_("What is asked of your unit")),
        *(block for shown in reversed(parts) for block in _of_part(shown)),
        *([Heading(_("Complaint")), Prose(case.story)] if shares.story else ()),
        *(_messages(thread_for_staff(case, with_revenge=False)) if shares.messages else ()),
        *_evidence(files),
    ]
    return CaseContents(tuple(blocks), tuple(files))


def _state(case: Case) -> list[dict]:
    """What stands beside the title on the page."""
    facts = [(_("Subject"), case.subject), (_("Stage"), case.get_stage_display())]
    if case.danger:
        facts.append((_("Urgency"), case.get_danger_display()))
    if case.is_supervised:
        facts.append((_("Supervision"), _("Under supervision")))
    facts.append((_("Citizen"), _("Named, sealed") if case.identity_id else _("Anonymous")))
    return [{"label": label, "value": value} for label, value in facts]


def _clocks(case: Case, *, at: datetime) -> Iterator[Block]:
    rows = [
        (
            clock.get_name_display(),
            _day(clock.started_at),
            clock.due_on.isoformat(),
            clock_state(clock, at=at)["words"],
        )
        for clock in case.clocks.order_by("id")
    ]
    if rows:
        yield Heading(_("Deadlines"))
        heads = (_("Deadline"), pgettext("clock", "Since"), pgettext("clock", "Due on"), _("State"))
        yield Table(heads, rows, (5, 3, 3, 4))


def _complaint(case: Case) -> Iterator[Block]:
    yield Heading(_("Complaint"))
    if case.people > 1:
        yield Facts([(_("People"), str(case.people))])
    yield Prose(case.story)


def _accused(accused: Sequence[Accused]) -> Iterator[Block]:
    if accused:
        yield Heading(_("Complained of"))
        yield Facts([(str(number), str(row)) for number, row in enumerate(accused, 1)])


def _trail(entries: Sequence[dict]) -> Iterator[Block]:
    yield Heading(pgettext("trail", "What happened"))
    for entry in entries:
        meta = " · ".join(part for part in (_moment(entry["at"]), entry["actor"], entry["stages"]) if part)
        yield Entry(entry["title"], meta, entry["text"])


def _messages(thread: Sequence[Line]) -> Iterator[Block]:
    if thread:
        yield Heading(_("Messages with the citizen"))
    for line in thread:
        yield Entry(
            line.writer, " · ".join(part for part in (_moment(line.at), line.mark) if part), line.text
        )


def _helpers(case: Case, *, at: datetime) -> Iterator[Block]:
    helpers = [helper for helper in helpers_of(case, at=at) if helper.parts]
    if helpers:
        yield Heading(_("Co-handling"))
    for helper in helpers:
        yield Facts([(_("Co-handling unit"), helper.unit.label)])
        for shown in reversed(helper.parts):
            yield from _of_part(shown)


def _of_part(shown: PartShown) -> Iterator[Block]:
    part = shown.part
    due = _("Due %(due)s") % {"due": part.due_on.isoformat()}
    meta = " · ".join((_moment(part.asked_at), str(part.asked_for), str(part.asked_by), due, shown.state))
    yield Entry(_("What is asked"), meta, part.task)
    for handed in shown.handed_in:
        yield Entry(_("Handed in"), f"{_moment(handed.handed_in_at)} · {handed.author}", handed.text)
        if handed.returned_at:
            who = f"{_moment(handed.returned_at)} · {handed.returned_by}"
            yield Entry(_("Sent back"), who, handed.return_note)


def _letter(case: Case) -> Iterator[Block]:
    letter = letter_of(case) if case.stage == Stage.DECLINED else None
    if letter is None:
        return
    sheet = sheet_of(letter, case)
    way_out = f"{_('Where you can turn:')} {sheet.way_out}" if sheet.way_out else ""
    yield Heading(f"{sheet.title} · {sheet.number}")
    yield Prose("\n".join(part for part in (sheet.to, *sheet.paragraphs, way_out, *sheet.closing) if part))
    yield Prose(f"{sheet.organ}\n{sheet.written_on.isoformat()}")


def _answers(answers: Sequence[Answer]) -> Iterator[Block]:
    for answer in reversed(answers):
        state = _("Released to the citizen") if answer.released_at else ""
        who = (str(answer.unit), _moment(answer.submitted_at), answer.get_result_display(), state)
        yield Heading(_("Answer, round %(round)s") % {"round": answer.round})
        yield Prose(" · ".join(part for part in who if part))
        yield from _decision(answer)


def _decision(words) -> Iterator[Block]:
    """The four texts of a written answer or of a decision on a review."""
    yield Prose(words.request, _("What the citizen asks"))
    yield Prose(words.facts, _("Findings"))
    yield Prose(words.opinion, _("Opinion"))
    yield Prose(words.legal_basis, _("Legal basis"))


def _reviews(case: Case) -> Iterator[Block]:
    for review in reversed(reviews_of(case)):
        yield Heading(_("Second review (final)") if review.is_final else _("First review"))
        yield Prose(review.grounds, _("What the citizen objects to"))
        decision = getattr(review, "decision", None)
        if decision is not None:
            yield Prose(
                f"{review.decided_by} · {_moment(decision.decided_at)} · {decision.get_outcome_display()}"
            )
            yield from _decision(decision)


def _conclusion(case: Case) -> Iterator[Block]:
    conclusion = conclusion_of(case)
    if conclusion is None:
        return
    yield Heading(_("Conclusion"))
    yield Prose(f"{conclusion.get_finding_display()} · {_moment(conclusion.concluded_at)}")
    for row in conclusion.persons.all():
        leader = _("As a leader") if row.is_leader else ""
        yield Entry(row.person, " · ".join(p for p in (row.post, row.get_measure_display(), leader) if p))
    liable = _("A leader is responsible"), _("No leader is responsible")
    texts = (
        (liable[0] if conclusion.is_leader_liable else liable[1], conclusion.leader_reason),
        (_("What was changed so that it doesn't happen again"), conclusion.fix),
        (_("Why nothing had to be changed"), conclusion.no_fix_reason),
        (_("Money returned"), f"{conclusion.money} · {conclusion.money_to}" if conclusion.money else ""),
    )
    yield from (Prose(text, label) for label, text in texts if text)


def _evidence(files: Sequence[Attachment]) -> Iterator[Block]:
    if not files:
        return
    yield Heading(_("Evidence"))
    heads = ("", _("File"), _("Added"), _("SHA-256 of the original"))
    rows = [
        (
            str(number),
            f"{row.file.shown_name}\n{row.file.get_kind_display()} · {filesizeformat(row.file.size)}",
            f"{_moment(row.added_at)}\n{row.get_party_display()}",
            row.file.sha256,
        )
        for number, row in enumerate(files, 1)
    ]
    yield Table(heads, rows, (1, 5, 4, 7))


def _as_data(entry: dict) -> dict:
    """One event of the trail for other programs: its codes, and the words in the language of the reader."""
    event = entry["event"]
    return {
        "at": event.at.isoformat(),
        "name": event.name,
        "move": event.move,
        "from_stage": event.from_stage,
        "to_stage": event.to_stage,
        "party": event.party,
        "unit": event.unit.name if event.unit else "",
        "actor": str(event.actor) if event.actor else "",
        "title": entry["title"],
        "text": entry["text"],
    }


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()
