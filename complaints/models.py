"""Receipts, what makes handing in safe to repeat, and the inbox of e-mails and text messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from common.fields import WordField
from complaints.choices import Fate
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


class Arrival(models.Model):
    """That an e-mail or a text message was dealt with, and how: the same one, delivered again, changes nothing.

    The row is written in the transaction that stores the case. ``key`` is a keyed digest of the message's id and its
    sender; neither the message nor an address is kept.
    """

    key = models.CharField(max_length=64, unique=True)
    fate = WordField(_("what became of it"), max_length=10, choices=Fate)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="arrivals", verbose_name=_("case")
    )
    at = models.DateTimeField(_("dealt with at"), db_index=True)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")

    def __str__(self):
        return self.get_fate_display()


class TextPart(models.Model):
    """One part of a long text message whose other parts have not come yet, unreadable.

    ``thread`` is a keyed digest of sender, receiver and the reference number that the parts share. ``box`` holds sender,
    receiver and words; the row goes when the message is whole, or when a day has passed.
    """

    thread = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    box = models.TextField(editable=False)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("part of a text message")
        verbose_name_plural = _("parts of text messages")
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="text_part_once")]

    def __str__(self):
        return f"{self.number}/{self.total}"
