"""Look for patterns by hand."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from common.numbering import CHINA
from common.progress import show_progress
from supervision.choices import Detector
from supervision.services import find_leads


class Command(BaseCommand):
    """The worker looks every night by itself; this is for looking at once, and for measuring."""

    help = "Let the detectors look through the cases and keep what they find as leads."

    def add_arguments(self, parser):
        """Which, and as of when."""
        parser.add_argument(
            "--detector", action="append", default=[], choices=Detector.values, help="only this one (all)"
        )
        parser.add_argument("--at", help="as of this moment, such as 2026-11-23T10:00 (now)")

    def handle(self, *, detector: list[str], at: str | None, **options):
        """Look, and say of each detector what it gave and how long it took."""
        names = detector or Detector.values

        def show(names, total):
            return show_progress(names, total=total, unit="detectors", out=self.stderr)

        results = find_leads(at=_moment(at), detectors=names, show=show)
        self.stdout.write("detector       patterns   new  back again silent nowhere  looking  keeping")
        for found in results:
            self.stdout.write(
                f"{found.detector:14} {found.patterns:8,} {found.new:5,} {found.back:5,} {found.again:5,}"
                f" {found.silent:6,} {found.nowhere:7,} {found.looking:7.2f}s {found.keeping:7.2f}s"
            )
        looking, keeping = sum(one.looking for one in results), sum(one.keeping for one in results)
        self.stdout.write(f"{'together':14} {'':43} {looking:6.2f}s {keeping:7.2f}s")


def _moment(text: str | None) -> datetime:
    if text is None:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(f"--at {text}: write it such as 2026-11-23T10:00") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
