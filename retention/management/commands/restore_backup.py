"""Restore a backup, and prove that it is complete."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from retention.services.backups import BackupRefused, restore
from retention.services.restored import prove


class Command(BaseCommand):
    """For an empty database and an empty PRIVATE_FILES, with the keys of the site that was backed up."""

    help = "Restore what back_up has written, then count, hash, open and verify all of it; exit code 1 if anything is amiss."
    requires_system_checks = []

    def add_arguments(self, parser):
        """Where from."""
        parser.add_argument("folder", type=Path, help="the folder that back_up has written")

    def handle(self, *, folder: Path, **options):
        """Step by step, each with its time."""
        began = time.monotonic()
        try:
            for steps in (restore(folder=folder), prove(folder=folder)):
                for told in steps:
                    self.stdout.write(f"{told.seconds:8.1f} s  {told.step}")
                    self.stdout.flush()
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{time.monotonic() - began:8.1f} s  in all. The site may be started.")
