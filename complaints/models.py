"""Receipts, and the keys that make handing in safe to repeat."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from complaints.rules import KEY_LONGEST


class Submission(models.Model):
    """That a complaint with this key came from this source: handing it in again finds the same case.

    ``digest`` is the SHA-256 of what was handed in, to tell a repetition from another complaint under a used key.
    """

    source = models.CharField(_("source"), max_length=60)
    key = models.CharField(_("key"), max_length=KEY_LONGEST)
    digest = models.CharField(max_length=64)
    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions", verbose_name=_("case"))

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="submission_once")]

    def __str__(self):
        return f"{self.source} · {self.key}"


class Receipt(models.Model):
    """A receipt code, unreadable: ``hint`` narrows the search to a few rows, ``hash`` proves the code.

    The hint is a keyed digest of the first six digits; the hash is Argon2id over all sixteen, with its own salt. A
    temporary code was read out by an operator, who knows it: the citizen's first visit puts another in its place.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="receipts", verbose_name=_("case"))
    hint = models.BigIntegerField(db_index=True)
    hash = models.CharField(max_length=120)
    issued_at = models.DateTimeField(_("issued at"))
    is_temporary = models.BooleanField(_("temporary"), default=False)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self):
        return str(self.case)
