"""The trail of a case in words: what happened, who did it, and why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.choices import (
    ClockName,
    Danger,
    Decision,
    DeclineReason,
    EventName,
    Forum,
    Leak,
    Party,
    Result,
    SealReason,
    Signal,
    Stage,
    SupervisionGround,
)
from cases.lifecycle import MOVE_BY_NAME
from cases.models import Accused, Case, CaseEvent
from cases.selectors.beside import events_of
from cases.selectors.register import areas, sector_by_code
from cases.selectors.trail_words import (
    EVENT_ICONS,
    GRADE_REASONS,
    GRADES,
    MOVE_DONE,
    MOVE_ICONS,
    MOVE_KINDS,
    SIGNAL_ICONS,
    SIGNAL_KINDS,
)
from organizations.models import Person, Unit


@dataclass(frozen=True)
class Names:
    """The units and persons that events point at by their id."""

    units: Mapping[int, Unit] = field(default_factory=dict)
    persons: Mapping[int, Person] = field(default_factory=dict)

    def unit(self, unit_id) -> str:
        """The name of a unit, or a dash."""
        return str(self.units.get(unit_id, "—"))

    def listed(self, unit_ids: Iterable[int]) -> str:
        """The names of several units."""
        return _(", ").join(self.unit(unit_id) for unit_id in unit_ids)


def trail_of(
    case: Case, *, accused: Iterable[Accused], helpers: Iterable[Unit], hidden: Collection[str] = ()
) -> list[dict]:
    """The events of a case for the timeline, newest first: number, at, title, icon, actor, text and kind of each.

    ``hidden`` names the events that this reader must not know of; such a reader isn't told why a citizen withdrew either.
    """
    events = events_of(case, hidden=hidden)
    known = [case.desk, case.responsible, case.escalated_to, *helpers, *(row.unit for row in accused)]
    units = _named_units(events, (*known, *(event.unit for event in events)))
    names = Names(units=units, persons={row.person_id: row.person for row in accused if row.person_id})
    for event in events:
        event.note = "" if hidden and event.move == "withdraw" else event.note
    return [_entry(event, names) for event in events]


def entries_of(events: Iterable[CaseEvent]) -> list[dict]:
    """Events of several cases, each with its actor and unit, told in the same words; the caller leaves out what is hidden."""
    events = list(events)
    persons = {person for event in events if (person := event.details.get("person"))}
    names = Names(
        units=_named_units(events, {event.unit for event in events}),
        persons=Person.objects.in_bulk(persons) if persons else {},
    )
    return [_entry(event, names) for event in events]


def _named_units(events: Iterable[CaseEvent], known: Iterable[Unit | None]) -> dict[int, Unit]:
    """The units that events point at; those at hand aren't read again."""
    units = {unit.pk: unit for unit in known if unit is not None}
    missing = {unit_id for event in events for unit_id in _unit_ids(event)} - units.keys()
    return units | (Unit.objects.in_bulk(missing) if missing else {})


def newest_event(case: Case, *, hidden: Iterable[str] = ()) -> int:
    """The number of the newest event that this reader may know of; it grows with everything that happens to the case."""
    return case.events.exclude(name__in=hidden).order_by("-pk").values_list("pk", flat=True).first() or 0


def _unit_ids(event: CaseEvent) -> list[int]:
    details = event.details
    listed = (*details.get("co_handlers", ()), *details.get("passed_over", ()))
    return [unit_id for unit_id in (details.get("unit"), *listed) if unit_id]


def _entry(event: CaseEvent, names: Names) -> dict:
    title, icon, kind = _head(event, names)
    lines = [*_particulars(event, names), event.note]
    return {
        "event": event,
        "at": event.at,
        "title": title,
        "icon": icon,
        "kind": kind,
        "actor": _who(event),
        "text": "\n".join(line for line in lines if line),
        "stages": _stages(event),
    }


def _head(event: CaseEvent, names: Names) -> tuple[str, str, str]:
    """Title, icon and colour."""
    details = event.details
    match event.name:
        case EventName.MOVED if event.move in MOVE_BY_NAME:
            unit_id = details.get("unit") or event.unit_id
            title = str(MOVE_DONE[event.move]).format(unit=names.unit(unit_id))
            return title, MOVE_ICONS[event.move], MOVE_KINDS.get(event.move, "")
        case EventName.CLOCK_SIGNALLED:
            signal = details["signal"]
            clock = _label(ClockName, details["clock"])
            title = _("%(signal)s: %(clock)s") % {"signal": _label(Signal, signal), "clock": clock}
            return title, SIGNAL_ICONS[signal], SIGNAL_KINDS.get(signal, "")
        case EventName.CLOCK_MOVED:
            clock = _label(ClockName, details["clock"])
            return _("Last day worked out anew: %(clock)s") % {"clock": clock}, "calendar-event", ""
        case EventName.RATED | EventName.CALLED_BACK:
            grade = details.get("grade", "")
            icon = {"satisfied": "mood-smile", "mostly": "mood-neutral"}.get(grade, "mood-sad")
            is_rating = event.name == EventName.RATED
            words = _("Rated by the citizen: %(grade)s") if is_rating else _("Called back: %(grade)s")
            title = words % {"grade": GRADES.get(grade, grade)}
            return title, icon, ""
    return str(event.get_name_display()), EVENT_ICONS.get(event.name, "pencil"), ""


