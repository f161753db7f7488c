"""A dossier: what a bulletin is about, the concluded cases that it quotes, its figures, and its trail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletins import choices
from bulletins.models import triggers
from bulletins.querysets import BulletinQuerySet
from cases.models import Case
from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from organizations.models import Sector, Unit


class Bulletin(models.Model):
    """What one commission tells, in an internal circular and a public exposure (M74).

    ``month`` is the first day of the month that a periodic one is about; nobody has begun a periodic one but the clock.
    """

    issuer = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="bulletins",
        verbose_name=pgettext_lazy("bulletin", "issuing commission"),
    )
    kind = WordField(_("kind"), max_length=10, choices=choices.BulletinKind)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    month = models.DateField(_("month"), null=True, blank=True)
    subject = models.CharField(pgettext_lazy("bulletin", "subject"), max_length=120)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("begun by"),
    )
    begun_at = models.DateTimeField(_("begun at"))

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "sector", "month"],
                condition=Q(month__isnull=False),
                nulls_distinct=False,
                name="bulletin_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(kind=choices.BulletinKind.CASES, month=None)
                | Q(kind=choices.BulletinKind.MONTHLY, month__isnull=False, sector__isnull=False)
                | Q(kind=choices.BulletinKind.WINDOWS, month__isnull=False, sector=None),
                name="bulletin_period_by_kind",
            ),
        ]
        triggers = [
            never_deleted("bulletin_never_deleted"),
            text_stays(
                "bulletin_stays", "issuer_id", "kind", "sector_id", "month", "begun_by_id", "begun_at"
            ),
            audited(),
        ]

    def __str__(self):
        return self.subject


class Item(models.Model):
    """A concluded case in the dossier: the rule that was broken, and the unit that is named for it."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="items", verbose_name=_("bulletin"))
    position = models.PositiveSmallIntegerField(_("place"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="bulletin_items", verbose_name=_("case"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bulletin_items",
        verbose_name=_("unit that is named"),
    )
    rule = models.CharField(_("rule that was broken"), max_length=200)

    class Meta:
        verbose_name = _("item of a bulletin")
        verbose_name_plural = _("items of bulletins")
        ordering = ["bulletin", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "case"], name="item_quotes_case_once"),
            models.CheckConstraint(condition=~Q(rule=""), name="item_names_rule"),
        ]
        triggers = [triggers.items_only_in_drafts(), triggers.only_settled_cases(), audited()]

    def __str__(self):
        return f"{self.bulletin_id} · {self.position}"


class Figure(models.Model):
    """A number of a periodic bulletin, with the name of the query that gave it and of the unit that it is about."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="figures", verbose_name=_("bulletin"))
    position = models.PositiveSmallIntegerField(_("place"))
    query = models.CharField(_("query"), max_length=20)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    value = models.DecimalField(_("number"), max_digits=16, decimal_places=2)
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("figure of a bulletin")
        verbose_name_plural = _("figures of bulletins")
        ordering = ["bulletin", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "query", "unit"], nulls_distinct=False, name="figure_once"
            )
        ]
        triggers = append_only("the figures of a bulletin")

    def __str__(self):
        return f"{self.query}: {self.value}"


class BulletinEvent(models.Model):
    """One line of the trail of a dossier."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="events", verbose_name=_("bulletin"))
    form = WordField(_("edition"), max_length=10, choices=choices.EditionForm, blank=True)
    at = models.DateTimeField(_("at"))
    name = WordField(_("event"), max_length=30, choices=choices.BulletinEventName)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    note = models.TextField(_("remark"), blank=True)
    details = models.JSONField(_("particulars"), default=dict)

    class Meta:
        verbose_name = _("step of a bulletin")
        verbose_name_plural = _("trail of bulletins")
        ordering = ["id"]
        triggers = append_only("the trail of a bulletin")

    def __str__(self):
        return self.get_name_display()
