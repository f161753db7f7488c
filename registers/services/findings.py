"""Keeping the alarms up: found once, passed up, closed when they no longer hold, dismissed with a reason, made into a case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from cases.choices import Channel, Party
from cases.models import Case
from cases.services import AccusedEntry, Complaint, receive_case
from common.numbering import CHINA
from registers.choices import FindingState, RecordEventName, Refusal
from registers.models import Finding, FindingCase, Record, RecordEvent
from registers.permissions import can_decide, is_commissioner
from registers.rules import Hit, hits_of, to_json
from registers.selectors.asking import LOSES_BY_CASE, questions_for, row_of
from registers.services.tell import tell_of_alarm

BATCH = 200
LEVELS = ("unit", "superior", "commission")


class FindingRefused(Exception):
    """It can't be done; ``reason`` is a word of ``Refusal``."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return str(Refusal(self.reason).label)


@dataclass(frozen=True)
class Opened:
    """The case that an alarm was made into, and whether whoever asked may read it."""

    case: Case
    is_visible: bool


def watch_registers(*, at: datetime) -> int:
    """Ask the rules of a batch of records that haven't been asked today; several beats at once take different ones.

    Returns how many were asked.
    """
    today = at.astimezone(CHINA).date()
    with transaction.atomic():
        due = Record.objects.due(on=today).select_related("area", "unit").order_by("pk")
        records = list(due.select_for_update(of=("self",), no_key=True, skip_locked=True)[:BATCH])
        ask_rules(records, at=at)
    return len(records)


def ask_rules(records: Collection[Record], *, at: datetime) -> None:
    """Bring the alarms of these locked records up to what their rules find now."""
    today = at.astimezone(CHINA).date()
    questions = questions_for(records, on=today)
    known: dict[int, list[Finding]] = {record.pk: [] for record in records}
    for finding in Finding.objects.filter(record__in=known).select_for_update().order_by("pk"):
        known[finding.record_id].append(finding)
    for record in records:
        hits = hits_of(record.register, row_of(record), questions[record.pk])
        if record.register == LOSES_BY_CASE and "revoked" in hits:
            _revoke(record, hits["revoked"], at=at)
        _keep(record, hits, known[record.pk], at=at)
    Record.objects.filter(pk__in=known).update(checked_on=today)


def _keep(record: Record, hits: dict[str, Hit], known: list[Finding], *, at: datetime) -> None:
    living = {finding.rule: finding for finding in known if finding.state != FindingState.CLOSED}
    ever = {finding.rule for finding in known}
    for rule, hit in hits.items():
        if rule in living:
            _renew(record, living[rule], hit, at=at)
        elif not (record.row.alarm(rule).is_once and rule in ever):
            _find(record, rule, hit, at=at)
    for rule, finding in living.items():
        if rule not in hits and not finding.is_once:
            finding.state, finding.closed_at = FindingState.CLOSED, at
            finding.save(update_fields=["state", "closed_at"])
            _note(record, finding, RecordEventName.ENDED, at=at)


def _find(record: Record, rule: str, hit: Hit, *, at: datetime) -> None:
    alarm = record.row.alarm(rule)
    finding = Finding.objects.create(
        record=record,
        rule=rule,
        since=hit.since,
        level=hit.level,
        figures=dict(hit.figures),
        is_once=alarm.is_once,
        is_for_commission=alarm.for_commission,
        found_at=at,
    )
    _note(record, finding, RecordEventName.FOUND, at=at)
    tell_of_alarm(record, finding, at=at)


def _renew(record: Record, finding: Finding, hit: Hit, *, at: datetime) -> None:
    """A dismissed alarm comes back when its figures have changed; an open one is passed up as time goes by."""
    if dict(hit.figures) != finding.figures and not finding.is_once:
        was_dismissed = finding.state == FindingState.DISMISSED
        finding.figures, finding.since = dict(hit.figures), hit.since
        finding.state, finding.decided_by, finding.reason = FindingState.OPEN, None, ""
        finding.save(update_fields=["figures", "since", "state", "decided_by", "reason"])
        if was_dismissed:
            _note(record, finding, RecordEventName.CAME_BACK, at=at)
    if finding.level != hit.level:
        is_higher = LEVELS.index(hit.level) > LEVELS.index(finding.level)
        finding.level = hit.level
        finding.save(update_fields=["level"])
        if is_higher and finding.state == FindingState.OPEN:
            _note(record, finding, RecordEventName.RAISED, at=at)
            tell_of_alarm(record, finding, at=at)


