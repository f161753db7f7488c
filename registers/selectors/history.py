"""The page of a record: what stands in it, what happened to it, its alarms and the cases made of them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.models import Case
from registers.choices import FindingState, Level, RecordEventName, Register
from registers.models import Finding, FindingCase, Record, RecordEvent
from registers.selectors.words import shown

ICONS = {
    RecordEventName.RECORDED: "plus",
    RecordEventName.CHANGED: "pencil",
    RecordEventName.FOUND: "alert-triangle",
    RecordEventName.RAISED: "arrow-right",
    RecordEventName.CAME_BACK: "arrow-back-up",
    RecordEventName.ENDED: "circle-check",
    RecordEventName.DISMISSED: "circle-x",
    RecordEventName.REVOKED: "ban",
}


def facts_of(record: Record) -> list[dict]:
    """What stands in it, with whose it is."""
    facts = [
        {"label": record.row.number_label, "value": record.number},
        {"label": _("Area"), "value": record.area},
        {"label": pgettext("register", "Responsible unit"), "value": record.unit},
    ]
    facts += [
        {"label": column.label, "value": shown(column, record.cells.get(column.name))}
        for column in record.row.columns
    ]
    return [*facts, {"label": pgettext("register", "Source"), "value": record.get_source_display()}]


def alarms_of(record: Record, user) -> list[dict]:
    """The alarms that the user may know of, those that hold first; a case only for whoever reads that case."""
    findings = list(Finding.objects.visible_to(user).filter(record=record).select_related("decided_by"))
    links = FindingCase.objects.filter(
        finding__in=findings, case__in=Case.objects.visible_to(user).order_by().values("pk")
    ).select_related("case")
    cases = {link.finding_id: link.case for link in links}
    order = list(FindingState)
    return [
        {
            "finding": finding,
            "label": record.row.alarm(finding.rule).label,
            "says": _says(record.row, finding),
            "level": Level(finding.level).label,
            "case": cases.get(finding.pk),
            "is_open": finding.state == FindingState.OPEN,
        }
        for finding in sorted(findings, key=lambda one: order.index(FindingState(one.state)))
    ]


def entries_of(record: Record, user) -> list[dict]:
    """Its history, newest first; proposals only for whom they are meant."""
    events = record.events.shown_to(user).select_related("actor").order_by("-id")
    return [
        {
            "at": event.at,
            "title": event.get_name_display(),
            "icon": ICONS[RecordEventName(event.name)],
            "actor": str(event.actor or ""),
            "text": _told(record.row, event),
        }
        for event in events
    ]


def _says(register: Register, finding: Finding) -> str:
    says = str(register.alarm(finding.rule).says)
    return says % finding.figures if finding.figures else says


def _told(register: Register, event: RecordEvent) -> str:
    """What changed, or which alarm it was, with the reason."""
    parts = []
    if "after" in event.details:
        parts += [_changed(register, name, event.details) for name in event.details["after"]]
    if rule := event.details.get("rule"):
        parts.append(str(register.alarm(rule).label))
    if event.name == RecordEventName.RAISED:
        parts.append(str(Level(event.details["level"]).label))
    return _("; ").join([*parts, *([event.note] if event.note else [])])


def _changed(register: Register, name: str, details: dict) -> str:
    column = register.column(name)
    before, after = (shown(column, details[side].get(name)) or "—" for side in ("before", "after"))
    return _("%(column)s: %(before)s → %(after)s") % {
        "column": column.label,
        "before": before,
        "after": after,
    }
