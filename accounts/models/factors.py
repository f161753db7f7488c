"""With what somebody shows, beside the password, that it is he who signs in; and how that is set back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.two_keys import TwoKeyAct, two_key_triggers
from common.triggers import audited


class AppFactor(models.Model):
    """An authenticator app on somebody's phone that shows a new code every half minute (TOTP, RFC 6238).

    The secret is sealed for its user. ``last_step`` is the half minute of the newest code that was used: that code and
    all before it are refused.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="app_factor", verbose_name=_("user")
    )
    secret_box = models.TextField(editable=False)
    last_step = models.BigIntegerField(editable=False)
    made_at = models.DateTimeField(_("set up at"), default=timezone.now)
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")
        ordering = ["user"]
        triggers = [audited(by_name_only=("secret_box",), unnoted=("last_step", "used_at"))]

    def __str__(self):
        return str(self.user_id)


class Passkey(models.Model):
    """A key in a phone, a computer or on a stick, which signs for this site and no other (WebAuthn level 2).

    ``credential`` is the public half with the key's number, in base64url. ``sign_count`` only rises; a copy of the key
    would show by a number that was there before.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=40)
    credential_id = models.CharField(max_length=1400, unique=True, editable=False)
    credential = models.TextField(editable=False)
    sign_count = models.BigIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(_("set up at"), default=timezone.now)
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["user", "made_at"]
        triggers = [audited(by_name_only=("credential_id", "credential"), unnoted=("sign_count", "used_at"))]

    def __str__(self):
        return self.name


class RecoveryCode(models.Model):
    """A code on paper for the day on which phone and key are gone; good once, and only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes", verbose_name=_("user")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        ordering = ["user", "id"]
        triggers = [audited(by_name_only=("digest",))]

    def __str__(self):
        return str(self.user_id)


class FactorReset(TwoKeyAct):
    """Somebody has lost phone, key and paper: one security administrator asks to set that back, another one decides."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="factor_resets", verbose_name=_("user")
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("reset of second factors")
        verbose_name_plural = _("resets of second factors")
        ordering = ["-id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["user"], condition=Q(decision=""), name="reset_asked_once"),
            # Two people, and neither of them is the one whose account it is.
            models.CheckConstraint(
                condition=~Q(asked_by=F("user")) & (Q(decided_by=None) | ~Q(decided_by=F("user"))),
                name="reset_not_by_its_user",
            ),
        ]
        triggers = [*two_key_triggers("factor_reset", "user_id"), audited()]

    def __str__(self):
        return f"{self.user_id} · {self.asked_at:%Y-%m-%d}"
