"""A record of a register, whichever it is: what all of them share in columns, what differs in ``cells``."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, audited, never_deleted
from organizations.models import Area, Sector, Unit
from registers import choices
from registers.querysets import RecordEventQuerySet, RecordQuerySet
from registers.rules import from_json

# What no door may let in, whoever writes: a recall that doesn't add up (M37), a hazard without those who answer for it (M31).
HOLDS = """
    IF NEW.register = 'recalls' AND
       (NEW.cells->>'taken_back')::numeric + (NEW.cells->>'destroyed')::numeric > (NEW.cells->>'sold')::numeric THEN
        RAISE EXCEPTION 'taken back and destroyed are more than was sold' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.register = 'hazards' AND NOT jsonb_exists_all(NEW.cells,
       array['general_duty', 'direct_duty', 'local_duty', 'enterprise_duty', 'due_on']) THEN
        RAISE EXCEPTION 'a hazard has four duty holders and a day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Record(models.Model):
    """One record. Its number is its own within the unit that answers for it: the same row never comes in twice.

    ``cells`` holds what the register's columns say, as text that JSON knows; empty ones are left out. Records with the same
    ``group`` are mates, which some rules compare. ``checked_on`` is the day on which the rules were last asked; empty: now.
    """

    register = WordField(_("register"), max_length=20, choices=choices.REGISTER_CHOICES)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="records", verbose_name=_("responsible unit"))
    number = models.CharField(_("number"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    group = models.CharField(_("group"), max_length=300, blank=True)
    cells = models.JSONField(_("cells"), default=dict)
    source = WordField(_("source"), max_length=5, choices=choices.Source)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    changed_at = models.DateTimeField(_("changed at"))
    checked_on = models.DateField(_("rules asked on"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["register", "-id"], name="record_of_register"),
            models.Index(fields=["group"], name="record_group", condition=~Q(group="")),
            models.Index(fields=["checked_on"], name="record_checked"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["register", "unit", "number"], name="record_once"),
            models.CheckConstraint(
                condition=Q(register__in=list(choices.REGISTERS)), name="record_register_is_known"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="record_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=HOLDS,
            ),
            pgtrigger.ReadOnly(
                name="record_stays", fields=["register", "unit", "number", "recorded_by", "recorded_at"]
            ),
            never_deleted("record_never_deleted"),
            # Rows come in by the thousand, each with a row of its own history; what they say stands there.
            audited(by_name_only=("cells",), unnoted=("checked_on",), but_for=pgtrigger.Insert),
        ]

    def __str__(self):
        return f"{self.get_register_display()} {self.number}"

    @property
    def row(self) -> choices.Register:
        """The row of the table of registers."""
        return choices.REGISTERS[self.register]

    @property
    def values(self) -> dict:
        """What stands in it, as days, amounts and numbers; None where nothing does."""
        return {
            column.name: from_json(column.kind, self.cells.get(column.name)) for column in self.row.columns
        }


class RecordEvent(models.Model):
    """One row of a record's history. ``actor`` is empty where the system has found something."""

    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="events", verbose_name=_("record"))
    at = models.DateTimeField(_("at"))
    name = WordField(_("event"), max_length=12, choices=choices.RecordEventName)
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
    is_for_commission = models.BooleanField(_("for the commission alone"), default=False)

    objects = RecordEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a record")
        verbose_name_plural = _("events of records")
        ordering = ["id"]
        indexes = [models.Index(fields=["record", "id"], name="record_trail")]
        triggers = append_only("the history of a record")

    def __str__(self):
        return f"{self.record_id} · {self.name}"
