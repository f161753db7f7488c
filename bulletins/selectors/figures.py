"""The numbers of the periodic bulletins: each is one query, by whose name it is kept and with which it is counted anew."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bulletins.choices import BulletinKind
from bulletins.models import Bulletin, Figure
from bulletins.rules import month_after
from cases.models import Case, Conclusion
from cases.rules import PROVED
from common.days import within
from common.numbering import CHINA
from evaluations.choices import Grade
from evaluations.models import Invitation, Rating
from evaluations.rules.samples import is_telling
from evaluations.selectors.scores import published_scores
from evaluations.selectors.visits import counting_votes
from evaluations.selectors.windows import limits_on, service_windows
from organizations.models import Sector, Unit
from supervision.choices import LedgerEvent
from supervision.models import AccountEvent


@dataclass(frozen=True)
class Scope:
    """What a number is about: a month, and a sector or a unit with all below it."""

    month: date
    sector: Sector | None = None
    unit: Unit | None = None

    def within(self, column: str) -> dict:
        """The condition that a moment lies in the month, China time."""
        begins, ends = (
            datetime.combine(day, time(), tzinfo=CHINA) for day in (self.month, month_after(self.month))
        )
        return {f"{column}__gte": begins, f"{column}__lt": ends}

    def of(self, sector: str, unit: str) -> dict:
        """The condition that a row belongs to the sector, or to the unit."""
        if self.unit is not None:
            return {f"{unit}__lineage__contains": [self.unit.pk]}
        return {sector: self.sector}


@dataclass(frozen=True)
class FigureQuery:
    """One query: its name, what it counts in words, and how."""

    name: str
    label: str | Promise
    count: Callable[[Scope], int | Decimal]


def _cases(scope: Scope, column: str) -> QuerySet:
    return Case.objects.filter(**scope.within(column), **scope.of("sector", "responsible"))


def _concluded(scope: Scope) -> QuerySet:
    """The last conclusion of each case that was closed in the month."""
    last = Conclusion.objects.filter(case=OuterRef("case")).order_by("-pk").values("pk")[:1]
    return Conclusion.objects.filter(case__in=_cases(scope, "closed_at").order_by(), pk=Subquery(last))


def _held(scope: Scope) -> int:
    told = AccountEvent.objects.filter(
        name=LedgerEvent.APPROVED,
        **scope.within("at"),
        **scope.of("file__case__sector", "file__case__responsible"),
    )
    return told.values("file").distinct().count()


def _rated(*grades: str) -> Callable[[Scope], int]:
    def count(scope: Scope) -> int:
        among = scope.of("answer__case__sector", "answer__unit")
        return Rating.objects.filter(grade__in=grades, **scope.within("rated_at"), **among).count()

    return count


def _cards(scope: Scope) -> int:
    """The yellow cards of the appraisals that were published in the month."""
    units = Unit.objects.order_by()
    if scope.unit is not None:
        units = units.filter(lineage__contains=[scope.unit.pk])
    else:
        units = units.filter(line__in=scope.sector.leads.values("line"))
    given = published_scores(units).filter(has_card=True)
    return given.filter(**scope.within("appraised__round__published_at")).count()


def _money(scope: Scope) -> Decimal:
    return _concluded(scope).aggregate(sum=Sum("money"))["sum"] or Decimal(0)


def last_day(month: date) -> date:
    """The last day of a month."""
    return month_after(month) - timedelta(days=1)


def _visits_rated(*grades: str) -> Callable[[Scope], int]:
    def count(scope: Scope) -> int:
        votes = counting_votes(scope.month, last_day(scope.month))
        return votes.filter(invitation__visit__unit=scope.unit, grade__in=grades).count()

    return count


def _invited(scope: Scope) -> int:
    days = within("invited_at", scope.month, last_day(scope.month))
    return Invitation.objects.filter(visit__unit=scope.unit, **days).count()


QUERIES = {
    query.name: query
    for query in (
        FigureQuery("received", _("Complaints received"), lambda scope: _cases(scope, "received_at").count()),
        FigureQuery("closed", _("Complaints closed"), lambda scope: _cases(scope, "closed_at").count()),
        FigureQuery(
            "proved",
            _("Proved, in whole or in part"),
            lambda scope: _concluded(scope).filter(finding__in=PROVED).count(),
        ),
        FigureQuery("held", _("People held to account"), _held),
        FigureQuery("money", _("Money returned"), _money),
        FigureQuery("satisfied", _("Ratings: satisfied"), _rated(Grade.SATISFIED)),
        FigureQuery("mostly", _("Ratings: mostly satisfied"), _rated(Grade.MOSTLY)),
        FigureQuery("dissatisfied", _("Ratings: dissatisfied"), _rated(Grade.DISSATISFIED)),
        FigureQuery("cards", _("Yellow cards of the appraisal"), _cards),
        FigureQuery("visit_invited", _("Visitors invited to rate"), _invited),
        FigureQuery("visit_satisfied", _("Visitors: satisfied"), _visits_rated(Grade.SATISFIED)),
        FigureQuery("visit_mostly", _("Visitors: mostly satisfied"), _visits_rated(Grade.MOSTLY)),
        FigureQuery("visit_bad", _("Visitors: dissatisfied"), _visits_rated(Grade.DISSATISFIED)),
    )
}
VISIT_GRADES = ("visit_satisfied", "visit_mostly", "visit_bad")
OF_A_SECTOR = tuple(name for name in QUERIES if not name.startswith("visit_"))
OF_A_WINDOW = ("received", "closed", "satisfied", "mostly", "dissatisfied", "cards")


@dataclass(frozen=True)
class FigureRow:
    """A kept number beside the same query asked now."""

    figure: Figure
    label: str
    value: Decimal
    now: Decimal

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed since."""
        return self.value == self.now

    @property
    def shown_value(self) -> str:
        """The kept number as it is told."""
        return said(self.figure.query, self.value)

    @property
    def shown_now(self) -> str:
        """What the query says now."""
        return said(self.figure.query, self.now)


