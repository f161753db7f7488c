"""Give the role of the running site no more than it needs."""

import sys

from django.core.management.base import BaseCommand, CommandError

from audit.services.restrict import RoleRefused, excess_of, restrict_role


class Command(BaseCommand):
    """Run as the owner of the tables, after each migration; the site then signs in to the database as the role."""

    help = (
        "Let a role of the database run the site and change nothing of the audit: of the trail it can only read and add. "
        "Run it as the owner of the tables after every migration."
    )

    def add_arguments(self, parser):
        """Which role, and whether to look only."""
        parser.add_argument("role", help="A role that exists, owns nothing and is no member of the owner.")
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; say what is otherwise, and end with 1."
        )

    def handle(self, *args, **options):
        """Grant, or look."""
        role = options["role"]
        if options["check"]:
            wrong = list(excess_of(role))
            for sentence in wrong:
                self.stderr.write(f"{role} {sentence}")
            if wrong:
                sys.exit(1)
            self.stdout.write(f"{role} may do what the site needs and nothing else.")
            return
        try:
            statements = restrict_role(role)
        except RoleRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{len(statements)} statements: {role} may do what the site needs and nothing else."
        )
