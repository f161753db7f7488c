"""Users, the units they act for, and the secret addresses of their calendars."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AuthToken

from accounts import choices
from accounts.querysets import AccountManager, DutyQuerySet
from common.fields import WordField
from common.triggers import audited
from organizations.models import Person, Unit, days_of


def trust_of(role: str) -> Case:
    """Which kind of trust a role is: each administrator's alone, that of the media, and that of everybody who works on cases."""
    own = Q(**{f"{role}__in": sorted(choices.APART_ROLES)})
    return Case(When(own, then=F(role)), default=Value("work"), output_field=models.CharField(max_length=20))


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
    role = WordField(_("role"), max_length=20, choices=choices.Role)
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
            # On no day is anybody two of the three administrators, or an administrator and something else.
            ExclusionConstraint(
                name="administrator_is_nothing_else",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (days_of("from_on", "to_on"), RangeOperators.OVERLAPS),
                    (trust_of("role"), RangeOperators.NOT_EQUAL),
                ],
            ),
        ]
        triggers = [audited()]

    def __str__(self):
        return f"{self.get_role_display()} · {self.unit}"


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