def _revoke(record: Record, hit: Hit, *, at: datetime) -> None:
    """A proved case takes the name of a clean hospital away, once and for good (M53)."""
    if record.cells.get("revoked_on"):
        return
    record.cells = record.cells | {"revoked_on": to_json(hit.since)}
    record.changed_at = at
    record.save(update_fields=["cells", "changed_at"])
    details = {"before": {"revoked_on": None}, "after": {"revoked_on": to_json(hit.since)}}
    RecordEvent.objects.create(record=record, name=RecordEventName.REVOKED, at=at, details=details)


def look_anew(*, accused: QuerySet) -> None:
    """Have the clean hospitals looked at that these accusations name, by the register of units or in words."""
    Record.objects.filter(
        Q(unit__in=accused.filter(unit__isnull=False).values("unit"))
        | Q(title__in=accused.exclude(unit_text="").values("unit_text")),
        register=LOSES_BY_CASE,
    ).update(checked_on=None)


@transaction.atomic
def dismiss_finding(*, finding_id: int, reason: str, actor: User, at: datetime) -> Finding:
    """Dismiss an alarm with the reason; raises ``Finding.DoesNotExist`` for whoever doesn't see it, and FindingRefused."""
    finding = _locked(finding_id, actor)
    if finding.state != FindingState.OPEN:
        raise FindingRefused(Refusal.WRONG_STATE)
    if not reason.strip():
        raise FindingRefused(Refusal.REASON_MISSING)
    finding.state, finding.decided_by, finding.reason = FindingState.DISMISSED, actor, reason.strip()
    finding.save(update_fields=["state", "decided_by", "reason"])
    _note(finding.record, finding, RecordEventName.DISMISSED, at=at, actor=actor, note=reason)
    return finding


@transaction.atomic
def open_case_of(*, finding_id: int, words: str, actor: User, at: datetime) -> Opened:
    """Make a case of an alarm: it accuses the unit that answers for the record, and so never reaches that unit (R2).

    The same alarm asked for again gives the same case. Who may not read that case is told the same as everybody, that it
    was handed on: whether there was one before isn't for whom it may accuse.
    """
    finding = _locked(finding_id, actor)
    link = FindingCase.objects.filter(finding=finding).select_related("case").first()
    if link is None:
        if finding.state != FindingState.OPEN:
            raise FindingRefused(Refusal.WRONG_STATE)
        party = Party.COMMISSION if is_commissioner(actor) else Party.STEERING
        case = receive_case(complaint=_complaint(finding, words), actor=party, at=at)
        link = FindingCase.objects.create(finding=finding, case=case, opened_by=actor, opened_at=at)
    is_visible = Case.objects.visible_to(actor).filter(pk=link.case_id).exists()
    return Opened(link.case, is_visible)


def _complaint(finding: Finding, words: str) -> Complaint:
    """In simplified Chinese, as everything that is kept."""
    record = finding.record
    with translation.override("zh-hans"):
        said = {
            "register": record.row.label,
            "number": record.number,
            "title": record.title,
            "alarm": finding.alarm.label,
            "sentence": finding.sentence,
            "day": finding.since.isoformat(),
        }
        subject = _("%(register)s %(number)s: %(alarm)s") % said
        story = _(
            "The register %(register)s, record %(number)s (%(title)s), shows since %(day)s: %(sentence)s"
        )
        story = f"{story % said}\n{words.strip()}".strip()
    return Complaint(
        channel=Channel.REGISTER,
        story=story,
        subject=subject,
        area=record.area,
        accused=(AccusedEntry(unit=record.unit),),
        sector=record.sector,
    )


def _locked(finding_id: int, actor: User) -> Finding:
    found = Finding.objects.visible_to(actor).select_for_update(of=("self",))
    finding = found.select_related("record__area__parent", "record__unit", "record__sector").get(
        pk=finding_id
    )
    if not can_decide(actor, finding.record):
        raise FindingRefused(Refusal.NOT_YOUR_MOVE)
    return finding


def _note(
    record: Record, finding: Finding, name: str, *, at: datetime, actor: User | None = None, note: str = ""
) -> None:
    RecordEvent.objects.create(
        record=record,
        name=name,
        at=at,
        actor=actor,
        note=note.strip(),
        details={"rule": finding.rule, "level": finding.level},
        is_for_commission=finding.is_for_commission,
    )
