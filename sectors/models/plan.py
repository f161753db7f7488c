"""The plan of a sector: versions with items, each approved by a second person and then frozen (M05, M06)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import TwoKeyAct, two_key_triggers
from common.fields import WordField
from common.triggers import audited, never_deleted, text_stays
from organizations.models import Person, Sector, Unit
from sectors.choices import ItemKind, VersionState
from sectors.models.campaign import Campaign
from sectors.querysets import PlanQuerySet

FROZEN = pgtrigger.Trigger(
    name="item_only_in_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF EXISTS (
            SELECT 1 FROM sectors_planversion
            WHERE id IN (COALESCE(NEW.version_id, OLD.version_id), OLD.version_id) AND state <> 'draft'
        ) THEN
            RAISE EXCEPTION 'only a draft changes: this version waits or is approved' USING ERRCODE = 'check_violation';
        END IF;
        RETURN COALESCE(NEW, OLD);
    """,
)
WHOLE = pgtrigger.Trigger(
    name="version_whole_before_approval",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF NEW.state <> 'draft' AND (
            NOT EXISTS (SELECT 1 FROM sectors_planitem WHERE version_id = NEW.id) OR EXISTS (
                SELECT 1 FROM sectors_planitem
                WHERE version_id = NEW.id AND (owner_id IS NULL OR due_on IS NULL OR btrim(standard) = '')
            )
        ) THEN
            RAISE EXCEPTION 'an item lacks its owner, day or standard' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class SectorPlan(models.Model):
    """What one sector has undertaken in one campaign, through all its versions."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans", verbose_name=_("campaign"))
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="plans", verbose_name=_("sector"))

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector plan")
        verbose_name_plural = _("sector plans")
        ordering = ["campaign", "sector"]
        triggers = [audited(), never_deleted("plan_never_deleted")]
        constraints = [models.UniqueConstraint(fields=["campaign", "sector"], name="plan_once_in_campaign")]

    def __str__(self):
        return f"{self.campaign} · {self.sector}"


class PlanVersion(models.Model):
    """One wording of a plan. A new one begins from the last and takes its place once it is approved."""

    plan = models.ForeignKey(
        SectorPlan, models.PROTECT, related_name="versions", verbose_name=_("sector plan")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    aim = models.TextField(_("what the plan is to achieve"), blank=True)
    state = WordField(_("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("begun by"),
        help_text=_("Empty when it was loaded from the files."),
    )
    begun_at = models.DateTimeField(_("begun at"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_numbered_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=~Q(state=VersionState.APPROVED),
                name="version_one_under_work",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.APPROVED, approved_at__isnull=False)
                | Q(
                    state__in=[VersionState.DRAFT, VersionState.ASKED],
                    approved_at=None,
                    published_at=None,
                ),
                name="version_published_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="version_published_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="version_follows_steps",
                field="state",
                transitions=[("draft", "asked"), ("asked", "draft"), ("asked", "approved")],
            ),
            WHOLE,
            never_deleted("version_never_deleted"),
            text_stays("version_begun_stays", "plan_id", "number", "begun_by_id", "begun_at"),
            audited(),
        ]

    def __str__(self):
        return f"{self.plan} · {self.label}"

    @property
    def label(self) -> str:
        """How it is called, such as 2013-P7-V2."""
        return f"{self.plan.campaign.code}-P{self.plan.sector.number}-V{self.number}"


class Task(models.Model):
    """What stays of an item through all versions, so that its progress and evidence go on with it."""

    plan = models.ForeignKey(SectorPlan, models.PROTECT, related_name="tasks", verbose_name=_("sector plan"))
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("numbered item of a plan")
        verbose_name_plural = _("numbered items of plans")
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_numbered_once")]

    def __str__(self):
        return f"{self.plan_id}-{self.number}"


class PlanItem(models.Model):
    """A key problem or a measure as one version words it: standard, owner, leader, day and indicator."""

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="items", verbose_name=_("version of a plan")
    )
    task = models.ForeignKey(
        Task, models.PROTECT, related_name="wordings", verbose_name=_("numbered item of a plan")
    )
    kind = WordField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.MEASURE)
    heading = models.CharField(
        _("heading"),
        max_length=40,
        blank=True,
        help_text=_("Items with the same heading stand together, such as those of one programme."),
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what is done"), blank=True)
    standard = models.TextField(_("standard"), blank=True)
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=pgettext_lazy("plan", "owner"),
    )
    leader = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("responsible leader"),
    )
    leader_post = models.CharField(
        _("post of the leader"),
        max_length=120,
        blank=True,
        help_text=_("In the words of that day: a new holder answers for a new version."),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    source = models.CharField(_("source in the plan of the action"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of plans")
        ordering = ["version", "task__number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "task"], name="item_once_in_version"),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_title"),
        ]
        triggers = [FROZEN, audited()]

    def __str__(self):
        return self.title


class PlanApproval(TwoKeyAct):
    """A version that the leader of a leading department puts before the commission of the province (ADR 21)."""

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="approvals", verbose_name=_("version of a plan")
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("approval of a plan")
        verbose_name_plural = _("approvals of plans")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["version"], condition=Q(decision__in=["", "granted"]), name="plan_approval_once"
            ),
        ]
        triggers = two_key_triggers("plan_approval", "version_id")

    def __str__(self):
        return f"{self.version_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"
