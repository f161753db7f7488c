"""Receiving a complaint: whatever the channel, a case begins here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction

from accounts.models import SealedIdentity, User
from accounts.services import Contact, seal_identity
from cases.choices import EventName, Party, Stage
from cases.lifecycle import FIRST_CLOCK, fitting_clock
from cases.models import Accused, Case, CaseClock, CaseEvent
from cases.search import fold
from cases.selectors.firewall import Firewall, build_firewall
from cases.selectors.likeness import marks_of
from cases.selectors.register import sector_by_code
from cases.selectors.routing import choose_desk, city_of
from cases.selectors.triage import suggest_by_text
from cases.selectors.windows import fitting_window
from cases.services.clocks import desk_clocks, new_clocks, pass_over_signals, show_tightest
from cases.services.tell import tell_of_danger
from cases.signals import case_received
from common.numbering import CHINA
from organizations.choices import Line
from organizations.models import Area, Person, Sector, Unit
from organizations.selectors import find_leader, leads_above_province

SUBJECT_LENGTH = 40
SENTENCE_ENDS = "。！？!?\n"


@dataclass(frozen=True)
class AccusedEntry:
    """Whom the citizen complains of: from the register where it was found there, in words otherwise."""

    unit: Unit | None = None
    person: Person | None = None
    unit_text: str = ""
    person_text: str = ""

    @property
    def names_somebody(self) -> bool:
        """Whether anything at all was entered."""
        return bool(self.unit or self.person or self.unit_text or self.person_text)

    @property
    def words(self) -> str:
        """The unit and the person in one line."""
        unit = self.unit.label if self.unit else self.unit_text
        person = self.person_text or (self.person.name if self.person else "")
        return " · ".join(part for part in (unit, person) if part)


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What came in. ``area`` is the smallest known place (load it with its parent); name and phone may be empty.

    ``danger`` is a word of ``Danger`` or empty; without a ``sector`` one is suggested from the words.
    ``occasion`` is a word of an app above for what the citizen answered to, such as a session of the hotline programme.
    ``may_be_called``: whoever left the number was told that the commission may call about the answer, and hasn't said no.
    ``people`` complain together; ``representatives`` speak for them, and are only kept with the name of whoever complains.
    """

    channel: str
    story: str
    area: Area
    subject: str = ""
    place_text: str = ""
    accused: tuple[AccusedEntry, ...] = ()
    danger: str = ""
    name: str = ""
    phone: str = ""
    people: int = 1
    representatives: tuple[Contact, ...] = ()
    email: str = ""
    sector: Sector | None = None
    submitted_by: User | None = None
    rule_set: str = ""
    occasion: str = ""
    may_be_called: bool = False


@transaction.atomic(savepoint=False)
def receive_case(*, complaint: Complaint, actor: User | Party, at, entered_at=None) -> Case:
    """Open a case: its accused, its firewall, its desk, its first clock and the first row of its trail.

    Everything is in one transaction: either the whole case is kept or nothing was acknowledged. The identity, if one
    was left, is sealed. The suggested sector is only a suggestion for the desk. ``entered_at`` is for messages of
    earlier days (``at``) that are put in later: their clock runs from ``at``, but its signals of the past wake nobody.
    """
    today = at.astimezone(CHINA).date()
    entries = [_recognise(entry, on=today) for entry in complaint.accused if entry.names_somebody]
    firewall = build_firewall(
        unit_ids={entry.unit.pk for entry in entries if entry.unit},
        person_ids={entry.person.pk for entry in entries if entry.person},
        on=today,
    )
    desk, passed_over = choose_desk(area=complaint.area, firewall=firewall)
    case = _new_case(complaint, entries=entries, desk=desk, at=at)
    _save_with_clocks(case, firewall, entries, at=at, entered_at=entered_at)
    if entries:
        Accused.objects.bulk_create(Accused(case=case, **vars(entry)) for entry in dict.fromkeys(entries))
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.RECEIVED,
        to_stage=Stage.RECEIVED,
        party=_party(actor, complaint),
        actor=actor if isinstance(actor, User) else None,
        unit=desk,
        details={"channel": complaint.channel}
        | ({"danger": complaint.danger} if complaint.danger else {})
        | ({"people": complaint.people} if complaint.people > 1 else {})
        | ({"passed_over": [u.pk for u in passed_over]} if passed_over else {}),
    )
    if case.is_urgent and entered_at is None:
        tell_of_danger(case=case, event=event, firewall=firewall)
    case_received.send(sender=Case, case=case, complaint=complaint, firewall=firewall)
    return case


