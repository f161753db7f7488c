"""Carry out what two people decided on."""

from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from retention.models import FileRemoval, Tombstone
from retention.services import dispose_next, remove_next_file


class Command(BaseCommand):
    """Beat does it every few seconds; this is for doing it at once. A second run changes nothing."""

    help = "Carry out the destruction lists that were granted, and delete the files of what went."

    @no_translations
    def handle(self, *args, **options):
        """All that waits; says what went."""
        before = Tombstone.objects.count()
        while dispose_next(at=timezone.now()):
            pass
        files = 0
        while remove_next_file():
            files += 1
        gone, waiting = Tombstone.objects.count() - before, FileRemoval.objects.count()
        self.stdout.write(f"{gone} records disposed of, {files} files deleted, {waiting} files wait.")
