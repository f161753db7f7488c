"""How a case and its clocks look in the console."""

from django.utils import timezone
from django.utils.formats import date_format

from cases.choices import Light, Stage
from cases.models import Case, CaseClock
from cases.selectors.lights import light_of
from common.admin import badge

LIGHT_TONES = {
    Light.RED: "red",
    Light.YELLOW: "yellow",
    Light.REMIND: "blue",
    Light.GREEN: "green",
    Light.NONE: "plain",
}
STAGE_TONES = {
    Stage.RECEIVED: "blue",
    Stage.ACCEPTED: "blue",
    Stage.ASSIGNED: "blue",
    Stage.HANDLING: "blue",
    Stage.ANSWERED: "yellow",
    Stage.CLOSED: "green",
    Stage.DECLINED: "plain",
    Stage.JOINED: "plain",
    Stage.REVIEWING: "yellow",
    Stage.WITHDRAWN: "plain",
}


def stage_badge(case: Case) -> str:
    """The stage on its colour."""
    return badge(case.get_stage_display(), STAGE_TONES[case.stage])


def case_light(case: Case) -> str:
    """The light of the tightest clock now, and its word with the last day."""
    light = Light(light_of(case, at=timezone.now()))
    day = date_format(case.due_on, "Y-m-d") if case.due_on else ""
    return badge(f"{light.label} {day}".strip(), LIGHT_TONES[light])


def clock_light(clock: CaseClock) -> str:
    """The light of a clock now, or when it stopped, and its word."""
    light = Light(light_of(clock, at=clock.stopped_at or timezone.now()))
    return badge(light.label, LIGHT_TONES[light])
