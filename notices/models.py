"""The outbox: a notice is a row written in the same transaction as what it tells of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import SealedIdentity
from notices import choices
from notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """One message to one user, to one sealed citizen, or back to whoever wrote, by one channel.

    ``dedupe_key`` says what the notice is about (event, person, channel); the database refuses a second one.
    ``context`` fills the blanks of the wording; what is called differently in each language stands there as
    ``{"zh-hans": …, "zh-hant": …, "en": …}``, anything else as a text. ``sealed_box``: an answer to whoever wrote keeps the
    address and a receipt code there, unreadable, and forgets both when it is sent.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("receiver"),
    )
    identity = models.ForeignKey(
        SealedIdentity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("sealed identity"),
    )
    channel = models.CharField(pgettext_lazy("notice", "channel"), max_length=10, choices=choices.Channel)
    wording = models.CharField(_("wording"), max_length=30, choices=choices.Wording)
    context = models.JSONField(_("particulars"), default=dict)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    path = models.CharField(_("page"), max_length=200, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=choices.State, default=choices.State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    sealed_box = models.TextField(editable=False, blank=True, db_default="")
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="notice_due", condition=Q(state__in=["pending", "retrying"])
            ),
            models.Index(fields=["user", "-id"], name="notice_inbox", condition=Q(channel="in_app")),
            models.Index(
                fields=["user", "-id"], name="notice_unread", condition=Q(channel="in_app", read_at=None)
            ),
            models.Index(
                fields=["user", "-id"],
                name="notice_revenge",
                condition=Q(channel="in_app", read_at=None, wording=choices.Wording.REVENGE_REPORTED),
            ),
            models.Index(fields=["-id"], name="notice_dead", condition=Q(state="dead")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, identity=None, sealed_box="")
                | Q(user=None, identity__isnull=False, sealed_box="")
                | Q(user=None, identity=None, channel__in=["email", "sms"]),
                name="notice_to_user_or_citizen",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sealed_box=""), name="notice_sent_forgets"),
            models.CheckConstraint(condition=~Q(state="sent", sent_at=None), name="notice_sent_has_time"),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        """The sentence, in the language in force: that of the page; a message that leaves sets the receiver's."""
        return self.text_with({})

    def text_with(self, sealed: dict[str, str]) -> str:
        """The same, with what only its receiver may read in the blanks."""
        particulars = {name: _in_words(value) for name, value in self.context.items()}
        return str(choices.Wording(self.wording).label).format(**particulars | sealed)


def _in_words(particular: str | dict[str, str]) -> str:
    if isinstance(particular, dict):
        return particular.get(get_language()) or particular[settings.LANGUAGE_CODE]
    return particular
