"""Compare the private storage with the database, now instead of at the next full hour."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from files.services import sweep_files


class Command(BaseCommand):
    """Delete files that nobody claimed for a day, and say how many acknowledged ones are missing."""

    help = __doc__

    def handle(self, *args, **options):
        """Fails when a file is missing, so that a backup drill notices."""
        swept = sweep_files(at=timezone.now())
        self.stdout.write(f"{swept.deleted} unclaimed parts of files deleted, {swept.missing} files missing.")
        if swept.missing:
            raise CommandError("Files that were acknowledged are not in the storage.")
