"""Looking for patterns and keeping them as leads: the same pattern is the same lead, however often it is found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from django.db import connection, transaction

from accounts.models import User
from common.numbering import CHINA
from supervision.choices import Detector, LeadEventName, LeadState, LimitName
from supervision.models import Lead, LeadEvent, LeadEvidence
from supervision.rules import DETECTORS, may_come_back, row_of
from supervision.selectors.concerned import Concerned, Register, accusations_in
from supervision.selectors.detectors import Finding, scan
from supervision.selectors.limits import InForce, limits_on
from supervision.services.hand_leads import commission_for, handed_on
from supervision.services.lead_tell import holders_of, tell_of_handing_on
from supervision.services.leave_leads import leave_what_is_shut_to_its_holder
from supervision.services.marks import mark_answers

BATCH = 1000
REFRESHED = (
    "post_id",
    "leader_id",
    "area_id",
    "commission_id",
    "shut_units",
    "shut_persons",
    "figures",
    "limits",
    "threshold_id",
    "last_found_at",
)
CHANGED = (*REFRESHED, "state", "decided_at", "decided_by_id", "taken_up_by_id")

Show = Callable[[Iterable[str], int], Iterator[str]]


@dataclass
class Found:
    """What one detector has given: how many patterns, leads that are new, came back or were found again, how many patterns
    stay dismissed or have nobody to go to, and the seconds that looking and keeping took."""

    detector: str
    patterns: int = 0
    new: int = 0
    back: int = 0
    again: int = 0
    silent: int = 0
    nowhere: int = 0
    looking: float = 0.0
    keeping: float = 0.0


def find_leads(
    *,
    at: datetime,
    detectors: Iterable[str] = (),
    show: Show = lambda names, total: iter(names),
) -> list[Found]:
    """Let the detectors (all, unless named) look through the cases and keep what they find.

    Each detector is one transaction under a lock of its own: of two beats at once the second waits and finds everything
    there. ``show`` passes the names on and may tell how far it has come.
    """
    names = list(detectors) or [row.name for row in DETECTORS]
    register = Register(on=at.astimezone(CHINA).date())
    return [_find(name, register, at=at) for name in show(names, len(names))]


@transaction.atomic
def _find(detector: str, register: Register, *, at: datetime) -> Found:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"supervision.leads.{detector}"])
    in_force = limits_on(detector, at.astimezone(CHINA).date())
    began = monotonic()
    if detector == Detector.SAME_REPLY:
        mark_answers(since=at - timedelta(days=in_force.values[LimitName.WINDOW]))
    findings = scan(detector, limits=in_force.values, at=at)
    looked = monotonic()
    keeper = _Keeper(in_force, register, at=at)
    keeper.keep(findings)
    leave_what_is_shut_to_its_holder(Lead.objects.filter(detector=detector), at=at)
    keeper.result.looking, keeper.result.keeping = looked - began, monotonic() - looked
    return keeper.result


@dataclass
class _Changes:
    """What is written at the end, in few statements."""

    leads: list[Lead] = field(default_factory=list)
    refreshed: list[Lead] = field(default_factory=list)
    evidence: list[tuple[Lead, Finding]] = field(default_factory=list)
    events: list[tuple[Lead, str, dict]] = field(default_factory=list)
    left: list[tuple[Lead, list[User]]] = field(default_factory=list)


class _Keeper:
    """Keeps what one detector has found."""

    def __init__(self, in_force: InForce, register: Register, *, at: datetime):
        self.in_force, self.register, self.at = in_force, register, at
        self.result = Found(in_force.detector)
        self.changes = _Changes()

    def keep(self, findings: list[Finding]) -> None:
        """Make new leads of these, refresh those that are there, and leave alone what was dismissed for good reason."""
        self.result.patterns = len(findings)
        accused = accusations_in(piece.case_id for finding in findings for piece in finding.pieces)
        living, settled = self._kept(findings)
        for finding in findings:
            named = {who for piece in finding.pieces for who in accused.get(piece.case_id, ())}
            concerned = self.register.concerned(unit_id=finding.unit_id, accused=named)
            if concerned.commission is None:
                self.result.nowhere += 1
            elif lead := living.get(finding.key):
                self._refresh(lead, finding, concerned)
            else:
                self._make(finding, concerned, settled.get(finding.key))
        self._write()

    def _kept(self, findings: list[Finding]) -> tuple[dict, dict]:
        """The leads of these units that aren't settled, locked, and when the last settled one of each pattern was."""
        units = {finding.unit_id for finding in findings}
        leads = Lead.objects.filter(detector=self.in_force.detector, unit__in=units)
        living = leads.exclude(state=LeadState.SETTLED).order_by("pk").select_for_update()
        settled = leads.filter(state=LeadState.SETTLED).order_by("decided_at")
        return (
            {(lead.unit_id, lead.sector_id): lead for lead in living},
            {
                (unit, sector): at
                for unit, sector, at in settled.values_list("unit_id", "sector_id", "decided_at")
            },
        )

    def _make(self, finding: Finding, concerned: Concerned, settled_at: datetime | None) -> None:
        if settled_at and not _is_new_since(settled_at, finding):
            self.result.silent += 1
            return
        lead = Lead(
            detector=finding.detector,
            trigger=row_of(finding.detector).trigger,
            unit_id=finding.unit_id,
            sector_id=finding.sector_id,
            first_found_at=self.at,
            commission=concerned.commission,
        )
        self._fill(lead, finding, concerned)
        self.changes.leads.append(lead)
        self.changes.evidence.append((lead, finding))
        self.changes.events.append((lead, LeadEventName.FOUND, {"cases": finding.figures["cases"]}))
        self.result.new += 1

    def _refresh(self, lead: Lead, finding: Finding, concerned: Concerned) -> None:
        if lead.state == LeadState.DISMISSED:
            if not _is_new_since(lead.decided_at, finding):
                self.result.silent += 1
                return
            lead.state, lead.decided_at, lead.decided_by_id = LeadState.OPEN, None, None
            lead.taken_up_by_id = None
            self.changes.events.append((lead, LeadEventName.CAME_BACK, {"cases": finding.figures["cases"]}))
            self.result.back += 1
        else:
            self._note_news(lead, finding)
            self.result.again += 1
        commission = commission_for(lead, concerned, on=self.register.on)
        if lead.commission_id != commission.pk:
            self.changes.left.append((lead, holders_of(lead, on=self.register.on)))
            self.changes.events.append((lead, LeadEventName.MOVED, handed_on(lead, commission)))
        self._fill(lead, finding, concerned)
        self.changes.refreshed.append(lead)
        self.changes.evidence.append((lead, finding))

    def _note_news(self, lead: Lead, finding: Finding) -> None:
        """The trail says so only when there is something that wasn't there when the lead was found the last time."""
        news = sum(piece.at > lead.last_found_at for piece in finding.pieces)
        if news:
            details = {"new": news, "cases": finding.figures["cases"]}
            self.changes.events.append((lead, LeadEventName.RENEWED, details))

    def _fill(self, lead: Lead, finding: Finding, concerned: Concerned) -> None:
        lead.post_id, lead.leader_id = concerned.post_id, concerned.leader_id
        lead.area_id = concerned.unit.area_id
        lead.shut_units = sorted(concerned.firewall.roots)
        lead.shut_persons = sorted(concerned.firewall.persons)
        lead.figures, lead.limits = dict(finding.figures), dict(self.in_force.values)
        lead.threshold = self.in_force.version
        lead.last_found_at = max(self.at, lead.last_found_at or self.at)

    def _write(self) -> None:
        Lead.objects.bulk_create(self.changes.leads, batch_size=BATCH)
        Lead.objects.bulk_update(
            self.changes.refreshed, [name.removesuffix("_id") for name in CHANGED], batch_size=BATCH
        )
        LeadEvidence.objects.bulk_create(
            self._evidence(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["lead", "case"],
            update_fields=["events", "at", "figures"],
        )
        LeadEvent.objects.bulk_create(
            [
                LeadEvent(lead=lead, at=self.at, name=name, details=details)
                for lead, name, details in self.changes.events
            ],
            batch_size=BATCH,
        )
        for lead, holders in self.changes.left:
            tell_of_handing_on(lead, holders=holders, at=self.at)

    def _evidence(self) -> list[LeadEvidence]:
        return [
            LeadEvidence(
                lead=lead,
                case_id=piece.case_id,
                events=list(piece.events),
                at=piece.at,
                figures=dict(piece.figures),
                found_at=self.at,
            )
            for lead, finding in self.changes.evidence
            for piece in finding.pieces
        ]


def _is_new_since(moment: datetime, finding: Finding) -> bool:
    return may_come_back(decided_at=moment, moments=(piece.at for piece in finding.pieces))
