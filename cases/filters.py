"""The filters of the list of cases."""

from datetime import datetime, time
from functools import lru_cache

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.selectors import standing_of
from cases.choices import Channel, DeclineReason, Forum, Light, Stage, Task, Window
from cases.models import Case
from cases.search import fold, is_too_short, search_cases
from cases.selectors.lights import THIS_WEEK, shows
from cases.selectors.register import area_choices, sector_by_code, sectors
from cases.selectors.tasks import with_task
from common.forms import HouseForm
from common.numbering import CHINA
from organizations.models import Unit

ANY = _("All")
NO_SECTOR = "none"
LONGEST_QUERY = 60
LIGHTS = [
    (Light.RED, Light.RED.label),
    (Light.YELLOW, Light.YELLOW.label),
    (Light.REMIND, Light.REMIND.label),
    (THIS_WEEK, _("Due this week")),
    (Light.GREEN, Light.GREEN.label),
]


def sector_choices() -> list[tuple[str, str]]:
    """The eight sectors, and the cases outside them."""
    return [
        *((sector.code, sector.label) for sector in sectors().values()),
        (NO_SECTOR, _("Outside the eight sectors")),
    ]


def decline_choices() -> list[tuple]:
    """The grounds for not accepting, and the organs to which matters are diverted."""
    return [*DeclineReason.choices, (_("Diverted to"), Forum.choices)]


def text_input(label, *, length: int = LONGEST_QUERY, kind: str = "text") -> dict:
    """What a typed filter needs."""
    return {"label": label, "max_length": length, "widget": forms.TextInput(attrs={"type": kind})}


def day_input(label) -> dict:
    """What a filter by a day needs."""
    return {"label": label, "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class LongSelect(forms.Select):
    """A list of many options, written in one go: Django renders two templates for each of them."""

    def render(self, name, value, attrs=None, renderer=None):
        """The list; every label is escaped. The same options are written only once."""
        chosen = "" if value is None else str(value)
        groups = tuple((key, _plain(label)) for key, label in self.choices)
        options = _options(groups, chosen)
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attributes, options)


def _plain(label) -> str | tuple:
    """The words of one option, or the options of one group, as they read in the language of the page."""
    if isinstance(label, list | tuple):
        return tuple((code, str(words)) for code, words in label)
    return str(label)


@lru_cache(maxsize=512)
def _options(groups: tuple, chosen: str) -> str:
    return format_html_join("", "{}", ((_group(key, label, chosen),) for key, label in groups))


def _group(key, label: str | tuple, chosen: str) -> str:
    if isinstance(label, str):
        return _option(key, label, chosen)
    options = format_html_join("", "{}", ((_option(code, words, chosen),) for code, words in label))
    return format_html('<optgroup label="{}">{}</optgroup>', key, options)


def _option(code, label: str, chosen: str) -> str:
    mark = flatatt({"value": code, "selected": str(code) == chosen})
    return format_html("<option{}>{}</option>", mark, label)


class CaseFilterForm(HouseForm):
    """Checks what was typed; a search that is too short is told beside its field."""

    def clean_q(self):
        """Two characters at least, or a case number."""
        query = self.cleaned_data["q"]
        if query and is_too_short(query):
            self.add_error("q", _("Please type at least two characters of one word."))
        return query

    def clean(self):
        """The first day may not come after the last."""
        data = super().clean()
        for moment in ("received", "closed"):
            first, last = data.get(f"{moment}_from"), data.get(f"{moment}_to")
            if first and last and first > last:
                self.add_error(f"{moment}_to", _("The last day comes before the first."))
        return data


