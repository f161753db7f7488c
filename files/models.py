"""A file that somebody handed in."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from files import choices
from files.rules.names import NAME_LONGEST, with_extension

_FINAL = [(choices.State.WAITING, choices.State.CLEAN), (choices.State.WAITING, choices.State.REFUSED)]


class StoredFile(models.Model):
    """One file. Its sealed original, and of a picture the sealed copy that others see, lie in the private storage.

    Each file has a key of its own, which lies sealed in the row: when the keys of the house change, no file is written anew.
    The row is written after the files, so that no row ever points at nothing. ``scanned_at`` is empty when no virus
    scanner has looked at it. Only ``files.services`` opens what is sealed.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(_("name"), max_length=NAME_LONGEST)
    key_box = models.TextField(editable=False)
    kind = WordField(_("kind"), max_length=10, choices=choices.Kind)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)
    state = WordField(_("state"), max_length=10, choices=choices.State, default=choices.State.WAITING)
    fault = WordField(_("why refused"), max_length=20, choices=choices.Fault, blank=True)
    stored_at = models.DateTimeField(_("stored at"))
    scanned_at = models.DateTimeField(_("scanned at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("scans tried"), default=0)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["stored_at", "id"]
        indexes = [
            models.Index(
                fields=["attempts", "stored_at"],
                name="file_waiting",
                condition=Q(state=choices.State.WAITING),
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.Kind.values), name="file_kind_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(name=""), name="file_has_name_and_size"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_has_its_hash"),
            models.CheckConstraint(
                condition=Q(state=choices.State.WAITING, fault="", scanned_at=None)
                | Q(state=choices.State.CLEAN, fault="")
                | (Q(state=choices.State.REFUSED, scanned_at__isnull=False) & ~Q(fault="")),
                name="file_state_has_its_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="file_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="file_stays", exclude=["state", "fault", "scanned_at", "attempts", "key_box"]
            ),
            pgtrigger.FSM(name="file_state_is_final", field="state", transitions=_FINAL),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.id}"

    @property
    def has_copy(self) -> bool:
        """Whether people see a copy of it instead of the original."""
        return self.kind == choices.Kind.IMAGE

    @property
    def is_clean(self) -> bool:
        """Whether it may be shown to those who may see it."""
        return self.state == choices.State.CLEAN

    @property
    def shown_name(self) -> str:
        """The name under which others get it."""
        return with_extension(self.name, "jpg") if self.has_copy else self.name
