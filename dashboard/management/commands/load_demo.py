"""Fill an empty system with demonstration data."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.choices import Stage
from cases.models import Case
from common.numbering import group_digits
from common.progress import show_progress
from dashboard.services import load_demo


class Command(BaseCommand):
    """Fill an empty system with cases in every stage and a login for every role."""

    help = (
        "Fill an empty system with cases in every stage, dated back from today, and a login for every role. "
        "The password of the logins is known to everybody, so a site in real use refuses."
    )

    def add_arguments(self, parser):
        """How much, which, and as of when."""
        parser.add_argument("--cases", type=int, default=1000, help="how many cases (1000)")
        parser.add_argument("--seed", type=int, default=7, help="the same number gives the same cases (7)")
        parser.add_argument("--today", type=date.fromisoformat, help="the day after the last event (today)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are cases already")

    def handle(self, *, cases: int, seed: int, today: date | None, if_empty: bool, **options):
        """Load, then print what can't be looked up later."""
        if Case.objects.exists():
            if if_empty:
                return
            raise CommandError("There are cases already: the demonstration goes into an empty system only.")
        if settings.SESSION_COOKIE_SECURE:
            raise CommandError(
                "This is a site in real use: it gets no logins whose password everybody knows."
            )
        quiet = options["verbosity"] == 0 and not self.stderr.isatty()

        def show(days, total):
            return iter(days) if quiet else show_progress(days, total=total, unit="days", out=self.stderr)

        keepsakes = load_demo(cases=cases, seed=seed, today=today or timezone.localdate(), show=show)
        # On the error stream, where a caller that keeps the output to itself still lets it through.
        self.stderr.write("Only shown now:", self.style.SUCCESS)
        for stage, code in keepsakes.receipt_codes.items():
            self.stderr.write(f"  receipt code {group_digits(code)}  ({Stage(stage).label})", str)
        self.stderr.write(f"  API token of demo-system {keepsakes.token}", str)
        self.stdout.write(f"{Case.objects.count():,} cases; {keepsakes.refused} planned steps were refused.")
