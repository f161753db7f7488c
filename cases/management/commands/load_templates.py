"""Load the reply templates that come with the system."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from cases.services.templates import load_built_in


class Command(BaseCommand):
    """Bring the built-in reply templates up to their file; running it again changes nothing."""

    help = "Load the reply templates that come with the system; running it again changes nothing."

    def handle(self, *args, **options):
        """Load and count."""
        self.stdout.write(f"{load_built_in(at=timezone.now())} reply templates written.")
