"""How much is due."""

from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from cases.models import Case
from retention.selectors.due import due_cases
from retention.selectors.terms import terms_on


class Command(BaseCommand):
    """Counts, and changes nothing."""

    help = "Say of each class of records its term and how many are due today, whether or not something keeps them."

    @no_translations
    def handle(self, *args, **options):
        """One line for each class."""
        today = timezone.localdate()
        for term in terms_on(today):
            kept = "for ever" if term.years is None else f"{term.years} years"
            count = due_cases(Case.objects.all(), term, today).count()
            self.stdout.write(f"{term.row.name:12} {kept:10} {count:,} due")
