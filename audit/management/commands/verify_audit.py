"""Verify the chain of the audit."""

import sys
import time

from django.core.management.base import BaseCommand, CommandError, no_translations

from audit.choices import Fault
from audit.models import AuditSeal
from audit.services import verify_chain


class Command(BaseCommand):
    """Names the first row that was tampered with, and how; ends with 1 when there is one."""

    help = "Compare every sealed row, every block and every anchor. Exit code 1: something was tampered with."

    def add_arguments(self, parser):
        """How many processes, and what is known from mail or paper."""
        parser.add_argument("--processes", type=int, default=2, help="How many processes compare (2).")
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="NUMBER:HASH",
            help="A head that was mailed or printed earlier; blanks in the hash don't matter. May be given many times.",
        )

    @no_translations
    def handle(self, *args, **options):
        """Verify and tell."""
        began = time.monotonic()
        report = verify_chain(processes=max(1, options["processes"]))
        seconds = time.monotonic() - began
        for begun in report.begins:
            self.stdout.write(f"The anchors were begun anew after block {begun}")
        told = [_in_words(finding) for finding in report.findings]
        told += [sentence for known in options["expect"] if (sentence := _unexpected(known))]
        summary = (
            f"{report.rows:,} rows in {report.blocks:,} blocks, {seconds:.1f} s; head {report.head or '-'}"
        )
        if not told:
            self.stdout.write(f"Everything is as it was sealed: {summary}")
            return
        self.stderr.write(f"NOT AS IT WAS SEALED: {summary}")
        for sentence in told:
            self.stderr.write(sentence)
        sys.exit(1)


def _in_words(finding) -> str:
    where = [finding.source, finding.block and f"block {finding.block}", finding.row and f"row {finding.row}"]
    words = f"{Fault(finding.fault).label}: {', '.join(str(part) for part in where if part)}"
    if finding.fault == Fault.SWAPPED:
        return f"{words} (with row {finding.more})"
    if finding.more:
        return f"{words} ({Fault(finding.more).label if finding.more in Fault.values else finding.more})"
    return words


def _unexpected(known: str) -> str:
    """What differs from a head that is known from elsewhere; empty when nothing does."""
    number, _, digest = known.partition(":")
    if not number.isdecimal() or not digest:
        raise CommandError("--expect takes a number, a colon and a hash.")
    found = AuditSeal.objects.filter(number=number).values_list("hash", flat=True).first()
    stands = bytes(found).hex() if found is not None else "missing"
    wanted = "".join(digest.split()).lower()
    return "" if stands == wanted else f"block {number} is {stands}, and {wanted} was expected"
