"""Have the database reckon the scores of the appraisal once more."""

from django.core.management.base import BaseCommand, CommandError

from evaluations.choices.appraisal import COUNTED
from evaluations.models import Round
from evaluations.selectors.recount import recount


class Command(BaseCommand):
    """Compare every score that counts with what the raw votes, ballots and answers say."""

    help = (
        "Recompute the scores of all computed and published rounds (or of one) from the raw votes by one statement "
        "of the database, and check that no ballot has changed since the closing; fails where anything differs."
    )

    def add_arguments(self, parser):
        """Which round."""
        parser.add_argument(
            "--round", type=int, help="the number of one round, as in the address of its page"
        )

    def handle(self, *, round: int | None, **options):
        """Say of each round whether it is equal, and of each unit that differs how."""
        rounds = Round.objects.filter(stage__in=COUNTED).order_by("pk")
        different = 0
        for found in rounds if round is None else rounds.filter(pk=round):
            rows = recount(found)
            wrong = [row for row in rows if not row.is_equal]
            different += len(wrong)
            self.stdout.write(
                f"{found.pk} {found.title}: {len(rows) - len(wrong)} of {len(rows)} scores equal"
            )
            for row in wrong:
                box = "" if row.is_box_whole else ", ballots changed"
                self.stdout.write(f"  {row.unit}: page {row.on_page}, database {row.by_database}{box}")
        if different:
            raise CommandError(f"{different} scores differ")
