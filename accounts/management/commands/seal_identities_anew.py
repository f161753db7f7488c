"""Changing the key of the sealed identities, and of the secrets of authenticator apps."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand

from accounts.services import forget_marks, identities_to_seal_anew, seal_anew, seal_secrets_anew
from common.progress import show_progress


class Command(BaseCommand):
    """Seals the identities with the first of IDENTITY_KEYS; may be interrupted and run again."""

    help = "Seal the identities of citizens anew with the first key of IDENTITY_KEYS, which may take a while."

    def add_arguments(self, parser):
        """Whether the key of the marks was changed too."""
        parser.add_argument(
            "--all-marks",
            action="store_true",
            help="also make the marks of all phone numbers and addresses anew",
        )

    def handle(self, *args, all_marks: bool, **options):
        if all_marks:
            forget_marks()
        total = identities_to_seal_anew()
        for _ in show_progress(one_by_one(), total=total, unit="identities", out=self.stdout):
            pass
        apps = seal_secrets_anew()
        self.stdout.write(
            f"{total} identities and {apps} authenticator apps were sealed anew; all are sealed with the first key."
        )


def one_by_one() -> Iterator[None]:
    """Seal batch after batch, and tell of each identity."""
    while count := seal_anew():
        yield from (None for _ in range(count))
