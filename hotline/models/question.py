"""What was asked: the words of the caller for the desk, the words for the air, and what became of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from common.fields import WordField
from common.triggers import audited, never_deleted, text_stays
from hotline.choices import SETTLED, Lane, Outlet, QuestionStage
from hotline.lifecycle import question_paths
from hotline.models.session import Session
from hotline.querysets import QuestionQuerySet

# The last line behind ``rules.may_come_before_the_guest``: what accuses the unit on the line, or whoever can command it, doesn't
# come on the air before it, and it promises nothing about it (R2).
OUTSIDE_STUDIO = pgtrigger.Trigger(
    name="question_outside_studio",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__stage__in=(QuestionStage.ASKED, QuestionStage.PROMISED)),
    func="""
        IF EXISTS (
            SELECT 1 FROM cases_case own
            JOIN cases_case mate ON mate.id = own.id OR mate.matter_id = own.matter_id
            JOIN cases_accused accused ON accused.case_id = mate.id
            JOIN hotline_session session ON session.id = NEW.session_id
            JOIN organizations_unit unit ON unit.id = session.unit_id
            WHERE own.id = NEW.case_id AND (
                accused.unit_id = ANY (unit.lineage) OR EXISTS (
                    SELECT 1 FROM organizations_tenure tenure JOIN organizations_post post ON post.id = tenure.post_id
                    WHERE tenure.person_id = accused.person_id AND post.unit_id = ANY (unit.lineage)
                      AND tenure.from_on <= CURRENT_DATE AND (tenure.to_on IS NULL OR tenure.to_on >= CURRENT_DATE))
            )
        ) THEN
            RAISE EXCEPTION 'the question complains of those in the studio' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
OPEN_LANES = pgtrigger.Trigger(
    name="question_while_lanes_open",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (
            SELECT 1 FROM hotline_session
            WHERE id = NEW.session_id AND (announced_at IS NULL OR stage IN ('closed', 'cancelled'))
        ) THEN
            RAISE EXCEPTION 'this session takes no questions' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Question(models.Model):
    """One question of one session; nothing stands here of who asked: that is sealed at the case.

    ``text`` is what the desk was told, ``air_text`` what may be said aloud; ``reply`` is what was said or promised on the
    air. ``place`` orders the queue.
    """

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="questions", verbose_name=_("hotline session")
    )
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hotline_questions",
        verbose_name=_("case"),
    )
    stage = WordField(_("stage"), max_length=10, choices=QuestionStage, default=QuestionStage.WAITING)
    lane = WordField(_("lane"), max_length=10, choices=Lane)
    outlet = WordField(_("outlet"), max_length=10, choices=Outlet)
    text = models.TextField(_("what was asked"))
    air_text = models.CharField(_("what may be said on the air"), max_length=300, blank=True)
    reply = models.CharField(_("what was said on the air"), max_length=500, blank=True)
    promise_on = models.DateField(_("promised by"), null=True, blank=True)
    # No constraint in the database: a question goes with its case, and the one that it was merged into may have gone before.
    merged_into = models.ForeignKey(
        "self",
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="followers",
        db_constraint=False,
        verbose_name=_("the same as"),
    )
    place = models.IntegerField(_("place in the queue"), default=0)
    # By which the same form, sent again, is known: nothing of what was typed can be read from it or guessed by it.
    form_mark = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    received_at = models.DateTimeField(_("received at"))
    asked_at = models.DateTimeField(_("put on the air at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a session")
        verbose_name_plural = _("questions of sessions")
        ordering = ["session", "place", "id"]
        indexes = [models.Index(fields=["session", "stage", "place"], name="question_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(stage=QuestionStage.ASKED), name="question_one_on_air"
            ),
            models.UniqueConstraint(
                fields=["session", "form_mark"], condition=~Q(form_mark=""), name="question_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=QuestionStage.values), name="question_stage_is_known"
            ),
            models.CheckConstraint(condition=Q(lane__in=Lane.values), name="question_lane_is_known"),
            models.CheckConstraint(condition=Q(outlet__in=Outlet.values), name="question_outlet_is_known"),
            models.CheckConstraint(
                condition=Q(stage=QuestionStage.WAITING) | Q(case__isnull=False), name="question_has_case"
            ),
            models.CheckConstraint(
                condition=~Q(stage=QuestionStage.ASKED) | (~Q(air_text="") & Q(asked_at__isnull=False)),
                name="question_cleared_for_air",
            ),
            models.CheckConstraint(
                condition=(Q(stage=QuestionStage.PROMISED, promise_on__isnull=False) & ~Q(reply=""))
                | (~Q(stage=QuestionStage.PROMISED) & Q(promise_on=None)),
                name="question_promise_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(stage=QuestionStage.MERGED, merged_into__isnull=False)
                | (~Q(stage=QuestionStage.MERGED) & Q(merged_into=None)),
                name="question_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="question_not_its_own"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=SETTLED, settled_at__isnull=False)
                | (~Q(stage__in=SETTLED) & Q(settled_at=None, settled_by=None)),
                name="question_settled_since",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="question_follows_table", field="stage", transitions=question_paths()),
            OUTSIDE_STUDIO,
            OPEN_LANES,
            never_deleted("question_never_deleted"),
            text_stays("question_stays", "session_id", "lane", "outlet", "text", "received_at"),
            audited(by_name_only=("text", "air_text", "reply")),
        ]

    def __str__(self):
        return f"{self.session_id} · {self.pk}"

    @property
    def is_settled(self) -> bool:
        """Whether something has become of it."""
        return self.stage in SETTLED
