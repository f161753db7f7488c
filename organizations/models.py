"""Areas, units, leaders and sectors: the register that every case points into."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import audited
from organizations import choices
from organizations.querysets import DatedQuerySet, TenureQuerySet, UnitQuerySet


def days_of(first: str, last: str) -> Func:
    """The days from one column to another, both included; an empty last one means for good."""
    return Func(F(first), F(last), Value("[]"), function="DATERANGE", output_field=DateRangeField())


class Named(models.Model):
    """A name in the three languages of the interface."""

    name = models.CharField(_("name"), max_length=120)
    name_hant = models.CharField(_("name in traditional characters"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name in the language that the reader has chosen; Simplified Chinese when there is no other."""
        return self.in_language("name")

    def in_language(self, field: str) -> str:
        """One of the texts that are kept three times, in the reader's language or in Simplified Chinese."""
        suffix = {"en": "_en", "zh-hant": "_hant"}.get(get_language() or "", "")
        return getattr(self, f"{field}{suffix}") or getattr(self, field)


class Area(Named):
    """A province, city or county under its GB/T 2260 code, for as long as that code was in force."""

    code = models.CharField(_("code"), max_length=6)
    level = WordField(_("level"), max_length=10, choices=choices.Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code", "valid_from"]
        triggers = [audited()]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_once_a_day"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="area_code_current_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="area_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(level="province", parent=None) | (~Q(level="province") & Q(parent__isnull=False)),
                name="area_only_province_has_no_parent",
            ),
        ]


class Unit(Named):
    """A body that receives, handles or supervises complaints, or is complained of."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    pinyin = models.CharField(_("pinyin"), max_length=250, blank=True)
    kind = WordField(_("kind"), max_length=12, choices=choices.UnitKind)
    line = WordField(_("line of work"), max_length=20, choices=choices.Line)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("area")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("superior unit"),
    )
    lineage = ArrayField(
        models.BigIntegerField(),
        default=list,
        editable=False,
        help_text=_("This unit and everybody who can command it."),
    )
    phone = models.CharField(
        _("telephone for citizens"),
        max_length=30,
        blank=True,
        db_default="",
        help_text=_("Officials can put it into what they write to a citizen."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code"]
        triggers = [audited()]
        indexes = [
            models.Index(fields=["line", "area"]),
            GinIndex(fields=["lineage"], name="unit_lineage"),
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"),
                OpClass(Upper("pinyin"), name="gin_trgm_ops"),
                OpClass(Upper("name_en"), name="gin_trgm_ops"),
                name="unit_names",
            ),
        ]


class Sector(Named):
    """One of the eight fields of the special action (plan, section 2)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    summary = models.CharField(_("what it covers"), max_length=300, blank=True)
    summary_hant = models.CharField(
        _("what it covers, in traditional characters"), max_length=300, blank=True
    )
    summary_en = models.CharField(_("what it covers, in English"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["number"]
        triggers = [audited()]

    @property
    def coverage(self) -> str:
        """What the sector covers, in the reader's language."""
        return self.in_language("summary")


class SectorLead(models.Model):
    """The line of work that leads a sector; sector 1 has two, told apart by cue words in the complaint."""

    sector = models.ForeignKey(Sector, models.CASCADE, related_name="leads", verbose_name=_("sector"))
    line = WordField(_("line of work"), max_length=20, choices=choices.Line)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    cues = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("cue words"))

    class Meta:
        verbose_name = _("sector lead")
        verbose_name_plural = _("sector leads")
        ordering = ["sector", "position"]
        triggers = [audited()]
        constraints = [models.UniqueConstraint(fields=["sector", "line"], name="sector_lead_once")]

    def __str__(self):
        return f"{self.sector} · {self.get_line_display()}"


class SectorWord(models.Model):
    """A word that speaks for a sector, with its weight, to suggest where a complaint belongs."""

    sector = models.ForeignKey(Sector, models.CASCADE, related_name="words", verbose_name=_("sector"))
    word = models.CharField(_("word"), max_length=30)
    weight = models.FloatField(_("weight"), default=1.0)

    class Meta:
        verbose_name = _("sector word")
        verbose_name_plural = _("sector words")
        ordering = ["sector", "word"]
        triggers = [audited()]
        constraints = [models.UniqueConstraint(fields=["sector", "word"], name="sector_word_once")]

    def __str__(self):
        return self.word


class Person(Named):
    """An official who holds or held a leading post."""

    name = models.CharField(pgettext_lazy("person", "name"), max_length=120)
    code = models.SlugField(_("code"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["code"]
        triggers = [audited()]


class Post(Named):
    """A leading post in a unit, named by its title; the first one answers for the unit's conduct (M58)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="posts", verbose_name=_("unit"))
    is_first = models.BooleanField(_("first responsible person"), default=False)
    holders = models.ManyToManyField(
        Person, through="Tenure", related_name="posts", verbose_name=_("officials")
    )

    class Meta:
        verbose_name = _("leading post")
        verbose_name_plural = _("leading posts")
        ordering = ["unit", "-is_first", "name"]
        triggers = [audited()]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="post_once_in_unit"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(is_first=True), name="post_one_first_in_unit"
            ),
        ]


class Tenure(models.Model):
    """Who held a post, from which day to which; past holders stay on record."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="tenures", verbose_name=_("post"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name=_("official"))
    from_on = models.DateField(pgettext_lazy("day", "from"))
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["post", "-from_on"]
        triggers = [audited()]
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "from_on"], name="tenure_once"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="tenure_ends_after_start"
            ),
            ExclusionConstraint(
                name="tenure_one_holder_a_day",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (days_of("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.post}"
