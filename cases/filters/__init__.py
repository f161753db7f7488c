"""The filters of the list of cases."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.selectors import standing_of
from cases.choices import Channel, DeclineReason, Forum, Light, Stage, Task, Window
from cases.filters.figures import FiguresFilter
from cases.models import Case
from cases.search import Bearers, bearers_of, is_too_short, words_of
from cases.selectors.lights import THIS_WEEK
from cases.selectors.narrowing import NO_SECTOR, narrowed
from cases.selectors.register import area_choices, sectors
from cases.selectors.worklist import TABS, Saved, queue_of
from common.forms import DayInput, HouseForm

ANY = _("All")
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
    return {"label": label, "widget": DayInput()}


class LongSelect(forms.Select):
    """A list of many options that are the same for everybody."""

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


@dataclass(frozen=True)
class _Fields:
    same_as: Hashable
    draw: Callable[[], SafeString] = field(compare=False)


@lru_cache(maxsize=64)
def _drawn(fields: _Fields) -> SafeString:
    return fields.draw()


class CaseFilterForm(HouseForm):
    """Checks what was typed; a search that is too short is told beside its field.

    ``places`` are the cities and counties to choose from.
    """

    places: tuple = ()

    def drawn_fields(self) -> SafeString:
        """As long as nothing was typed they are alike for all who choose from the same places, and drawn once for them."""
        asked = tuple((name, self.data[name]) for name in self.fields if self.data.get(name))
        if any(not isinstance(self.fields[name], forms.ChoiceField) for name, _value in asked):
            return super().drawn_fields()
        same_as = (get_language(), asked, self.places, tuple(sector_choices()))
        return _drawn(_Fields(same_as, super().drawn_fields))

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


class CaseFilter(FiguresFilter):
    """Narrows a list of cases; the caller has asked ``visible_to`` before."""

    q = django_filters.CharFilter(**text_input(_("Words or number"), kind="search"))
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Stage.choices, empty_label=ANY, widget=LongSelect
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=sector_choices, empty_label=ANY, widget=LongSelect
    )
    area = django_filters.ChoiceFilter(
        label=_("City or county"), choices=(), empty_label=ANY, widget=LongSelect
    )
    unit = django_filters.CharFilter(**text_input(_("Responsible unit")))
    task = django_filters.ChoiceFilter(
        label=_("Next step"), choices=Task.choices, empty_label=ANY, widget=LongSelect
    )
    light = django_filters.ChoiceFilter(
        label=_("Deadline"), choices=LIGHTS, empty_label=ANY, widget=LongSelect
    )
    supervised = django_filters.ChoiceFilter(
        label=_("Supervision"),
        choices=[("yes", _("Under supervision"))],
        empty_label=ANY,
        widget=LongSelect,
    )
    danger = django_filters.ChoiceFilter(
        label=_("Urgency"),
        choices=[("yes", _("Urgent"))],
        empty_label=ANY,
        widget=LongSelect,
    )
    declined = django_filters.ChoiceFilter(
        label=_("Not accepted because"),
        choices=decline_choices,
        empty_label=ANY,
        widget=LongSelect,
    )
    window = django_filters.ChoiceFilter(
        label=_("Window"), choices=Window.choices, empty_label=ANY, widget=LongSelect
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=Channel.choices, empty_label=ANY, widget=LongSelect
    )
    received_from = django_filters.DateFilter(**day_input(_("Received from")))
    received_to = django_filters.DateFilter(**day_input(_("Received to")))
    closed_from = django_filters.DateFilter(**day_input(_("Closed from")))
    closed_to = django_filters.DateFilter(**day_input(_("Closed to")))

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

    def __init__(self, *args, bearers: Bearers | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.bearers = bearers
        self.at = timezone.now()
        standing = standing_of(self.request.user, on=timezone.localdate())
        self.form.places = tuple(area_choices(standing))
        self.form.fields["area"].choices = self.form.places

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.filters)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """What each filter means stands in ``cases.selectors.narrowing``, which large files use too."""
        asked = self.form.cleaned_data
        return narrowed(queryset, asked, user=self.request.user, at=self.at, bearers=self.bearers)


def question_of(data: Mapping[str, str], tab: str) -> str:
    """What an address asks for, always written in the same way: the queue, then the filters that are filled in."""
    asked = [(name, data[name]) for name in CaseFilter.base_filters if data.get(name)]
    return urlencode([("tab", tab), *asked])


def read_questions(
    questions: Iterable[Saved], *, request: HttpRequest
) -> list[tuple[Saved, CaseFilter | None]]:
    """Saved filters as filters; None where one isn't understood any more, such as an area that was given up.

    The names that searched words may mean are looked up for all of them together.
    """
    asked = [(saved, QueryDict(saved.query)) for saved in questions]
    words = [word for _saved, data in asked for word in words_of(data.get("q", ""))]
    bearers = bearers_of(words) if words else {}
    return [(saved, _as_filter(data, bearers, request)) for saved, data in asked]


def _as_filter(data: QueryDict, bearers: Bearers, request: HttpRequest) -> CaseFilter | None:
    tab = data.get("tab", "")
    if tab not in TABS or set(data) - {"tab", *CaseFilter.base_filters}:
        return None
    queue = queue_of(request.user, tab, asked=data, at=timezone.now())
    found = CaseFilter(data, queryset=queue, request=request, bearers=bearers)
    return found if found.is_valid() else None
