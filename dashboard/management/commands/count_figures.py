"""Count the figures by hand, or look whether they are right."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboard.services import check_figures, count_anew, count_figures


class Command(BaseCommand):
    """The worker counts by itself every half minute: this is for looking after it."""

    help = (
        "Count what has happened since the last time. With --anew every case is counted from the beginning; "
        "with --check nothing is changed but what is new, and the sums are held against a new count."
    )

    def add_arguments(self, parser):
        """Which of the three."""
        parser.add_argument("--anew", action="store_true", help="throw all sums away and count every case")
        parser.add_argument(
            "--check", action="store_true", help="fail if a new count would give something else"
        )

    def handle(self, *, anew: bool, check: bool, **options):
        """Count and say how much."""
        if check:
            wrong = check_figures()
            if any(wrong.values()):
                raise CommandError(f"Other rows than a new count gives: {wrong}. Run it with --anew.")
            self.stdout.write("The sums are what a new count gives.")
            return
        counted = (count_anew if anew else count_figures)(at=timezone.now())
        self.stdout.write(f"{counted:,} cases counted.")
