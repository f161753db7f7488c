"""A round of the public appraisal: its settings, its units, its questions and its trail (M63, M67)."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from evaluations.choices.appraisal import COUNTED, RoundParty, RoundStage
from evaluations.lifecycle.rounds import round_paths
from evaluations.models.appraisal_terms import AppraisalTerms
from evaluations.querysets.rounds import AppraisedQuerySet, RoundQuerySet
from organizations.models import Unit
from sectors.models import Campaign, PlanItem


def only_while(name: str, stages: str, stage_of: str) -> pgtrigger.Trigger:
    """What belongs to a round changes only in some of its stages; ``stage_of`` is SQL for the stage of the row's round."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF ({stage_of}) NOT IN ({stages}) THEN
                RAISE EXCEPTION 'the round has moved on' USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


STAGE_OF_ROUND = "SELECT stage FROM evaluations_round WHERE id = COALESCE(NEW.round_id, OLD.round_id)"
STAGE_OF_APPRAISED = """
    SELECT stage FROM evaluations_round
    WHERE id = (SELECT round_id FROM evaluations_appraised WHERE id = COALESCE(NEW.appraised_id, OLD.appraised_id))
"""


class Round(models.Model):
    """One appraisal: by which commission, of what period, until when ballots are cast. ``stage`` is written by ``services/rounds.py`` alone."""

    organiser = models.ForeignKey(
        Unit, models.PROTECT, related_name="appraisal_rounds", verbose_name=_("commission that appraises")
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="appraisal_rounds", verbose_name=_("campaign")
    )
    title = models.CharField(_("title"), max_length=120)
    begins_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period to"))
    closes_on = models.DateField(_("last day for ballots"))
    stage = WordField(_("stage"), max_length=10, choices=RoundStage, default=RoundStage.DRAFT)
    terms = models.ForeignKey(
        AppraisalTerms,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("settings of the appraisal"),
    )
    codes_salt = models.CharField(max_length=64, blank=True, editable=False)
    codes_given = models.PositiveIntegerField(_("codes given out"), default=0)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    computed_at = models.DateTimeField(_("computed at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of the appraisal")
        verbose_name_plural = _("rounds of the appraisal")
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=RoundStage.values), name="round_stage_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on"), closes_on__gte=F("ends_on")),
                name="round_days_follow",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[RoundStage.DRAFT, RoundStage.CANCELLED])
                | Q(terms__isnull=False, opened_at__isnull=False),
                name="round_open_by_terms",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=COUNTED) | Q(closed_at__isnull=False, computed_at__isnull=False),
                name="round_counted_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(stage=RoundStage.PUBLISHED, published_at__isnull=False)
                | (~Q(stage=RoundStage.PUBLISHED) & Q(published_at=None)),
                name="round_published_since",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="round_follows_table", field="stage", transitions=round_paths()),
            never_deleted("round_never_deleted"),
            text_stays("round_stays", "organiser_id", "campaign_id", "planned_by_id", "planned_at"),
            audited(by_name_only=("codes_salt",)),
        ]

    def __str__(self):
        return self.title


class Criterion(models.Model):
    """A question of the score sheet with its weight; one of them is about the rectification list, item by item (M67)."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="criteria", verbose_name=_("round of the appraisal")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("question"), max_length=200)
    weight = models.PositiveSmallIntegerField(_("weight"))
    is_list = models.BooleanField(_("about the rectification list"), default=False)

    class Meta:
        verbose_name = _("question of a score sheet")
        verbose_name_plural = _("questions of score sheets")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="criterion_once_in_place"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(is_list=True), name="criterion_one_about_list"
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100) & ~Q(text=""), name="criterion_weighs"
            ),
        ]
        triggers = [only_while("criterion_only_in_draft", "'draft'", STAGE_OF_ROUND), audited()]

    def __str__(self):
        return self.text


class Appraised(models.Model):
    """A unit in a round. ``enforces``: its work is law enforcement or mediation, which satisfaction alone doesn't rank.

    ``votes_used`` and ``box_digest`` are written when the round is closed: how many of its codes were used, and the
    digest of all ballots in the box, by which anybody can tell later that none was changed.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="appraised", verbose_name=_("round of the appraisal")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals", verbose_name=_("unit"))
    enforces = models.BooleanField(_("enforces the law or mediates"), default=False)
    direct_asked = models.PositiveIntegerField(_("could vote directly"), null=True, blank=True)
    votes_used = models.PositiveIntegerField(_("ballots cast"), null=True, blank=True)
    votes_given = models.PositiveIntegerField(_("ballots possible"), null=True, blank=True)
    box_digest = models.CharField(_("digest of the ballots"), max_length=64, blank=True)

    objects = AppraisedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit that is appraised")
        verbose_name_plural = _("units that are appraised")
        ordering = ["round", "unit__code"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="appraised_once_in_round")]
        triggers = [
            only_while("appraised_only_until_closed", "'draft', 'open'", STAGE_OF_ROUND),
            text_stays("appraised_stays", "round_id", "unit_id"),
            audited(),
        ]

    def __str__(self):
        return f"{self.round_id} · {self.unit}"

    @property
    def draft_name(self) -> str:
        """Under which name a device keeps a sheet that isn't in the box yet."""
        return f"sheet-{self.pk}"


class SheetItem(models.Model):
    """An item of the rectification list on the sheet of a unit, as the plan in force words it on the opening day (M67)."""

    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="items", verbose_name=_("unit that is appraised")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="+", verbose_name=_("item of a plan"))

    class Meta:
        verbose_name = _("item of a score sheet")
        verbose_name_plural = _("items of score sheets")
        ordering = ["appraised", "position"]
        constraints = [
            models.UniqueConstraint(fields=["appraised", "position"], name="sheet_item_once_in_place"),
            models.UniqueConstraint(fields=["appraised", "item"], name="sheet_item_once"),
        ]
        triggers = [only_while("sheet_item_only_in_draft", "'draft'", STAGE_OF_APPRAISED)]

    def __str__(self):
        return f"{self.appraised_id} · {self.item_id}"


class RoundPublication(TwoKeyAct):
    """Who computed asks for the publication, and a leader of the commission decides (ADR 21)."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="publications", verbose_name=_("round of the appraisal")
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("publication of an appraisal")
        verbose_name_plural = _("publications of appraisals")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["round"], condition=Q(decision=""), name="publication_asked_once"
            ),
        ]
        triggers = two_key_triggers("round_publication", "round_id")

    def __str__(self):
        return f"{self.round_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"


class RoundEvent(models.Model):
    """One row of the trail of a round. Ballots leave none: nobody can tell from it who voted, or when."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="events", verbose_name=_("round of the appraisal")
    )
    at = models.DateTimeField(_("at"))
    move = models.CharField(_("move"), max_length=20)
    from_stage = WordField(_("stage before"), max_length=10, choices=RoundStage, blank=True)
    to_stage = WordField(_("stage after"), max_length=10, choices=RoundStage, blank=True)
    party = WordField(_("acting as"), max_length=12, choices=RoundParty, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("particulars"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("event of an appraisal")
        verbose_name_plural = _("events of appraisals")
        ordering = ["id"]
        triggers = append_only("the trail of an appraisal")

    def __str__(self):
        return f"{self.round_id} · {self.move}"
