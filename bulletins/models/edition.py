"""An edition of a dossier and the words of its items; the internal one is numbered, the public one has an address."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletins import choices
from bulletins.models import triggers
from bulletins.models.dossier import Bulletin, Item
from bulletins.querysets import EditionQuerySet
from common.fields import WordField
from common.numbering import document_number
from common.triggers import audited, never_deleted, text_stays
from organizations.models import Unit


class Edition(models.Model):
    """One of the two: the circular for the units, or the text for everybody.

    ``stage`` follows ``bulletins/lifecycle.py``. ``slug`` is the public address, drawn at random. The internal edition gets
    its number at its release. ``is_for_media``: those with a media account may read it while the embargo lasts.
    """

    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, related_name="editions", verbose_name=_("bulletin")
    )
    issuer = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("bulletin", "issuing commission")
    )
    form = WordField(_("edition"), max_length=10, choices=choices.EditionForm)
    stage = WordField(
        _("stage"), max_length=10, choices=choices.EditionStage, default=choices.EditionStage.DRAFT
    )
    slug = models.CharField(_("address"), max_length=12, unique=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    opening = models.TextField(_("opening"), blank=True)
    closing = models.TextField(_("closing"), blank=True)
    word = models.CharField(_("document word"), max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("number"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    is_for_media = models.BooleanField(_("media may read it under the embargo"), default=False)
    prints_replies = models.BooleanField(_("the replies are printed"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawal_note = models.TextField(_("reason of the withdrawal"), blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a bulletin")
        verbose_name_plural = _("editions of bulletins")
        ordering = ["bulletin", "form"]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="edition_published",
                condition=Q(published_at__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "form"], name="edition_once"),
            models.UniqueConstraint(
                fields=["issuer", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="edition_number_once",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=choices.EditionStage.values), name="edition_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(released_at__isnull=False, published_at__gte=F("released_at")),
                name="edition_released_before_published",
            ),
            models.CheckConstraint(
                condition=~Q(stage=choices.EditionStage.PUBLISHED) | Q(published_at__isnull=False),
                name="edition_published_since",
            ),
            models.CheckConstraint(
                condition=Q(serial=None)
                | Q(
                    form=choices.EditionForm.INTERNAL,
                    released_at__isnull=False,
                    year__isnull=False,
                    word__gt="",
                ),
                name="edition_number_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_note="")
                | Q(
                    stage=choices.EditionStage.WITHDRAWN,
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawal_note__gt="",
                ),
                name="edition_withdrawn_with_reason",
            ),
        ]
        triggers = [
            triggers.stage_follows_table(),
            triggers.words_only_in_draft(),
            triggers.released_by_three(),
            triggers.released_settled(),
            triggers.numbers_without_gap(),
            never_deleted("edition_never_deleted"),
            text_stays("edition_stays", "bulletin_id", "issuer_id", "form", "slug"),
            audited(by_name_only=("title", "opening", "closing")),
        ]

    def __str__(self):
        return self.number or self.title or str(self.bulletin)

    @property
    def number(self) -> str:
        """The number of the circular, such as 粤纪通〔2014〕5号; empty before its release and for an exposure."""
        return document_number(self.word, self.year, self.serial) if self.serial else ""

    @property
    def is_corrected(self) -> bool:
        """Whether something was put right after it had come out."""
        return (
            self.changed_at is not None
            and self.published_at is not None
            and self.changed_at > self.published_at
        )

    @property
    def is_internal(self) -> bool:
        """Whether it is the circular."""
        return self.form == choices.EditionForm.INTERNAL

    @property
    def is_under_embargo(self) -> bool:
        """Whether it is released and not out yet."""
        return self.stage == choices.EditionStage.RELEASED


class EditionCounter(models.Model):
    """The last number of a commission in a year."""

    issuer = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("bulletin", "issuing commission")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of bulletins")
        verbose_name_plural = _("counters of bulletins")
        ordering = ["issuer", "year"]
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="edition_counter_once")]

    def __str__(self):
        return f"{self.issuer_id} · {self.year}"


class Passage(models.Model):
    """What one edition says of one item. In the public one, what stands between [[ and ]] is hidden."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="passages", verbose_name=_("edition of a bulletin")
    )
    item = models.ForeignKey(
        Item, models.CASCADE, related_name="passages", verbose_name=_("item of a bulletin")
    )
    heading = models.CharField(pgettext_lazy("passage", "heading"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    is_left_out = models.BooleanField(_("left out of this edition"), default=False)
    names_persons = models.BooleanField(_("names who was held to account"), default=True)

    class Meta:
        verbose_name = _("passage of an edition")
        verbose_name_plural = _("passages of editions")
        ordering = ["edition", "item__position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "item"], name="passage_once")]
        triggers = [
            triggers.passages_only_in_draft(),
            audited(by_name_only=("heading", "text")),
        ]

    def __str__(self):
        return self.heading