def subject_of(story: str) -> str:
    """A subject made of the first sentence, for those who only told their story; at most 40 characters."""
    line = story.strip()
    ends = [place for mark in SENTENCE_ENDS if (place := line.find(mark)) > 0]
    first = line[: min(ends, default=len(line))].strip()
    return first if len(first) <= SUBJECT_LENGTH else f"{first[: SUBJECT_LENGTH - 1]}…"


def _save_with_clocks(
    case: Case, firewall: Firewall, entries: Iterable[AccusedEntry], *, at, entered_at
) -> None:
    """Store the case with the clock of its desk, and the one for handing up what is above that desk (R12)."""
    known = [entry.unit for entry in entries if entry.unit]
    names = [fitting_clock(FIRST_CLOCK, is_urgent=case.is_urgent)]
    names += desk_clocks(case, firewall, known=known)
    clocks = new_clocks(case=case, names=names, at=at)
    show_tightest(case, clocks)
    case.save(force_insert=True)
    CaseClock.objects.bulk_create(clocks)
    for clock in clocks:
        if entered_at is not None and entered_at >= clock.next_signal_at:
            pass_over_signals(clock, before=entered_at)


def _party(actor: User | Party, complaint: Complaint) -> str:
    """As what somebody hands in: a citizen, a municipal system, or the desk that takes it down for a citizen."""
    if isinstance(actor, Party):
        return actor
    return Party.SUBMITTER if complaint.submitted_by else Party.DESK


def _new_case(complaint: Complaint, *, entries: list[AccusedEntry], desk: Unit, at) -> Case:
    """The case as it will be stored, with its identity sealed; not saved yet."""
    case = Case(
        channel=complaint.channel,
        rule_set=complaint.rule_set or settings.CASE_RULE_SET,
        subject=complaint.subject.strip()[:120] or subject_of(complaint.story),
        story=complaint.story.strip(),
        place_text=complaint.place_text.strip(),
        area=complaint.area,
        city=city_of(complaint.area),
        sector=complaint.sector or _suggested_sector(complaint),
        people=complaint.people,
        identity=_sealed(complaint, at=at),
        danger=complaint.danger,
        submitted_by=complaint.submitted_by,
        stage=Stage.RECEIVED,
        desk=desk,
        received_at=at,
    )
    case.window = fitting_window(case.sector, channel=case.channel)
    case.search_text = fold(" ".join((case.subject, case.story, case.place_text, *map(_words_of, entries))))
    case.text_marks = marks_of(fold(f"{case.subject} {case.story}"))
    return case


def _sealed(complaint: Complaint, *, at) -> SealedIdentity | None:
    """The identity that was left, by a name, or by the address or number that the complaint came from."""
    left = {"name": complaint.name, "phone": complaint.phone, "email": complaint.email}
    if not any(left.values()):
        return None
    return seal_identity(
        **left, representatives=complaint.representatives, may_be_called=complaint.may_be_called, at=at
    )


def _recognise(entry: AccusedEntry, *, on) -> AccusedEntry:
    """Find a leader who was only named in words; keep whoever stands above the province in words only.

    Nobody in this system may take a complaint about those, so a tie to the register would leave it without a desk.
    """
    unit, person = entry.unit, entry.person
    if unit is not None and unit.line == Line.CENTRAL:
        entry = replace(entry, unit=None, unit_text=entry.unit_text or unit.name)
    elif unit is not None and person is None and entry.person_text:
        entry = replace(entry, person=find_leader(unit=unit, name=entry.person_text, on=on))
    if person is not None and leads_above_province(person, on):
        entry = replace(entry, person=None, person_text=entry.person_text or person.name)
    return entry


def _suggested_sector(complaint: Complaint) -> Sector | None:
    ranked = suggest_by_text(fold(f"{complaint.subject} {complaint.story}"))
    return sector_by_code(ranked[0].sector) if ranked else None


def _words_of(entry: AccusedEntry) -> str:
    names = (
        entry.unit and entry.unit.name,
        entry.person and entry.person.name,
        entry.unit_text,
        entry.person_text,
    )
    return " ".join(name for name in names if name)