def _particulars(event: CaseEvent, names: Names) -> list[str]:
    """What was filled in, one line each."""
    details = event.details
    lines = _listed(details, names)
    match event.name:
        case EventName.MOVED:
            lines += _of_move(details)
        case EventName.ROUTED:
            lines.append(_("Now at %(unit)s") % {"unit": event.unit})
        case EventName.ACCUSED_NAMED:
            lines.append(_named(details, names))
        case EventName.CLASSIFIED | EventName.PLACED | EventName.RELOCATED | EventName.CLOCK_MOVED:
            lines += _put_right(event)
        case EventName.URGENCY_CHANGED | EventName.RECEIVED | EventName.FORUM_CHANGED:
            lines += _marks(details)
        case EventName.RELEASE_CHECKED | EventName.RELEASE_DECIDED | EventName.FALSE_ACCUSATION:
            lines.append(_of_release(details))
        case EventName.RATED | EventName.CALLED_BACK:
            lines.append(str(GRADE_REASONS.get(details.get("reason"), "")))
        case EventName.TOOK_IN | EventName.LET_GO:
            lines.append(_("Case %(number)s") % details)
        case EventName.CLOCK_SIGNALLED if event.unit:
            lines.append(_("Now before %(unit)s") % {"unit": event.unit})
    return lines


def _marks(details: dict) -> list[str]:
    """What a case was marked as, or that the mark was taken off."""
    marks = (("danger", Danger, _("No danger")), ("forum", Forum, _("It is handled here")))
    return [
        _label(words, details[name]) if details[name] else without
        for name, words, without in marks
        if name in details
    ]


def _put_right(event: CaseEvent) -> list[str]:
    """What was before and after: the place, the sector or a last day; of another area the desk that has the case now."""
    details = event.details
    match event.name:
        case EventName.PLACED:
            return [f"{areas()[details['from_area']]} → {areas()[details['to_area']]}"]
        case EventName.CLOCK_MOVED:
            return [f"{details['from']} → {details['due_on']}"]
        case EventName.RELOCATED:
            moved = f"{_place(details['from'])} → {_place(details['to'])}"
            return [moved, _("Now at %(unit)s") % {"unit": event.unit}]
    return [f"{_sector(details.get('from'))} → {_sector(details.get('to'))}"]


def _of_release(details: dict) -> str:
    """What was decided on a text for the public or on a false accusation, or what a check found, by kind; what stood there is kept nowhere."""
    if "decision" in details:
        return _label(Decision, details["decision"]) if details["decision"] else ""
    counts = details["found"]
    if not counts:
        return _("Nothing was found")
    return _(", ").join(f"{_label(Leak, kind)} ×{count}" for kind, count in counts.items())


def _listed(details: dict, names: Names) -> list[str]:
    lines = []
    if helpers := details.get("co_handlers"):
        lines.append(_("Co-handlers: %(units)s") % {"units": names.listed(helpers)})
    if passed := details.get("passed_over"):
        lines.append(
            _("Passed over, because the case accuses them: %(units)s") % {"units": names.listed(passed)}
        )
    if count := details.get("files"):
        lines.append(ngettext("%(count)s file", "%(count)s files", count) % {"count": count})
    return lines


def _of_move(details: dict) -> list[str]:
    labelled = (
        ("reason", DeclineReason),
        ("forum", Forum),
        ("ground", SupervisionGround),
        ("result", Result),
        ("seal_reason", SealReason),
    )
    lines = [
        _label(words, details[name]) for name, words in labelled if name in details and details[name] in words
    ]
    if due_on := details.get("due_on"):
        lines.append(_("To be handed in by %(date)s") % {"date": due_on})
    if order := details.get("order"):
        lines.append(_("Order: %(number)s") % {"number": order})
    if details.get("not_accused"):
        lines.append(_("The complaint speaks of the unit, which was read and isn't accused in it."))
    if leading := details.get("leading"):
        lines.append(_("Leading case: %(number)s") % {"number": leading})
    if way_out := details.get("way_out"):
        lines.append(_("Way out for the citizen: %(text)s") % {"text": way_out})
    return lines


def _named(details: dict, names: Names) -> str:
    parts = [
        names.unit(details["unit"]) if details.get("unit") else "",
        str(names.persons.get(details.get("person"), "")),
        _("in words") if details.get("in_words") else "",
    ]
    return " · ".join(part for part in parts if part)


def _sector(code: str | None) -> str:
    return str(sector_by_code(code) or _("Outside the eight sectors"))


def _place(code: str) -> str:
    return next((area.label for area in areas().values() if area.code == code), code)


def _label(words, value: str) -> str:
    return str(words(value).label)


def _who(event: CaseEvent) -> str:
    """The user and the unit, or the party where nobody signed in."""
    if event.actor is None:
        return str(event.get_party_display())
    unit = event.unit if event.party not in (Party.SYSTEM, Party.CITIZEN) else None
    return " · ".join(str(part) for part in (event.actor, event.get_party_display(), unit) if part)


def _stages(event: CaseEvent) -> str:
    """From which stage to which, where the stage changed; of a clock when it was due."""
    if event.name == EventName.CLOCK_SIGNALLED:
        return _("Due on %(date)s") % {"date": event.details["due_on"]}
    if not event.from_stage or event.from_stage == event.to_stage:
        return ""
    return f"{_label(Stage, event.from_stage)} → {_label(Stage, event.to_stage)}"
