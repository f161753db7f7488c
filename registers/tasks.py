"""Beat's work in the registers: the rules are asked every day, and imports that nobody confirmed are forgotten."""

from celery import shared_task
from django.utils import timezone

from registers import services

MOST_BATCHES = 20


@shared_task(name="registers.tasks.watch_registers", expires=60)
def watch_registers():
    """Ask the rules of records that are due; two at once do no harm."""
    for _batch in range(MOST_BATCHES):
        if not services.watch_registers(at=timezone.now()):
            break


@shared_task(name="registers.tasks.sweep_imports", expires=3600)
def sweep_imports():
    """Forget what was read of files that nobody has confirmed."""
    services.sweep_imports(at=timezone.now())
