"""Answered matters that are told to everybody: written by one person, released by another (M74, M77)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from cases.choices import Decision
from cases.models.case import Case
from cases.querysets import PublicAnswerQuerySet


class PublicAnswer(TwoKeyAct):
    """What everybody may read of a closed case: a title, the matter and the answer, in words written for the public.

    ``slug`` is its address: drawn at random, so that it tells nothing of the case, its number or its age. ``asked_by`` is who wrote it. The public pages
    read these columns and the case's sector and city, and nothing else of the case.
    """

    slug = models.CharField(_("address"), max_length=12, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="public_answers", verbose_name=_("case"))
    title = models.CharField(_("public title"), max_length=60)
    matter = models.TextField(_("the matter"))
    outcome = models.TextField(_("the answer"))
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

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("public answer")
        verbose_name_plural = _("public answers")
        ordering = ["-id"]
        indexes = [
            GinIndex(fields=["search_index"], name="public_answer_search"),
            models.Index(fields=["-decided_at", "-id"], name="public_answer_released"),
        ]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(withdrawn_at=None, decision__in=["", Decision.GRANTED]),
                name="public_answer_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_note="")
                | (
                    Q(
                        decision=Decision.GRANTED,
                        withdrawn_at__isnull=False,
                        withdrawn_by__isnull=False,
                    )
                    & ~Q(withdrawal_note="")
                ),
                name="public_answer_withdrawn_with_reason",
            ),
        ]
        triggers = two_key_triggers("public_answer", "title", "matter", "outcome", "slug", "case_id")

    def __str__(self):
        return self.title

    @property
    def is_released(self) -> bool:
        """Whether everybody can read it."""
        return self.decision == Decision.GRANTED and self.withdrawn_at is None
