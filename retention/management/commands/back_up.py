"""Back the site up."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from retention.services.backups import BackupRefused, back_up


class Command(BaseCommand):
    """May run while the site does. The keys (IDENTITY_KEYS, RECEIPT_PEPPER …) are not in the backup: keep them apart."""

    help = "Write database, sealed files and anchors into a new folder, with a manifest of counts and hashes."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("folder", type=Path, help="a folder that is empty or doesn't exist yet")

    def handle(self, *, folder: Path, **options):
        """Back up and say how much."""
        try:
            manifest = back_up(folder=folder, at=timezone.now())
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        seconds = sum(manifest.seconds.values())
        self.stdout.write(
            f"{sum(manifest.rows.values()):,} rows of {len(manifest.rows)} tables and {len(manifest.files):,} files backed up "
            f"in {seconds:.1f} s. To open them, keep the keys named: {', '.join(manifest.keys) or 'none yet'}."
        )
