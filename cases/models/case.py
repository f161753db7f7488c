"""The case."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import SealedIdentity
from cases import choices
from cases.lifecycle import DESK_STAGES, OPEN_STAGES, UNIT_STAGES
from cases.models import triggers
from cases.querysets import CaseQuerySet
from cases.rules import MOST_REVIEWS
from common.fields import WordField
from common.numbering import CHINA, case_number
from organizations.choices import Level
from organizations.models import Area, Sector, Unit


def due_on_of(due_at: datetime | None) -> date | None:
    """The day that has ended at that moment, China time."""
    return (due_at - timedelta(seconds=1)).astimezone(CHINA).date() if due_at else None


class Case(models.Model):
    """One complaint on its way from intake to closure.

    ``stage`` is written by ``cases.services.move_case`` alone. ``waits_for``, ``remind_at``, ``due_at`` and ``red_at`` repeat the
    tightest running clock, for lists. ``text_marks`` finds alike texts (``cases.selectors.likeness``).
    """

    channel = WordField(_("channel"), max_length=10, choices=choices.Channel)
    rule_set = WordField(_("rule set"), max_length=10, choices=choices.RuleSet)
    subject = models.CharField(_("subject"), max_length=120)
    story = models.TextField(_("what happened"))
    place_text = models.CharField(_("place in words"), max_length=200, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, db_index=False, related_name="cases", verbose_name=_("area")
    )
    city = models.ForeignKey(
        Area,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="city_cases",
        verbose_name=_("city"),
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, db_index=False, null=True, blank=True, verbose_name=_("sector")
    )
    window = WordField(_("window"), max_length=15, choices=choices.Window, blank=True, db_default="")
    danger = WordField(_("danger"), max_length=10, choices=choices.Danger, blank=True)
    people = models.PositiveIntegerField(_("people who complain together"), default=1, db_default=1)
    forum = WordField(
        _("belongs to another procedure"), max_length=15, choices=choices.Forum, blank=True, db_default=""
    )
    decline_reason = WordField(
        _("ground"), max_length=15, choices=choices.DeclineReason, blank=True, db_default="", editable=False
    )
    # The highest level that has handed it up: nobody of that level or below sees it (R12).
    handed_up_from = WordField(max_length=10, choices=Level, blank=True, db_default="", editable=False)
    identity = models.OneToOneField(
        SealedIdentity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case",
        verbose_name=_("sealed identity"),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="submitted_cases",
        verbose_name=_("municipal system"),
    )
    stage = WordField(_("stage"), max_length=10, choices=choices.Stage, default=choices.Stage.RECEIVED)
    desk = models.ForeignKey(
        Unit, models.PROTECT, db_index=False, related_name="desk_cases", verbose_name=_("intake desk")
    )
    responsible = models.ForeignKey(
        Unit,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("responsible unit"),
    )
    co_handlers = models.ManyToManyField(
        Unit, through="CoHandler", related_name="helped_cases", verbose_name=_("co-handling units")
    )
    escalated_to = models.ForeignKey(
        Unit,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="escalated_cases",
        verbose_name=_("escalated to"),
    )
    answer = models.ForeignKey(
        "Answer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answer")
    )
    reviewer = models.ForeignKey(
        Unit,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="cases_to_review",
        verbose_name=_("reviewing body"),
    )
    review_count = models.PositiveSmallIntegerField(_("times reviewed"), default=0, db_default=0)
    matter = models.ForeignKey(
        "Matter", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("matter")
    )
    waits_for = WordField(
        _("waits for"), max_length=15, choices=choices.WaitsFor, blank=True, default="", db_default=""
    )
    is_supervised = models.BooleanField(_("under supervision"), default=False)
    reopened_count = models.PositiveSmallIntegerField(_("times reopened"), default=0)

    received_at = models.DateTimeField(_("received at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    remind_at = models.DateTimeField(_("reminder at"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True, editable=False)
    red_at = models.DateTimeField(_("red card at"), null=True, blank=True, editable=False)

    search_text = models.TextField(_("searched text"), editable=False, blank=True)
    search_index = models.GeneratedField(
        verbose_name=_("search index"),
        expression=Func(F("search_text"), function="zh_bigrams"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    text_marks = ArrayField(
        models.BigIntegerField(), verbose_name=_("marks of the text"), editable=False, db_default=[]
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-id"]
        # Columns that begin one of these need no index of their own.
        indexes = [
            models.Index(fields=["due_at", "id"], name="case_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["desk", "due_at", "id"], name="case_desk_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["city", "due_at", "id"], name="case_city_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["responsible", "due_at", "id"],
                name="case_unit_due",
                condition=Q(due_at__isnull=False),
            ),
            # What a desk has to do now: by stage, or red whatever the stage; and a unit.
            models.Index(
                fields=["desk", "stage", "red_at"], name="case_desk_stage", condition=Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["responsible", "stage"], name="case_unit_stage", condition=Q(due_at__isnull=False)
            ),
            models.Index(fields=["desk", "-id"], name="case_desk_new"),
            models.Index(fields=["city", "-id"], name="case_city_new"),
            models.Index(fields=["responsible", "-id"], name="case_unit_new"),
            models.Index(fields=["sector", "-id"], name="case_sector_new"),
            models.Index(fields=["stage", "-id"], name="case_stage_new"),
            models.Index(
                fields=["submitted_by", "-id"],
                name="case_submitter_new",
                condition=Q(submitted_by__isnull=False),
            ),
            models.Index(fields=["-id"], name="case_urgent", condition=~Q(danger="")),
            models.Index(
                fields=["reviewer", "due_at", "id"],
                name="case_reviewer_due",
                condition=Q(reviewer__isnull=False),
            ),
            models.Index(
                fields=["escalated_to", "due_at", "id"],
                name="case_escalated_due",
                condition=Q(escalated_to__isnull=False),
            ),
            models.Index(fields=["-received_at"], name="case_received"),
            models.Index(fields=["-closed_at"], name="case_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["area", "-received_at"], name="case_area_received"),
            GinIndex(fields=["search_index"], name="case_search"),
            GinIndex(fields=["text_marks"], name="case_text_marks"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=choices.Stage.values), name="case_stage_is_known"),
            models.CheckConstraint(
                condition=Q(danger__in=["", *choices.Danger.values]), name="case_danger_is_known"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="case_of_somebody"),
            models.CheckConstraint(
                condition=Q(stage__in=DESK_STAGES, responsible=None)
                | Q(stage__in=UNIT_STAGES, responsible__isnull=False),
                name="case_has_one_owner",
            ),
            models.CheckConstraint(
                condition=~Q(stage=choices.Stage.CLOSED) | Q(answer__isnull=False, closed_at__isnull=False),
                name="case_closed_with_answer",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=OPEN_STAGES, due_at__isnull=False)
                | (~Q(stage__in=OPEN_STAGES) & Q(due_at=None)),
                name="case_open_has_due_date",
            ),
            models.CheckConstraint(
                condition=~Q(stage=choices.Stage.JOINED) | Q(matter__isnull=False), name="case_joined_to_one"
            ),
            models.CheckConstraint(
                condition=Q(forum="") | Q(stage__in=choices.FORUM_STAGES), name="case_with_forum_not_handled"
            ),
            models.CheckConstraint(condition=Q(reopened_count__lte=1), name="case_reopened_once"),
            models.CheckConstraint(condition=Q(review_count__lte=MOST_REVIEWS), name="case_reviewed_twice"),
            models.CheckConstraint(
                condition=Q(
                    stage=choices.Stage.REVIEWING,
                    reviewer__isnull=False,
                    answer__isnull=False,
                    review_count__gte=1,
                )
                | (~Q(stage=choices.Stage.REVIEWING) & Q(reviewer=None)),
                name="case_reviewed_by_one",
            ),
        ]
        triggers = [
            triggers.StageFollowsTable(),
            triggers.never_deleted("case_never_deleted"),
            triggers.holders_outside_firewall(),
            triggers.matter_outside_firewall(),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number that officials use, such as 2026-0000123; it tells nothing of the receipt code."""
        return case_number(self.received_at, self.pk)

    @property
    def due_on(self) -> date | None:
        """The last day of the tightest clock; ``due_at`` is the moment when that day has ended."""
        return due_on_of(self.due_at)

    @property
    def is_urgent(self) -> bool:
        """Whether people are in danger, so that it takes the red route (M15)."""
        return self.danger != ""

    @property
    def is_under_way(self) -> bool:
        """Whether its citizen still waits for the answer: it is open, or joined to a case that is."""
        return self.is_open or self.stage == choices.Stage.JOINED

    @property
    def leads_or_alone(self) -> bool:
        """Whether it isn't in a matter that another case leads."""
        return self.matter is None or self.matter.leading_id == self.pk

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.stage in OPEN_STAGES

    @property
    def takes_others(self) -> bool:
        """Whether another case can be joined to it: it is open and still to be answered, not under review."""
        return self.is_open and self.stage != choices.Stage.REVIEWING
