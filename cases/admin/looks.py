"""How a case and its clocks look in the console."""

from django.utils import timezone
from django.utils.formats import date_format

from cases.choices import Light, Stage
from cases.models import Case, CaseClock
from cases.selectors.lights import light_of
from common.admin import badge

# Unfold's names for its colours.
LIGHT_TONES = {
    Light.RED: "danger",
    Light.YELLOW: "warning",
    Light.REMIND: "info",
    Light.GREEN: "success",
    Light.NONE: "default",
}
STAGE_TONES = {
    Stage.RECEIVED: "info",
    Stage.ACCEPTED: "info",
    Stage.ASSIGNED: "primary",
    Stage.HANDLING: "primary",
    Stage.ANSWERED: "warning",
    Stage.CLOSED: "success",
    Stage.DECLINED: "default",
}


def stage_badge(case: Case) -> str:
    """The stage on its colour."""
    return badge(case.stage, case.get_stage_display(), STAGE_TONES)


def case_light(case: Case) -> str:
    """The light of the tightest clock now, and its word with the last day."""
    light = Light(light_of(case, at=timezone.now()))
    day = date_format(case.due_on, "Y-m-d") if case.due_on else ""
    return badge(light, f"{light.label} {day}".strip(), LIGHT_TONES)


def clock_light(clock: CaseClock) -> str:
    """The light of a clock now, or when it stopped, and its word."""
    light = Light(light_of(clock, at=clock.stopped_at or timezone.now()))
    return badge(light, str(light.label), LIGHT_TONES)
