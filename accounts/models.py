"""Users, the units they act for, the ties that keep them away, and sealed identities."""

import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AuthToken

from accounts import choices
from accounts.querysets import AccountManager, DutyQuerySet
from common.triggers import audited
from organizations.models import Person, Unit

# Regulations on Letters and Visits (2005), art. 18; Regulations on Petition Work (2022), art. 20.
MOST_REPRESENTATIVES = 5


class User(AbstractUser):
    """Somebody, or a municipal system, that signs in. Without a duty a user sees nothing."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("is the official"),
        help_text=_("An official never sees a case that accuses him or her."),
    )

    objects = AccountManager()

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        triggers = [
            audited(by_name_only=("password", "full_name", "email", "phone"), unnoted=("last_login",)),
        ]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name


class Duty(models.Model):
    """A user acts for a unit in one role, from one day to another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="duties", verbose_name=_("user"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=choices.Role)
    from_on = models.DateField(pgettext_lazy("day", "from"), default=timezone.localdate)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["user", "role"]
        indexes = [models.Index(fields=["unit", "role"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(to_on=None), name="duty_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="duty_ends_after_start"
            ),
        ]
        triggers = [audited()]

    def __str__(self):
        return f"{self.get_role_display()} · {self.unit}"


class Tie(models.Model):
    """A declared interest: the user keeps away from cases that accuse this unit or person (R3)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="ties", verbose_name=_("user"))
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="ties", verbose_name=_("unit")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="ties", verbose_name=_("official")
    )
    relation = models.CharField(_("relation"), max_length=20, choices=choices.Relation)
    declared_at = models.DateTimeField(_("declared at"), default=timezone.now)

    class Meta:
        verbose_name = _("declared tie")
        verbose_name_plural = _("declared ties")
        ordering = ["user", "-declared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person=None) | Q(unit=None, person__isnull=False),
                name="tie_to_unit_or_person",
            )
        ]
        triggers = [audited()]

    def __str__(self):
        return f"{self.user} – {self.unit or self.person}"


class CalendarKey(models.Model):
    """The secret address under which a calendar program reads the due dates of one user; only its digest is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_key", verbose_name=_("user"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering = ["user"]
        triggers = [audited(by_name_only=("digest",))]

    def __str__(self):
        return str(self.user)


class SystemToken(AuthToken):
    """With what a municipal system shows who it is: the library's table, under a name of ours so that changes are noted."""

    class Meta:
        proxy = True
        verbose_name = _("system token")
        verbose_name_plural = _("system tokens")
        # The key of a row is its digest; the first letters name it, as in the console.
        triggers = [audited(key="token_key", by_name_only=("digest",))]


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
