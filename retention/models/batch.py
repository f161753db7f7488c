"""Destruction lists: drawn up by one person, decided by another, carried out record by record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from common.fields import WordField
from common.numbering import CHINA
from common.triggers import audited, never_deleted, text_stays
from organizations.models import Area, Unit
from retention import choices
from retention.models import triggers
from retention.models.term import Term
from retention.querysets import BatchQuerySet, LineQuerySet

FROZEN = ("batch_id", "case_id", "number", "record_class", "term_id", "due_on", "ended_year", "area_id")


class DisposalBatch(TwoKeyAct):
    """One destruction list, of a commission and a class: what is on it, why, and who decided.

    ``digest`` binds the lines as they were drawn up; it is what the second person decides on. Rules on the archives of
    bodies and units: a list is kept, and two people answer for the destruction.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("commission"))
    record_class = WordField(_("class"), max_length=15, choices=choices.RecordClass)
    digest = models.CharField(_("digest of the list"), max_length=64, blank=True)
    finished_at = models.DateTimeField(_("carried out at"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("destruction list")
        verbose_name_plural = _("destruction lists")
        ordering = ["-id"]
        triggers = [
            *two_key_triggers("disposal_batch", "unit_id", "record_class"),
            triggers.asked_first("disposal_batch_asked_first"),
            triggers.list_closed_once(),
            audited(by_name_only=("reason", "decision_note")),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number on the list, such as 销〔2026〕3号."""
        return f"销〔{self.asked_at.astimezone(CHINA).year}〕{self.pk}号"

    @property
    def shown_digest(self) -> str:
        """The digest in groups of eight, for comparing by eye."""
        return " ".join(self.digest[place : place + 8] for place in range(0, len(self.digest), 8))


class DisposalLine(models.Model):
    """One record on a list, by number and dates, without a word of its content; it outlives the record.

    ``case_id`` is a number, not a foreign key: the case goes. ``term`` is the version that made it due, None the built-in one.
    """

    batch = models.ForeignKey(
        DisposalBatch, models.PROTECT, related_name="lines", verbose_name=_("destruction list")
    )
    case_id = models.BigIntegerField(_("case"))
    number = models.CharField(_("number"), max_length=20)
    record_class = WordField(_("class"), max_length=15, choices=choices.RecordClass)
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("term")
    )
    due_on = models.DateField(_("due on"))
    ended_year = models.PositiveSmallIntegerField(_("year of ending"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    state = WordField(_("state"), max_length=10, choices=choices.LineState, default=choices.LineState.WAITING)
    why = ArrayField(
        models.CharField(max_length=15), verbose_name=_("why left out"), default=list, blank=True
    )
    done_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a destruction list")
        verbose_name_plural = _("lines of destruction lists")
        ordering = ["batch", "id"]
        indexes = [
            models.Index(fields=["case_id"], name="line_of_case"),
            models.Index(
                fields=["batch", "id"], name="line_waiting", condition=Q(state=choices.LineState.WAITING)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"], condition=Q(state=choices.LineState.WAITING), name="record_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(state=choices.LineState.WAITING, done_at=None, why=[])
                | Q(state=choices.LineState.LEFT_OUT, done_at__isnull=False) & ~Q(why=[])
                | Q(
                    state__in=[choices.LineState.REMOVED, choices.LineState.DROPPED],
                    done_at__isnull=False,
                    why=[],
                ),
                name="line_state_has_its_reason",
            ),
        ]
        triggers = [
            never_deleted("disposal_line_never_deleted"),
            text_stays("disposal_line_stays", *FROZEN),
            triggers.lines_before_closing(),
            triggers.line_settled_once(),
        ]

    def __str__(self):
        return self.number
