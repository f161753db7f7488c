"""Narrowing the audit by days."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.admin import ChoiceFilter

# From so many days ago until so many days ago.
SPANS = {"today": (0, 0), "yesterday": (1, 1), "week": (6, 0), "month": (29, 0)}


class DayFilter(ChoiceFilter):
    """Today, or the days before, as China counts them."""

    title = _("day")
    parameter_name = "day"
    # The column that holds the moment.
    moment = "at"

    def options(self, request):
        """Spans that end today, and yesterday."""
        return (
            ("today", _("Today")),
            ("yesterday", _("Yesterday")),
            ("week", _("The last 7 days")),
            ("month", _("The last 30 days")),
        )

    def pick(self, rows, value):
        """From the first moment of the first day to the last of the last."""
        first, last = SPANS[value]
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        begins, ends = midnight - timedelta(days=first), midnight + timedelta(days=1 - last)
        return rows.filter(**{f"{self.moment}__gte": begins, f"{self.moment}__lt": ends})
