"""Answered matters that are told to everybody: written by one person, released by another (M74, M77)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from cases.querysets import PublicAnswerQuerySet


class PublicAnswer(models.Model):
    """What everybody may read of a closed case: a title, the matter and the answer, in words written for the public.

    ``slug`` is its address: drawn at random, so that it tells nothing of the case, its number or its age. The public pages
    read these columns and the case's sector and city, and nothing else of the case.
    """

    slug = models.CharField(_("address"), max_length=12, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="public_answers", verbose_name=_("case"))
    title = models.CharField(_("public title"), max_length=60)
    matter = models.TextField(_("the matter"))
    outcome = models.TextField(_("the answer"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    decision = models.CharField(_("decision"), max_length=10, choices=choices.Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("remark"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawal_note = models.TextField(_("reason of the withdrawal"), blank=True)
    search_text = models.TextField(_("searched text"), editable=False, blank=True)
    search_index = models.GeneratedField(
        verbose_name=_("search index"),
        expression=Func(F("search_text"), function="zh_bigrams"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PublicAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("public answer")
        verbose_name_plural = _("public answers")
        ordering = ["-id"]
        indexes = [
            GinIndex(fields=["search_index"], name="public_answer_search"),
            models.Index(fields=["-decided_at", "-id"], name="public_answer_released"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(withdrawn_at=None) & ~Q(decision=choices.Decision.REFUSED),
                name="public_answer_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(decision__in=choices.Decision.values, decided_by__isnull=False, decided_at__isnull=False),
                name="public_answer_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("written_by")),
                name="public_answer_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_note="")
                | (
                    Q(
                        decision=choices.Decision.GRANTED,
                        withdrawn_at__isnull=False,
                        withdrawn_by__isnull=False,
                    )
                    & ~Q(withdrawal_note="")
                ),
                name="public_answer_withdrawn_with_reason",
            ),
        ]
        triggers = [
            triggers.never_deleted("public_answer_never_deleted"),
            triggers.text_stays("public_answer_text_stays", "title", "matter", "outcome", "slug", "case_id"),
        ]

    def __str__(self):
        return self.title

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide on it."""
        return self.decision == ""

    @property
    def is_released(self) -> bool:
        """Whether everybody can read it."""
        return self.decision == choices.Decision.GRANTED and self.withdrawn_at is None
