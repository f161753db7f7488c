"""The outbox, the words of its templates, who is told by which channel, and how people want to be told."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import SealedIdentity
from common.fields import WordField
from common.triggers import append_only, audited
from notices import choices
from notices.querysets import NoticeQuerySet, VersionQuerySet


class Notice(models.Model):
    """One message to one user, to one sealed citizen, or back to whoever wrote, by one channel.

    ``dedupe_key`` says what the notice is about (event, person, channel); the database refuses a second one.
    ``context`` fills the blanks of the wording; what is called differently in each language stands there as
    ``{"zh-hans": …, "zh-hant": …, "en": …}``, anything else as a text. ``sealed_box``: an answer to whoever wrote keeps the
    address and a receipt code there, unreadable, and forgets both when it is sent. ``digest`` is the summary in which it
    went out. ``next_attempt_at`` of one that is being sent says until when nobody else tries.
    """

    # The words of the template in force when it was written; empty: the built-in ones (selectors/words.py sets them).
    words = ""

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
    channel = WordField(pgettext_lazy("notice", "channel"), max_length=10, choices=choices.Channel)
    wording = WordField(_("wording"), max_length=30, choices=choices.Wording)
    context = models.JSONField(_("particulars"), default=dict)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    path = models.CharField(_("page"), max_length=200, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    state = WordField(_("state"), max_length=10, choices=choices.State, default=choices.State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    sealed_box = models.TextField(editable=False, blank=True, db_default="")
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    digest = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="bundled",
        verbose_name=_("summary"),
    )
    delivery = WordField(_("delivery"), max_length=10, choices=choices.Delivery, blank=True, db_default="")
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("left undelivered by"),
    )
    closed_at = models.DateTimeField(_("left undelivered at"), null=True, blank=True)
    closed_reason = models.CharField(_("reason"), max_length=200, blank=True, db_default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="notice_to_send",
                condition=Q(state__in=["pending", "retrying", "sending", "unknown"]),
            ),
            models.Index(fields=["next_attempt_at"], name="notice_gathered", condition=Q(state="gathered")),
            models.Index(fields=["digest"], name="notice_digest", condition=Q(digest__isnull=False)),
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
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False) & ~Q(closed_reason=""),
                name="notice_closed_with_reason",
            ),
        ]
        # Trying again or closing what was given up is somebody's doing; the rest is the outbox at work.
        triggers = [
            audited(
                by_name_only=(
                    *("identity_id", "context", "path", "dedupe_key", "sealed_box"),
                    *("last_error", "closed_reason"),
                ),
                unnoted=("next_attempt_at",),
                but_for=pgtrigger.Insert,
                where=pgtrigger.Q(old__state="dead"),
            )
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
        return (self.words or str(choices.Wording(self.wording).label)).format(**particulars | sealed)


class SmsPart(models.Model):
    """One part of a text message at the SMS centre: what is known of it, so that no part is sent twice.

    ``message_id`` is the centre's; our own reference is the last sixteen bits of the key.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="sms_parts", verbose_name=_("notice"))
    number = models.PositiveSmallIntegerField(_("number"))
    total = models.PositiveSmallIntegerField(_("parts"))
    state = WordField(_("state"), max_length=10, choices=choices.PartState, default=choices.PartState.WAITING)
    message_id = models.CharField(_("number at the SMS centre"), max_length=65, blank=True)
    delivery = WordField(_("delivery"), max_length=10, choices=choices.Delivery, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of a text message")
        verbose_name_plural = _("parts of text messages")
        indexes = [
            models.Index(fields=["message_id"], name="sms_part_message", condition=~Q(message_id="")),
            models.Index(
                fields=["submitted_at"],
                name="sms_part_open",
                condition=Q(state__in=["submitted", "unknown"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="sms_part_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=models.F("total")), name="sms_part_of_total"
            ),
        ]

    def __str__(self):
        return f"{self.number}/{self.total}"


class Template(models.Model):
    """Words instead of the built-in ones, for one wording, language and channel, from a moment on.

    Rows are versions, written once: the newest that is valid holds. ``text`` empty: the built-in words hold again.
    """

    wording = WordField(_("wording"), max_length=30, choices=choices.Wording)
    language = models.CharField(_("language"), max_length=10)
    channel = WordField(pgettext_lazy("notice", "channel"), max_length=10, choices=choices.Channel)
    text = models.TextField(_("words"), blank=True)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["wording", "valid_from"], name="template_of_wording")]
        triggers = [*append_only("the history of the templates"), audited()]

    def __str__(self):
        return f"{self.wording} {self.language} {self.channel}"


class Route(models.Model):
    """By which channels those of a role are told of a step, from a moment on.

    Rows are versions, written once: the newest holds. ``channels`` None: the built-in ones hold again.
    """

    wording = WordField(_("wording"), max_length=30, choices=choices.Wording)
    role = WordField(_("role"), max_length=20, choices=Role)
    channels = ArrayField(
        WordField(max_length=10, choices=choices.Channel),
        verbose_name=_("channels"),
        null=True,
        blank=True,
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set at"), default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("route of notices")
        verbose_name_plural = _("routes of notices")
        ordering = ["-id"]
        indexes = [models.Index(fields=["wording", "role", "-id"], name="route_newest")]
        triggers = [*append_only("the history of the routes"), audited()]

    def __str__(self):
        return f"{self.wording} {self.role}"


class Preference(models.Model):
    """How a user wants to be told: at once, or together each working morning. What is urgent comes at once anyway."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference", verbose_name=_("user")
    )
    email = WordField(_("e-mail"), max_length=10, choices=choices.Pace, default=choices.Pace.AT_ONCE)
    sms = WordField(_("text message"), max_length=10, choices=choices.Pace, default=choices.Pace.AT_ONCE)

    class Meta:
        verbose_name = _("wish about notices")
        verbose_name_plural = _("wishes about notices")
        triggers = [audited()]

    def __str__(self):
        return str(self.user)


def _in_words(particular: str | dict[str, str]) -> str:
    if isinstance(particular, dict):
        return particular.get(get_language()) or particular[settings.LANGUAGE_CODE]
    return particular
