"""Who may see which case. Every list, count, search, export, API answer and notice goes through ``visible_to``."""

import operator
from collections.abc import Collection
from datetime import datetime
from functools import reduce

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, Standing, standing_of
from cases.choices import Decision, NoteCircle, RequestKind
from cases.querysets.scopes import not_sealed_from, scope_of, sight_of
from common.conditions import written


class CaseQuerySet(QuerySet):
    """Cases, always asked with somebody in mind."""

    def visible_to(self, user):
        """The cases that this user may read: those in the scope of a duty, less those that accuse the user's side.

        A user without a unit sees nothing; a system administrator sees no case.
        """
        return self._in_scopes(user)

    def known_to(self, user):
        """Those, and the cases in which the user's unit helps: of these he knows that they are there, and his own part.

        What else stands in such a case isn't his to read (M56): pages and services that show or touch more ask
        ``visible_to``.
        """
        return self._in_scopes(user, helping=True)

    def supervised_by(self, user):
        """Those that the user watches over for a discipline commission, whatever other duties he has."""
        return self._in_scopes(user, roles=(Role.INSPECTOR, Role.COMMISSION_LEADER))

    def overseen_by(self, user):
        """Those, and the ones at the user's intake desk, whatever he does for a unit that handles cases."""
        return self._in_scopes(user, roles=(Role.INTAKE_CLERK, Role.INSPECTOR, Role.COMMISSION_LEADER))

    def _in_scopes(self, user, *, helping: bool = False, roles: Collection[str] = tuple(Role)):
        standing = standing_of(user, on=timezone.localdate())
        actings = tuple(acting for acting in standing.actings if acting.role in roles)
        if not actings:
            return self.none()
        cases = apps.get_model("cases", "Case").objects
        condition = written(
            ("cases", helping, sight_of(user.pk, actings, standing)),
            lambda: cases.opened_by(actings, standing, user.pk, helping=helping),
        )
        return self.none() if condition is None else self.filter(condition)

    def opened_by(self, actings: Collection[Acting], standing: Standing, user_id: int, *, helping: bool):
        """What these duties open to the user, as it is written in full; ``written`` keeps the text of it."""
        scopes = [
            scope & not_sealed_from(acting)
            for acting in actings
            if (scope := scope_of(acting, user_id, helping=helping)) is not None
        ]
        if not scopes:
            return self.none()
        seen = self.filter(reduce(operator.or_, scopes)).outside_firewall_of(standing)
        return seen.outside_recusals_of(user_id)

    def outside_recusals_of(self, user):
        """Without those from which the user keeps away because a citizen demanded it and somebody agreed (R3)."""
        kept = apps.get_model("cases", "Recusal").objects.filter(about=user, decision=Decision.GRANTED)
        return self.exclude(pk__in=kept.order_by().values("case_id"))

    def outside_firewall_of(self, standing: Standing):
        """Without the cases that accuse a unit or person which this standing is shut out from (R2, M11).

        What one case of a matter accuses shuts out from all cases of the matter: they share their answer. Asked of the *other*
        cases it is looked up for the few that are in a matter; otherwise the database lists all such matters first.
        """
        accused = apps.get_model("cases", "Accused").objects.against(standing)
        of_the_matter = accused.filter(case__matter=OuterRef("matter")).exclude(case=OuterRef("pk"))
        return self.filter(
            ~Exists(accused.filter(case=OuterRef("pk"))), Q(matter=None) | ~Exists(of_the_matter)
        )

    def open(self):
        """Cases in which somebody still has to act: those with a due date, which the database sees to."""
        return self.filter(due_at__isnull=False)

    def overdue(self, *, at: datetime):
        """Cases whose tightest clock has run out."""
        return self.filter(due_at__lte=at)

    def with_units(self):
        """With the units that have or had the case, and without the texts that are only searched."""
        return self.defer("search_text", "search_index").select_related(
            "desk", "responsible", "escalated_to", "reviewer"
        )

    def locked(self):
        """With its units and ``has_recusals`` (by decision), and locked as everything that changes a case begins; what it names isn't."""
        units = self.with_units().annotate(has_recusals=_has("Recusal", decision=Decision.GRANTED))
        return units.select_for_update(of=("self",))

    def knowing_of_extras(self):
        """With what is only asked for where there is some; ``has_demand``: that somebody keeps away, which waits; ``has_released``:
        a unit whose objection was agreed to."""
        return self.knowing_of_helpers().annotate(
            has_messages=_has("CaseMessage"),
            has_files=_has("Attachment"),
            has_demand=_has("Recusal", decision=""),
            has_released=_has("CaseRequest", kind=RequestKind.OBJECTION, decision=Decision.GRANTED),
        )

    def knowing_of_helpers(self):
        """With ``has_helpers``: whether any unit helps."""
        return self.annotate(has_helpers=_has("CoHandler"))

    def counting_notes(self, unit_ids):
        """With how many internal notes were written for these units, and how many others were for the commission too."""
        notes = apps.get_model("cases", "CaseNote").objects.filter(case=OuterRef("pk"), about=None)
        own = Q(unit_id__in=unit_ids)
        return self.annotate(
            own_notes=_number_of(notes.filter(own)),
            shared_notes=_number_of(notes.filter(~own, circle=NoteCircle.COMMISSION)),
        )

    def for_list(self):
        """Only the columns that a list shows; the long texts stay in the database."""
        return self.defer("story", "search_text", "search_index", "text_marks").select_related(
            "sector", "area", "responsible"
        )


def _has(model: str, **which) -> Exists:
    return Exists(apps.get_model("cases", model).objects.filter(case=OuterRef("pk"), **which))


def _number_of(notes: QuerySet) -> Coalesce:
    counted = notes.order_by().values("case").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
