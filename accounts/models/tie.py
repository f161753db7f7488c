"""What keeps a user away from a unit or an official."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import choices
from accounts.models.user import User
from accounts.querysets import TieQuerySet
from common.fields import WordField
from common.triggers import audited, never_deleted
from organizations.models import Person, Unit


class Tie(models.Model):
    """A declared interest: the user keeps away from cases that accuse this unit or person (R3).

    It can end, with a reason, and stays on record; from then on it keeps nobody away.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="ties", verbose_name=_("user"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="ties", verbose_name=_("unit")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="ties", verbose_name=_("official")
    )
    relation = WordField(_("relation"), max_length=20, choices=choices.Relation)
    declared_at = models.DateTimeField(_("declared at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end_reason = models.TextField(_("why it ended"), blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared tie")
        verbose_name_plural = _("declared ties")
        ordering = ["user", "-declared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person=None) | Q(unit=None, person__isnull=False),
                name="tie_to_unit_or_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="tie_ends_with_reason",
            ),
        ]
        triggers = [never_deleted("tie_never_deleted"), audited()]

    def __str__(self):
        return f"{self.user} – {self.unit or self.person}"
