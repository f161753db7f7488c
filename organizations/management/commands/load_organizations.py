"""Load areas, units, sectors and leaders from the CSV files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organizations.services import DATA_FOLDER, LoadError, load_organizations


class Command(BaseCommand):
    """Bring the register up to date with its files; running it again changes nothing."""

    help = "Load areas, units, sectors and leaders from CSV files; running it again changes nothing."

    def add_arguments(self, parser):
        """Where the files are."""
        parser.add_argument("--folder", type=Path, default=DATA_FOLDER, help="folder with the CSV files")

    def handle(self, *, folder: Path, **options):
        """Load, then say what was written."""
        try:
            counts = load_organizations(folder=folder, on=timezone.localdate())
        except LoadError as error:
            raise CommandError(str(error)) from error
        for name, count in counts.items():
            self.stdout.write(
                f"{name}: {count.total} in the files; "
                f"{count.created} created, {count.changed} changed, {count.removed} removed"
            )
