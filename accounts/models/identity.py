"""The sealed identities of citizens."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.triggers import audited

# Regulations on Letters and Visits (2005), art. 18; Regulations on Petition Work (2022), art. 20.
MOST_REPRESENTATIVES = 5


class SealedPerson(models.Model):
    """A name and a phone number, unreadable in the database (R10).

    Each box is sealed with AES-GCM for its row and field, so a box moved to another row doesn't open. A mark is a keyed
    digest of the number or address, by which its other complaints are found without opening anything. Whoever complains
    by e-mail or text message may have left no name. ``wants_no_sms``: its citizen has asked for no more text messages.
    """

    name_box = models.TextField(editable=False, blank=True)
    phone_box = models.TextField(editable=False, blank=True)
    phone_mark = models.CharField(max_length=32, editable=False, blank=True)

    class Meta:
        abstract = True

    @property
    def sealed_for(self) -> str:
        """What the boxes are bound to: in another row they don't open."""
        raise NotImplementedError


class SealedIdentity(SealedPerson):
    """Whoever complained and left a name, a phone number or an e-mail address."""

    id = models.UUIDField(primary_key=True, editable=False)
    email_box = models.TextField(editable=False, blank=True, db_default="")
    email_mark = models.CharField(max_length=32, editable=False, blank=True, db_default="")
    wants_no_sms = models.BooleanField(_("wants no text messages"), default=False, db_default=False)
    # Whoever was told that the commission may call about the answer, and hasn't said no.
    may_be_called = models.BooleanField(_("may be called back"), default=False, db_default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("sealed identity")
        verbose_name_plural = _("sealed identities")
        indexes = [
            models.Index(fields=["phone_mark"], name="identity_phone", condition=~Q(phone_mark="")),
            models.Index(fields=["email_mark"], name="identity_email", condition=~Q(email_mark="")),
        ]
        # A new one comes with the event of its case.
        triggers = [
            audited(
                by_name_only=("name_box", "phone_box", "phone_mark", "email_box", "email_mark"),
                but_for=pgtrigger.Insert,
            )
        ]

    def __str__(self):
        return str(_("sealed identity"))

    @property
    def sealed_for(self) -> str:
        """The row itself."""
        return str(self.pk)


class Representative(SealedPerson):
    """One of those who speak for all who complain together, sealed like the complainant.

    At most five: Regulations on Letters and Visits (2005), art. 18; Regulations on Petition Work (2022), art. 20.
    """

    identity = models.ForeignKey(
        SealedIdentity, models.CASCADE, related_name="representatives", verbose_name=_("sealed identity")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["identity", "position"]
        indexes = [
            models.Index(fields=["phone_mark"], name="representative_phone", condition=~Q(phone_mark=""))
        ]
        constraints = [
            models.UniqueConstraint(fields=["identity", "position"], name="representative_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_REPRESENTATIVES)), name="representatives_at_most_five"
            ),
        ]
        triggers = [
            audited(by_name_only=("name_box", "phone_box", "phone_mark"), but_for=pgtrigger.Insert),
        ]

    def __str__(self):
        return str(_("representative"))

    @property
    def sealed_for(self) -> str:
        """The identity and the place among its representatives."""
        return f"{self.identity_id}:{self.position}"
