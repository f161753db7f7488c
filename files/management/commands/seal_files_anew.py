"""Changing the key that seals the keys of files."""

from django.core.management.base import BaseCommand

from files.services import seal_keys_anew


class Command(BaseCommand):
    """Seals the keys of all files with the first of IDENTITY_KEYS; may be interrupted and run again."""

    help = "Seal the keys of files anew with the first key of IDENTITY_KEYS. The files themselves are not touched."

    def handle(self, *args, **options):
        """Batch after batch, until all are sealed with the first key."""
        total = 0
        while count := seal_keys_anew():
            total += count
        self.stdout.write(f"The keys of {total} files were sealed anew; all are sealed with the first key.")
