"""Load the campaign and the plans of its sectors from the files."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organizations.services import LoadError
from sectors.services import DATA_FOLDER, load_campaign


class Command(BaseCommand):
    """Bring in what is missing of a campaign; running it again changes nothing."""

    help = (
        "Load a campaign with its phases and the first draft of each sector's plan; what is there already stays "
        "as people have made it, so running it again changes nothing."
    )

    def add_arguments(self, parser):
        """Which files, and on which days."""
        parser.add_argument("--folder", type=Path, default=DATA_FOLDER, help="folder with the CSV files")
        parser.add_argument(
            "--shift-to",
            type=date.fromisoformat,
            metavar="DATE",
            help="move all days so that the day in the middle (shown_on in campaign.csv) falls on this one, YYYY-MM-DD",
        )

    def handle(self, *, folder: Path, shift_to: date | None, **options):
        """Load, then say what was written."""
        try:
            loaded = load_campaign(
                folder=folder, shift_to=shift_to, at=timezone.now(), on=timezone.localdate()
            )
        except LoadError as error:
            raise CommandError(str(error)) from error
        campaign = loaded.campaign
        self.stdout.write(
            f"{campaign.code}: {campaign.starts_on} to {campaign.ends_on}, "
            f"{'created' if loaded.is_new else 'already there'}; "
            f"{loaded.plans} plans and {loaded.items} items created"
        )
