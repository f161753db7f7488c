"""Changes of everything that has no trail of its own, written by the database itself."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit import choices
from audit.querysets import EntryQuerySet
from common.fields import WordField
from common.triggers import append_only


class AuditEntry(models.Model):
    """One row of a watched table was entered, changed or deleted; ``common.triggers.audited`` says which tables are.

    ``changes`` holds the columns that have changed, each as ``[before, after]``; of sealed, secret and personal ones the name
    alone, with null. ``actor`` is empty where no user is known: a command, a citizen, somebody with a connection of his own.
    ``database_role`` is who was signed in to the database. No address and no browser is kept.
    """

    at = models.DateTimeField(_("at"), db_default=Now())
    act = WordField(_("what happened"), max_length=10, choices=choices.Act)
    # Without a constraint in the database: the trigger's row is written whatever the setting says.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("by whom"),
    )
    database_role = models.CharField(_("database role"), max_length=63)
    table = models.CharField(_("kind of record"), max_length=63)
    row = models.CharField(_("record"), max_length=40)
    changes = models.JSONField(_("what has changed"), default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        indexes = [models.Index(fields=["table", "-id"], name="entry_of_table")]
        triggers = append_only("the audit")

    def __str__(self):
        return f"{self.get_act_display()} · {self.table} · {self.row}"
