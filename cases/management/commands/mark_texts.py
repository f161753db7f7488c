"""Mark the texts of earlier cases, so that alike ones are found."""

from django.core.management.base import BaseCommand

from cases.services.marks import mark_texts


class Command(BaseCommand):
    """Needed once, after an update of a system that had cases before texts were marked."""

    help = "Mark the texts of cases that came in before alike texts were looked for. Can be broken off and run again."

    def handle(self, *args, **options):
        """Mark and count."""
        self.stdout.write(f"{mark_texts()} texts marked.")
