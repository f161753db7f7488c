"""The filters that stand behind the figures: each number leads to a list of just as many cases."""

from collections import OrderedDict
from copy import copy
from functools import cache
from typing import Self

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import Stage
from cases.selectors.measured import RATED_ANY, RATED_NOT, RATED_PLEASED
from cases.selectors.register import areas
from organizations.models import Unit

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
ENDINGS = [("closed", _("Closed")), ("declined", _("Not accepted")), ("withdrawn", _("Withdrawn"))]
RATINGS = [
    (RATED_ANY, _("Yes")),
    (RATED_NOT, _("No")),
    (RATED_PLEASED, _("Satisfied or mostly")),
    ("satisfied", _("Satisfied")),
    ("mostly", _("Mostly satisfied")),
    ("dissatisfied", _("Dissatisfied")),
]


def unseen(label, **limits) -> dict:
    """What a filter needs that nobody fills in."""
    return {"label": label, "widget": forms.HiddenInput, **limits}


class _Filters(OrderedDict):
    """The filters of a class. Every page gets its own, as django-filter wants it, but not a copy of each word of each choice."""

    def __deepcopy__(self, memo: dict) -> Self:
        return type(self)((name, copy(one)) for name, one in self.items())


@cache
def _form_of(kind: type[django_filters.FilterSet]) -> type[forms.Form]:
    """The form with a field for each filter; django-filter would make the class and its fields anew for each page."""
    fields = {name: one.field for name, one in kind.base_filters.items()}
    return type(f"{kind.__name__}Form", (kind._meta.form,), fields)


class FiguresFilter(django_filters.FilterSet):
    """What only the links of the figures ask for: it stays hidden in the form, and the page says it in words."""

    ended = django_filters.ChoiceFilter(choices=ENDINGS, **unseen(_("Ended")))
    ended_from = django_filters.DateFilter(**unseen(_("Ended from")))
    ended_to = django_filters.DateFilter(**unseen(_("Ended to")))
    answered_from = django_filters.DateFilter(**unseen(_("First answered from")))
    answered_to = django_filters.DateFilter(**unseen(_("First answered to")))
    open_on = django_filters.DateFilter(**unseen(_("Unfinished at the end of")))
    late = django_filters.ChoiceFilter(choices=YES_NO, **unseen(_("Closed too late")))
    reopened = django_filters.ChoiceFilter(choices=YES_NO, **unseen(_("Reopened")))
    rated = django_filters.ChoiceFilter(choices=RATINGS, **unseen(_("Rated")))
    passed = django_filters.ChoiceFilter(choices=Stage.choices, **unseen(_("Was once")))
    # Leaves out what a co-handler only knows of, which no figure counts.
    whole = django_filters.ChoiceFilter(choices=YES_NO[:1], **unseen(_("Read in full")))
    place = django_filters.CharFilter(**unseen(_("Place"), max_length=6))
    unit_code = django_filters.CharFilter(**unseen(_("Responsible unit"), max_length=60))
    extended = django_filters.ChoiceFilter(choices=YES_NO[:1], **unseen(_("Given more time")))
    finding = django_filters.ChoiceFilter(
        choices=[("proved", _("Proved in whole or in part"))], **unseen(_("finding"))
    )
    money = django_filters.ChoiceFilter(choices=YES_NO[:1], **unseen(_("Money was returned")))
    accused = django_filters.CharFilter(**unseen(_("Accuses the unit"), max_length=60))

    @classmethod
    def get_filters(cls) -> _Filters:
        """The filters that the class names."""
        return _Filters(super().get_filters())

    def get_form_class(self) -> type[forms.Form]:
        """The same form for every page; what differs by user is put into its fields."""
        return _form_of(type(self))

    @property
    def behind(self) -> list[tuple[str, str]]:
        """What was asked for without a field to see it in, each with its words."""
        return [
            (self.filters[name].label, self._words(name))
            for name in FiguresFilter.base_filters
            if self.data.get(name) and name != "whole"
        ]

    def _words(self, name: str) -> str:
        asked = self.data[name]
        if name == "place":
            return next((area.label for area in areas().values() if area.code == asked), asked)
        if name in ("unit_code", "accused"):
            unit = Unit.objects.filter(code=asked).first()
            return unit.label if unit else asked
        choices = dict(self.filters[name].extra.get("choices", ()))
        return str(choices.get(asked, asked))
