"""Seal what is new, print the head of the chain, or go on after a restore."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.services import begin_anchors_anew, head_of_chain, seal_new_rows


class Command(BaseCommand):
    """Beat does the sealing; this is for doing it at once, and for paper."""

    help = "Seal what is new into the chain of the audit and print its head, for a sheet of paper that is kept elsewhere."

    def add_arguments(self, parser):
        """What to do beside."""
        parser.add_argument("--head", action="store_true", help="Only print the head; seal nothing.")
        parser.add_argument(
            "--begin-anchors",
            metavar="REASON",
            help="After a restore: let the anchors go on from the chain as it stands now. The reason stays in the file.",
        )

    def handle(self, *args, **options):
        """Seal and print."""
        if options["begin_anchors"] is not None:
            if not options["begin_anchors"].strip():
                raise CommandError("A reason is needed: it is what an auditor will read.")
            begin_anchors_anew(reason=options["begin_anchors"].strip())
        if not options["head"]:
            self.stdout.write(f"{seal_new_rows(at=timezone.now())} rows sealed.")
        head = head_of_chain()
        self.stdout.write(str(head) if head else "Nothing has been sealed yet.")
