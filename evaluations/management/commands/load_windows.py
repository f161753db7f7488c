"""Putting the first service windows on the list."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluations.services import load_windows


class Command(BaseCommand):
    """Fills an empty list; what people have entered is never touched."""

    help = "Put the units of evaluations/data/windows.csv on the list of service windows, if it is empty."

    def handle(self, *args, **options):
        number = load_windows(from_on=timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{number} windows were put on the list.")
