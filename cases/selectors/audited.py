"""What whoever reads the log of all areas may learn of cases: that somebody has read them, and nothing of what they say."""

import operator
from functools import reduce

from django.db.models import QuerySet
from django.utils import timezone

from accounts.selectors import standing_of
from cases.models import Case
from cases.querysets import not_sealed_from


def cases_known_to_auditor(user) -> QuerySet[Case]:
    """All cases but those that accuse the auditor's own side and those that were handed up out of its sight."""
    standing = standing_of(user, on=timezone.localdate())
    open_to_him = [not_sealed_from(acting) for acting in standing.actings]
    if not open_to_him:
        return Case.objects.none()
    return Case.objects.filter(reduce(operator.or_, open_to_him)).outside_firewall_of(standing)
