"""Who is signed in where, so that it can be ended from elsewhere."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffSession(models.Model):
    """One sign-in of one user. Neither the address nor the browser is kept: when it began and was last used is enough."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_sessions", verbose_name=_("user")
    )
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-started_at", "-id"]

    def __str__(self):
        return f"{self.user_id} · {self.started_at:%Y-%m-%d %H:%M}"
