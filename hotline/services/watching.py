"""Reminding of what has to be prepared, each once."""

from django.db import transaction

from hotline.choices import AHEAD
from hotline.deadlines import STEP_BY_NAME
from hotline.models import SessionStep
from hotline.services.tell import tell_of_step

BATCH = 100


@transaction.atomic
def remind_of_steps(*, at) -> int:
    """Tell whoever has a step to do that its day is near; a step that another worker looks at is left to it. Returns how many."""
    due = SessionStep.objects.filter(
        done_at=None, reminded_at=None, remind_at__lte=at, session__stage__in=AHEAD
    )
    rows = due.select_related("session__organiser__area", "session__unit")
    steps = list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for step in steps:
        tell_of_step(step, by_unit=STEP_BY_NAME[step.name].by == "unit", at=at)
        step.reminded_at = at
        step.save(update_fields=["reminded_at"])
    return len(steps)
