"""The filters that stand behind the figures: each number leads to a list of just as many cases."""

from datetime import date

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.choices import Stage
from cases.selectors.measured import (
    ANSWERED_STAGES,
    ENDED_STAGES,
    RATED_ANY,
    RATED_NOT,
    RATED_PLEASED,
    ended,
    first_answered,
    latest_grade,
    passed,
    ran_over,
    unfinished_on,
)
from cases.selectors.register import areas
from organizations.models import Unit

PLEASED = ("satisfied", "mostly")
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


class FiguresFilter(django_filters.FilterSet):
    """What only the links of the figures ask for: it stays hidden in the form, and the page says it in words."""

    ended = django_filters.ChoiceFilter(choices=ENDINGS, method="by_ending", **unseen(_("Ended")))
    ended_from = django_filters.DateFilter(method="by_day", **unseen(_("Ended from")))
    ended_to = django_filters.DateFilter(method="by_day", **unseen(_("Ended to")))
    answered_from = django_filters.DateFilter(method="by_day", **unseen(_("First answered from")))
    answered_to = django_filters.DateFilter(method="by_day", **unseen(_("First answered to")))
    open_on = django_filters.DateFilter(method="by_open_day", **unseen(_("Unfinished at the end of")))
    late = django_filters.ChoiceFilter(choices=YES_NO, method="by_lateness", **unseen(_("Closed too late")))
    reopened = django_filters.ChoiceFilter(choices=YES_NO, method="by_reopening", **unseen(_("Reopened")))
    rated = django_filters.ChoiceFilter(choices=RATINGS, method="by_rating", **unseen(_("Rated")))
    passed = django_filters.ChoiceFilter(choices=Stage.choices, method="by_passing", **unseen(_("Was once")))
    place = django_filters.CharFilter(method="by_place", **unseen(_("Place"), max_length=6))
    unit_code = django_filters.CharFilter(
        method="by_unit_code", **unseen(_("Responsible unit"), max_length=60)
    )

    @property
    def behind(self) -> list[tuple[str, str]]:
        """What was asked for without a field to see it in, each with its words."""
        return [
            (self.filters[name].label, self._words(name))
            for name in FiguresFilter.base_filters
            if self.data.get(name)
        ]

    def _words(self, name: str) -> str:
        asked = self.data[name]
        if name == "place":
            return next((area.label for area in areas().values() if area.code == asked), asked)
        if name == "unit_code":
            unit = Unit.objects.filter(code=asked).first()
            return unit.label if unit else asked
        choices = dict(self.filters[name].extra.get("choices", ()))
        return str(choices.get(asked, asked))

    def by_ending(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that ended in one way."""
        return cases.filter(ended(ENDED_STAGES[value]))

    def by_day(self, cases: QuerySet, name: str, value: date) -> QuerySet:
        """Cases that ended, or were first answered, from a day on or until a day."""
        what, side = name.split("_")
        found = {"ended": ended, "answered": first_answered}[what]
        return cases.filter(found(**{"first" if side == "from" else "last": value}))

    def by_open_day(self, cases: QuerySet, name: str, value: date) -> QuerySet:
        """Cases that had come in and not ended when a day was over."""
        return cases.filter(unfinished_on(value))

    def by_lateness(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Closed cases that took longer than they may, or didn't."""
        return cases.filter(ended(ANSWERED_STAGES), ran_over() if value == "yes" else ~ran_over())

    def by_reopening(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that their citizen had reopened, or hadn't."""
        return cases.filter(reopened_count__gt=0) if value == "yes" else cases.filter(reopened_count=0)

    def by_rating(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases of which the citizen said this last, or anything, or nothing."""
        cases = cases.alias(grade=latest_grade())
        if value in (RATED_ANY, RATED_NOT):
            return cases.filter(grade__isnull=value == RATED_NOT)
        return cases.filter(grade__in=PLEASED if value == RATED_PLEASED else [value])

    def by_passing(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that were once in a stage."""
        return cases.filter(passed(value))

    def by_place(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases of exactly this area: of a city's code those without a county, of the province's those without a city."""
        return cases.filter(area__code=value)

    def by_unit_code(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        """Cases of one unit."""
        return cases.filter(responsible__code=value)