def plain(value: Decimal) -> str:
    """A number without decimals where it has none."""
    return f"{int(value)}" if value == int(value) else f"{value:.2f}"


def said(query: str, value: Decimal) -> str:
    """A number as it is told, a sum of money with its unit."""
    return gettext("%(sum)s yuan") % {"sum": plain(value)} if query == "money" else plain(value)


def _told_of_visits(scope: Scope) -> tuple[str, ...]:
    """How many were invited, and the grades where enough have rated (limits of the windows)."""
    votes = _visits_rated(*Grade.values)(scope)
    limits = limits_on(last_day(scope.month), unit_id=scope.unit.pk)
    is_told = is_telling(votes, minimum=limits["minimum_sample"])
    return ("visit_invited", *VISIT_GRADES) if is_told else ("visit_invited",)


def count_figures(bulletin: Bulletin) -> list[Figure]:
    """Every number of a periodic bulletin, counted now and not yet kept.

    The service windows are those of the list at the end of the month (M76). Where too few visitors have rated a window, their
    grades aren't told at all.
    """
    asked: list[tuple[str, Unit | None]] = [(name, None) for name in OF_A_SECTOR]
    if bulletin.kind == BulletinKind.WINDOWS:
        asked = [
            (name, unit)
            for unit in service_windows(on=last_day(bulletin.month))
            for name in (*OF_A_WINDOW, *_told_of_visits(Scope(bulletin.month, unit=unit)))
        ]
    return [
        Figure(
            bulletin=bulletin,
            position=place,
            query=name,
            unit=unit,
            value=QUERIES[name].count(Scope(bulletin.month, bulletin.sector, unit)),
        )
        for place, (name, unit) in enumerate(asked, 1)
    ]


def counted_anew(bulletin: Bulletin) -> list[FigureRow]:
    """The kept numbers of a bulletin, each beside what its query says now."""
    return [
        FigureRow(
            figure,
            str(QUERIES[figure.query].label),
            figure.value,
            Decimal(QUERIES[figure.query].count(Scope(bulletin.month, bulletin.sector, figure.unit))),
        )
        for figure in bulletin.figures.select_related("unit")
    ]
