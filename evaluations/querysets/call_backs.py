"""Which call-backs somebody sees: callers of the desk and the commission, and never the unit that has answered."""

from datetime import datetime

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, standing_of
from evaluations.choices import CallState

SUPERVISORS = COMMISSIONERS
CALLERS = (Role.INTAKE_CLERK, *SUPERVISORS)


class CallBackQuerySet(QuerySet):
    """Call-backs, always asked with somebody in mind."""

    def visible_to(self, user):
        """Those of the cases that the user's desk has or his commission watches over, less what his own side has handled.

        The firewall of the cases is in it (R2); a colleague of the unit that answered, of one above it, or somebody with a tie to it
        doesn't ask how its answer was liked.
        """
        return self._outside(user, apps.get_model("cases", "Case").objects.overseen_by(user))

    def of_system(self, user):
        """Those of the cases that this municipal system has handed in."""
        cases = apps.get_model("cases", "Case").objects
        return self._outside(user, cases.visible_to(user).filter(submitted_by=user))

    def _outside(self, user, cases):
        shut = standing_of(user, on=timezone.localdate()).shut_units
        helped = apps.get_model("cases", "CoHandler").objects.filter(unit_id__in=shut).order_by()
        seen = self.filter(case__in=cases.order_by().values("pk")).exclude(answer__unit_id__in=shut)
        return seen.exclude(case__responsible_id__in=shut).exclude(case__in=helped.values("case_id"))

    def waiting(self):
        """Those to be called."""
        return self.filter(state=CallState.WAITING)

    def valid(self):
        """Those whose citizen was reached and has answered."""
        return self.filter(state=CallState.DONE)

    def callable(self, *, at: datetime):
        """Those that may be tried now."""
        return self.waiting().filter(Q(next_at=None) | Q(next_at__lte=at))

    def free_for(self, user, *, at: datetime):
        """Those that nobody else has taken."""
        return self.filter(Q(claimed_by=None) | Q(claimed_by=user) | Q(claimed_until__lte=at))

    def overdue(self, *, at: datetime):
        """Those that nobody has tried to call in time."""
        return self.waiting().filter(called_at=None, due_at__lte=at)

    def with_places(self):
        """With what every list names, and without the long texts."""
        texts = [f"answer__{name}" for name in ("request", "facts", "opinion", "legal_basis")]
        texts += [f"case__{name}" for name in ("story", "search_text", "search_index", "text_marks")]
        joined = ("case__sector", "case__area", "case__desk", "answer__unit", "claimed_by")
        return self.select_related(*joined).defer(*texts)
