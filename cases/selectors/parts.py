"""What co-handlers are asked and have handed in, as each side may read it (M56)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cases.choices import ClockName, Light
from cases.deadlines import plan_clock
from cases.models import Case, Contribution, Part
from cases.selectors.lights import days_left
from cases.selectors.register import office_calendar
from common.numbering import CHINA
from organizations.models import Unit

SOON = 2


@dataclass(frozen=True)
class PartShown:
    """One part as it is shown: how far it is, its light while it is awaited, and what was handed in, the oldest first."""

    part: Part
    handed_in: tuple[Contribution, ...]
    is_open: bool
    state: str
    light: str
    days: str


@dataclass(frozen=True)
class Helper:
    """A co-handler with what it was asked, the newest first."""

    unit: Unit
    parts: tuple[PartShown, ...]

    @property
    def is_free(self) -> bool:
        """Whether something new can be asked."""
        return not any(shown.is_open for shown in self.parts)


@dataclass(frozen=True)
class Shares:
    """What of a case the parts of a co-handler show it."""

    story: bool = False
    messages: bool = False
    files: bool = False


def usual_due_day(case: Case, *, at: datetime) -> date:
    """Until when a part is due unless the responsible unit says otherwise: a default of this system, not law."""
    return plan_clock(ClockName.PART, case.rule_set, at, office_calendar()).due_on


def helpers_of(case: Case, *, at: datetime) -> list[Helper]:
    """The co-handlers of a case with their parts; also those that help no longer but were asked for something."""
    helping = [row.unit for row in case.co_handler_rows.select_related("unit")]
    parts = list(case.parts.with_contributions())
    units = {unit.pk: unit for unit in (*helping, *(part.unit for part in parts))}
    return [
        Helper(unit, tuple(reversed([part_shown(part, at=at) for part in parts if part.unit_id == unit.pk])))
        for unit in units.values()
    ]


def own_parts(case: Case, unit_ids: Collection[int], *, at: datetime) -> list[PartShown]:
    """What these units were asked, the newest first; nothing of what others were."""
    parts = case.parts.with_contributions().of_units(unit_ids).order_by("-id")
    return [part_shown(part, at=at) for part in parts]


def shares_of(parts: Iterable[Part]) -> Shares:
    """What any of the parts shows of the case; a case file that nothing is asked of shows nothing."""
    parts = list(parts)
    return Shares(
        story=any(part.shows_story for part in parts),
        messages=any(part.shows_messages for part in parts),
        files=any(part.shows_files for part in parts),
    )


def part_shown(part: Part, *, at: datetime) -> PartShown:
    """A part with its state in words."""
    handed_in = tuple(part.contributions.all())
    is_open = not handed_in or handed_in[-1].returned_at is not None
    state = _("Handed in") if not is_open else _("Sent back") if handed_in else _("Awaited")
    days = days_left(part.due_on, at=at) if is_open else ""
    return PartShown(part, handed_in, is_open, state, _light(part, at) if is_open else Light.NONE, days)


def _light(part: Part, at: datetime) -> str:
    left = (part.due_on - at.astimezone(CHINA).date()).days
    if left < 0:
        return Light.RED
    return Light.REMIND if left <= SOON else Light.GREEN


def awaited_from(unit_ids: Collection[int]) -> list[int]:
    """The ids of the cases in which one of these units still has to hand something in."""
    awaited = Part.objects.of_units(unit_ids).awaited()
    return list(awaited.order_by().values_list("case_id", flat=True).distinct())


def awaited_units(case: Case) -> list[int]:
    """The ids of the units that still have to hand something in for a case."""
    return list(case.parts.awaited().order_by().values_list("unit_id", flat=True))
