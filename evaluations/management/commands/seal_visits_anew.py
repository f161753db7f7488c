"""Changing the key of the numbers of visits that wait for their draw."""

from django.core.management.base import BaseCommand

from evaluations.services import seal_visits_anew


class Command(BaseCommand):
    """Seals waiting numbers with the first of IDENTITY_KEYS; may be run again."""

    help = "Seal the numbers of visits that wait for the draw anew with the first key of IDENTITY_KEYS."

    def handle(self, *args, **options):
        total = 0
        while count := seal_visits_anew():
            total += count
        self.stdout.write(f"{total} were sealed anew; all are sealed with the first key.")