class CaseFilter(django_filters.FilterSet):
    """Narrows a list of cases; the caller has asked ``visible_to`` before."""

    q = django_filters.CharFilter(method="by_words", **text_input(_("Words or number"), kind="search"))
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Stage.choices, empty_label=ANY, widget=LongSelect
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=sector_choices, empty_label=ANY, widget=LongSelect, method="by_sector"
    )
    area = django_filters.ChoiceFilter(
        label=_("City or county"), choices=(), empty_label=ANY, widget=LongSelect, method="by_area"
    )
    unit = django_filters.CharFilter(method="by_unit", **text_input(_("Responsible unit")))
    task = django_filters.ChoiceFilter(
        label=_("Next step"), choices=Task.choices, empty_label=ANY, widget=LongSelect, method="by_task"
    )
    light = django_filters.ChoiceFilter(
        label=_("Deadline"), choices=LIGHTS, empty_label=ANY, widget=LongSelect, method="by_light"
    )
    supervised = django_filters.ChoiceFilter(
        label=_("Supervision"),
        choices=[("yes", _("Under supervision"))],
        empty_label=ANY,
        widget=LongSelect,
        method="by_supervision",
    )
    danger = django_filters.ChoiceFilter(
        label=_("Urgency"),
        choices=[("yes", _("Urgent"))],
        empty_label=ANY,
        widget=LongSelect,
        method="by_danger",
    )
    declined = django_filters.ChoiceFilter(
        label=_("Not accepted because"),
        choices=decline_choices,
        empty_label=ANY,
        widget=LongSelect,
        method="by_ground",
    )
    window = django_filters.ChoiceFilter(
        label=_("Window"), choices=Window.choices, empty_label=ANY, widget=LongSelect
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=Channel.choices, empty_label=ANY, widget=LongSelect
    )
    received_from = django_filters.DateFilter(method="by_first_day", **day_input(_("Received from")))
    received_to = django_filters.DateFilter(method="by_last_day", **day_input(_("Received to")))
    closed_from = django_filters.DateFilter(method="by_first_day_of_closing", **day_input(_("Closed from")))
    closed_to = django_filters.DateFilter(method="by_last_day_of_closing", **day_input(_("Closed to")))

    class Meta:
        model = Case
        fields = (
            "q",
            "stage",
            "task",
            "sector",
            "area",
            "unit",
            "light",
            "supervised",
            "danger",
            "declined",
            "window",
            "channel",
            "received_from",
            "received_to",
            "closed_from",
            "closed_to",
        )
        form = CaseFilterForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = timezone.now()
        standing = standing_of(self.request.user, on=timezone.localdate())
        self.filters["area"].extra["choices"] = area_choices(standing)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.filters)

    def by_words(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that hold every word, or the one with that number."""
        return search_cases(cases, value)

    def by_sector(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases of one sector, or of none."""
        if value == NO_SECTOR:
            return cases.filter(sector=None)
        return cases.filter(sector=sector_by_code(value))

    def by_area(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases of a city with all its counties, or of one county, under every code row that it ever had."""
        place = Q(city__code=value) if value.endswith("00") else Q(area__code=value)
        return cases.filter(place)

    def by_unit(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases for which a unit is responsible whose name holds what was typed."""
        word = fold(value)
        units = Unit.objects.filter(
            Q(name__icontains=word) | Q(pinyin__icontains=word) | Q(name_en__icontains=word)
        )
        return cases.filter(responsible__in=units.values("pk"))

    def by_light(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that show a light now."""
        return cases.filter(shows(value, at=self.at))

    def by_task(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases in which this is what the user has to do next."""
        return with_task(cases, self.request.user, at=self.at).filter(task=value)

    def by_supervision(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that the commission supervises."""
        return cases.filter(is_supervised=True)

    def by_danger(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases in which people are in danger."""
        return cases.exclude(danger="")

    def by_ground(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that weren't accepted on one ground, or were sent to one organ."""
        if value in Forum:
            return cases.filter(stage=Stage.DECLINED, forum=value)
        return cases.filter(stage=Stage.DECLINED, decline_reason=value)

    def by_first_day(self, cases: QuerySet, name: str, value) -> QuerySet:
        """Cases received on that day or later, China time."""
        return cases.filter(received_at__gte=datetime.combine(value, time(), tzinfo=CHINA))

    def by_last_day(self, cases: QuerySet, name: str, value) -> QuerySet:
        """Cases received on that day or earlier, China time."""
        return cases.filter(received_at__lte=datetime.combine(value, time.max, tzinfo=CHINA))

    def by_first_day_of_closing(self, cases: QuerySet, name: str, value) -> QuerySet:
        """Cases closed on that day or later, China time."""
        return cases.filter(closed_at__gte=datetime.combine(value, time(), tzinfo=CHINA))

    def by_last_day_of_closing(self, cases: QuerySet, name: str, value) -> QuerySet:
        """Cases closed on that day or earlier, China time."""
        return cases.filter(closed_at__lte=datetime.combine(value, time.max, tzinfo=CHINA))
