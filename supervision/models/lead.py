"""Leads: patterns in the record that an inspector should look at, with their evidence and what became of them."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Answer, Case
from common.fields import WordField
from common.numbering import CHINA
from common.triggers import append_only
from organizations.models import Area, Person, Post, Sector, Unit
from supervision import choices
from supervision.models.threshold import Threshold
from supervision.querysets import EvidenceQuerySet, LeadQuerySet

LIVING = (choices.LeadState.OPEN, choices.LeadState.TAKEN_UP, choices.LeadState.DISMISSED)


class Lead(models.Model):
    """One pattern of one detector at one unit (for repeated troubles: of one sector). A lead is no verdict.

    ``post`` and ``leader`` are the unit's first post and who held it when the pattern was last found. ``commission`` is who
    has it. ``order`` or ``file`` is what it was turned into; ``reference`` is a number noted before these were linked.
    ``shut_units`` and ``shut_persons`` are those whom the lead must never reach: the unit, whoever the cases
    accuse, and those who lead them. Without ``threshold`` the built-in limits held.
    """

    detector = WordField(_("detector"), max_length=20, choices=choices.Detector)
    trigger = WordField(_("ground of accountability"), max_length=15, choices=choices.Trigger)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="leads_about", verbose_name=_("unit"))
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leading post")
    )
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible leader")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    commission = models.ForeignKey(
        Unit, models.PROTECT, related_name="leads_to_look_at", verbose_name=_("commission that has it")
    )
    shut_units = ArrayField(models.BigIntegerField(), default=list, editable=False)
    shut_persons = ArrayField(models.BigIntegerField(), default=list, editable=False)
    figures = models.JSONField(_("figures"))
    limits = models.JSONField(_("limits"))
    threshold = models.ForeignKey(
        Threshold, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("limits from")
    )
    state = WordField(_("state"), max_length=10, choices=choices.LeadState, default=choices.LeadState.OPEN)
    first_found_at = models.DateTimeField(_("first found at"))
    last_found_at = models.DateTimeField(_("last found at"))
    decided_at = models.DateTimeField(_("dismissed or settled at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dismissed or settled by"),
    )
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads_taken_up",
        verbose_name=_("taken up by"),
    )
    outcome = WordField(_("turned into"), max_length=15, choices=choices.Outcome, blank=True)
    order = models.ForeignKey(
        "supervision.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("supervision order"),
    )
    file = models.ForeignKey(
        "supervision.Accountability",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("accountability file"),
    )
    reference = models.CharField(_("number on paper"), max_length=60, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-last_found_at", "-id"]
        indexes = [
            models.Index(fields=["commission", "state", "-last_found_at", "-id"], name="lead_of_commission"),
            models.Index(fields=["state", "-last_found_at", "-id"], name="lead_of_state"),
            GinIndex(fields=["shut_units"], name="lead_shut_units"),
        ]
        constraints = [
            # The same pattern is the same lead, however many look for it at once; what was settled is history.
            models.UniqueConstraint(
                fields=["detector", "unit", "sector"],
                condition=Q(state__in=LIVING),
                nulls_distinct=False,
                name="lead_once",
            ),
            models.CheckConstraint(
                condition=Q(detector__in=choices.Detector.values), name="lead_detector_is_known"
            ),
            models.CheckConstraint(
                condition=Q(trigger__in=choices.Trigger.values), name="lead_trigger_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[choices.LeadState.OPEN, choices.LeadState.TAKEN_UP], decided_at=None)
                | Q(
                    state__in=[choices.LeadState.DISMISSED, choices.LeadState.SETTLED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="lead_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=choices.LeadState.SETTLED)
                & (
                    Q(outcome=choices.Outcome.ORDER, order__isnull=False, file=None, reference="")
                    | Q(outcome=choices.Outcome.ACCOUNTABILITY, file__isnull=False, order=None, reference="")
                    | Q(outcome__in=choices.Outcome.values, reference__gt="", order=None, file=None)
                )
                | ~Q(state=choices.LeadState.SETTLED) & Q(outcome="", reference="", order=None, file=None),
                name="lead_settled_into_something",
            ),
            models.CheckConstraint(
                condition=Q(first_found_at__lte=models.F("last_found_at")), name="lead_found_in_order"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="lead_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="lead_settled_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=choices.LeadState.SETTLED),
            ),
            pgtrigger.ReadOnly(
                name="lead_stays", fields=["detector", "trigger", "unit", "sector", "first_found_at"]
            ),
        ]

    def __str__(self):
        return f"{self.get_detector_display()} · {self.unit}"

    @property
    def number(self) -> str:
        """The number of the lead, in the language of whoever reads it."""
        year = self.first_found_at.astimezone(CHINA).year
        return gettext("Lead %(year)s-%(number)s") % {"year": year, "number": self.pk}

    @property
    def is_living(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.state in (choices.LeadState.OPEN, choices.LeadState.TAKEN_UP)


class LeadEvidence(models.Model):
    """One case of the pattern, the rows of its trail that show it, and since when it does. It stays once it was found."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="evidence", verbose_name=_("lead"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="lead_evidence", verbose_name=_("case"))
    events = ArrayField(models.BigIntegerField(), verbose_name=_("rows of the trail"), default=list)
    at = models.DateTimeField(_("since"))
    figures = models.JSONField(_("figures"))
    found_at = models.DateTimeField(_("found at"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence of a lead")
        verbose_name_plural = _("evidence of leads")
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["lead", "case"], name="lead_evidence_once")]
        triggers = [pgtrigger.Protect(name="lead_evidence_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.lead_id} · {self.case_id}"


class LeadEvent(models.Model):
    """One row of a lead's trail. ``actor`` is empty where the system has found something."""

    lead = models.ForeignKey(Lead, models.DO_NOTHING, related_name="events", verbose_name=_("lead"))
    at = models.DateTimeField(_("at"))
    name = WordField(_("event"), max_length=20, choices=choices.LeadEventName)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("particulars"), default=dict)

    class Meta:
        verbose_name = _("event of a lead")
        verbose_name_plural = _("events of leads")
        ordering = ["id"]
        indexes = [models.Index(fields=["lead", "id"], name="lead_trail")]
        triggers = append_only("the trail of a lead")

    def __str__(self):
        return f"{self.lead_id} · {self.name}"


class AnswerMark(models.Model):
    """The marks under which alike answers are found, made once for each answer (``cases.selectors.likeness``)."""

    answer = models.OneToOneField(
        Answer, models.CASCADE, primary_key=True, related_name="marks", verbose_name=_("answer")
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False, verbose_name=_("case"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("unit"))
    submitted_at = models.DateTimeField(_("submitted at"), db_index=True)
    values = ArrayField(models.BigIntegerField(), verbose_name=_("marks"))

    class Meta:
        verbose_name = _("marks of an answer")
        verbose_name_plural = _("marks of answers")

    def __str__(self):
        return str(self.answer_id)
