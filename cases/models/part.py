"""What the responsible unit asks of a co-handler, and what the co-handler hands in: its part, and nothing more (M56)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import triggers
from cases.models.case import Case
from cases.querysets import PartQuerySet
from organizations.models import Unit


class Part(models.Model):
    """What one co-handler is asked, by which day, and what of the case it is shown for that.

    ``due_on`` moves when the part is sent back, ``remind_on`` with every reminder; everything else stays as it was asked.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="parts", verbose_name=_("case"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parts", verbose_name=_("co-handler"))
    task = models.TextField(_("what is asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_for = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("asking unit"))
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("due on"))
    remind_on = models.DateField(_("next reminder on"), null=True, blank=True)
    shows_story = models.BooleanField(_("shows the complaint's text"), default=True)
    shows_messages = models.BooleanField(_("shows the messages with the citizen"), default=False)
    shows_files = models.BooleanField(_("shows the evidence"), default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a co-handler")
        verbose_name_plural = _("parts of co-handlers")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "unit", "id"], name="part_of_unit"),
            models.Index(fields=["remind_on"], condition=Q(remind_on__isnull=False), name="part_to_remind"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(task=""), name="part_asks_something")]
        triggers = [
            triggers.never_deleted("part_never_deleted"),
            triggers.text_stays(
                "part_stays",
                *("case_id", "unit_id", "task", "asked_by_id", "asked_for_id", "asked_at"),
                *("shows_story", "shows_messages", "shows_files"),
            ),
            triggers.co_handler_outside_firewall("part_outside_firewall"),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.unit}"

    @property
    def is_open(self) -> bool:
        """Whether the co-handler has to hand something in: it hasn't yet, or what it did was sent back."""
        last = self.last
        return last is None or last.returned_at is not None

    @property
    def last(self) -> "Contribution | None":
        """What was handed in last."""
        handed_in = list(self.contributions.all())
        return handed_in[-1] if handed_in else None


class Contribution(models.Model):
    """What a co-handler has handed in for its part; the responsible unit may send it back once, with the reason."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="contributions", verbose_name=_("part"))
    text = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    handed_in_at = models.DateTimeField(_("handed in at"))
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent back by"),
    )
    returned_at = models.DateTimeField(_("sent back at"), null=True, blank=True)
    return_note = models.TextField(_("why it was sent back"), blank=True)

    class Meta:
        verbose_name = _("contribution of a co-handler")
        verbose_name_plural = _("contributions of co-handlers")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_by=None, returned_at=None, return_note="")
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_note="")),
                name="contribution_return_is_whole",
            ),
            models.UniqueConstraint(
                fields=["part"], condition=Q(returned_at=None), name="contribution_stands_once"
            ),
        ]
        triggers = [
            triggers.never_deleted("contribution_never_deleted"),
            triggers.text_stays("contribution_stays", "part_id", "text", "author_id", "handed_in_at"),
        ]

    def __str__(self):
        return f"{self.part_id} · {self.handed_in_at:%Y-%m-%d}"
