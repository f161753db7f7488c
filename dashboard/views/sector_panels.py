"""The panels of the page of a sector that come from its plan and its cases: each is a function of ``SectorView`` with a template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.choices import Light
from dashboard.permissions import can_count_conclusions
from dashboard.selectors import FEW, Analysis
from dashboard.selectors.campaign import Asked, Now, cells_of, count_files, count_orders, open_in_sector
from dashboard.views.analysis_links import Links, open_list
from dashboard.views.analysis_tables import percent, words_of
from sectors.models import Campaign
from sectors.selectors import Cover, cover_of, narrowed_rows
from supervision.choices import AccountStage, Liability, MeasureFamily, OrderStage
from supervision.permissions import can_keep_ledger
from supervision.rules import MEASURES

NUMBERS = "dashboard/panel_numbers.html"
FEN = 100


@dataclass(frozen=True)
class Number:
    """One number with the list of just as many rows; ``kind`` is red where it shouldn't be."""

    label: str
    value: object
    url: str = ""
    note: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the page: its name in the address, its heading and icon, and the template with what that shows."""

    name: str
    title: str
    icon: str
    template: str = NUMBERS
    numbers: list[Number] = field(default_factory=list)
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SectorView:
    """What every panel may ask: what the page is asked, the statistics of it, and, read when they are needed, the rest."""

    asked: Asked
    found: Analysis

    @cached_property
    def links(self) -> Links:
        """The ways from the statistics to the cases."""
        return Links(self.found.question)

    @cached_property
    def cover(self) -> Cover | None:
        """The plan of the sector, as far as this viewer may read it."""
        asked = self.asked
        if asked.campaign is None:
            return None
        return cover_of(asked.campaign, user=asked.user, today=asked.today, only=[asked.sector])[0]

    @cached_property
    def cells(self) -> tuple[list, list]:
        """The cells of deployment: those of the area, and those of the places in it."""
        return cells_of(self.asked)

    @cached_property
    def now(self) -> dict[str, Now]:
        """What is open and overdue at this moment, by place."""
        return open_in_sector(self.asked, self.found.place)

    @cached_property
    def concludes(self) -> bool:
        """Whether the viewer may know what cases have come to."""
        return can_count_conclusions(self.asked.user)

    def narrowed(self, **more: str) -> str:
        """Sector, area and more as a query."""
        narrowed = {"sector": self.asked.sector.code, "area": self.asked.area} | more
        return urlencode({name: value for name, value in narrowed.items() if value})


def complaints(view: SectorView) -> Panel:
    """What came in, is open and late, and was closed, in time or not (M04)."""
    total, links = view.found.total, view.links
    opened = sum(one.open for one in view.now.values())
    red = sum(one.red for one in view.now.values())
    narrowed = {"sector": view.asked.sector.code, "area": view.asked.area}
    numbers = [
        number_of(words_of("received"), total.received, links.to_cases("received")),
        number_of(_("Open now"), opened, open_list(**narrowed)),
        number_of(_("Overdue now"), red, open_list(**narrowed, light=Light.RED), kind="red"),
        number_of(words_of("closed"), total.closed, links.to_cases("closed")),
        share_of(_("Closed in time"), total.in_time, total.closed, links.to_cases("in_time")),
    ]
    return Panel("complaints", _("Complaints"), "inbox", numbers=numbers)


def satisfaction(view: SectorView) -> Panel:
    """What citizens say of the answers, and how many said anything."""
    total, links = view.found.total, view.links
    numbers = [
        share_of(words_of("pleased"), total.pleased, total.rated, links.to_cases("pleased")),
        share_of(_("Response rate"), total.rated, total.answered, links.to_cases("rated")),
        share_of(words_of("reopened"), total.reopened, total.answered, links.to_cases("reopened")),
    ]
    return Panel("satisfaction", _("What citizens say"), "mood-smile", numbers=numbers)


def plan(view: SectorView) -> Panel | None:
    """The items of the plan with how far they are and what is late; of others' plans what is published (M05, M06)."""
    cover = view.cover
    if cover is None or cover.version is None:
        return None
    page = reverse("sectors:plan", args=[view.asked.campaign.pk, view.asked.sector.code])
    listed = plan_list(view.asked.campaign, cover)
    done, late = len(narrowed_rows(cover.rows, "done")), len(narrowed_rows(cover.rows, "late"))
    numbers = [
        number_of(_("Items in force"), len(cover.rows), listed),
        number_of(pgettext("plan", "Done"), done, f"{listed}?show=done"),
        number_of(_("Not done yet"), len(cover.rows) - done, f"{listed}?show=open"),
        number_of(_("Past their day"), late, f"{listed}?show=late", kind="red"),
    ]
    return Panel(
        "plan", _("Plan"), "list-check", "dashboard/panel_plan.html", numbers, {"cover": cover, "page": page}
    )


def deployment(view: SectorView) -> Panel | None:
    """Where the plan has been deployed by a document, and where not (M07)."""
    cells = view.cells[0]
    if not cells:
        return None
    page = reverse("sectors:deployment", args=[view.asked.campaign.pk])
    words = {"deployed": _("Deployed"), "missing": _("Not deployed"), "late": _("Outside its phase")}
    numbers = []
    for kind, label in words.items():
        found = [cell for cell in cells if cell.shows(kind)]
        url = f"{page}?{urlencode({'sector': view.asked.sector.code, 'show': kind})}"
        if len(cells) == 1:
            cell = cells[0]
            url = reverse(
                "sectors:deployment-cell", args=[view.asked.campaign.pk, cell.sector.code, cell.area.code]
            )
        numbers.append(
            number_of(label, len(found), url, of=len(cells), kind="" if kind == "deployed" else "red")
        )
    return Panel("deployment", _("Deployment"), "map-pin", numbers=numbers)


def orders(view: SectorView) -> Panel:
    """The supervision orders of the sector by how far they have come (M10)."""
    counted = count_orders(view.asked)
    page = reverse("supervision:order-list")
    days = {
        "issued_from": view.found.question.first.isoformat(),
        "issued_to": view.found.question.last.isoformat(),
    }

    def listed(**more: str) -> str:
        return f"{page}?{view.narrowed(tab='all', **days, **more)}"

    numbers = [
        number_of(_("Orders issued"), counted.total, listed()),
        number_of(_("Reply overdue"), counted.late, listed(late="yes"), kind="red"),
        *(
            number_of(str(stage.label), counted.stages[stage.value], listed(stage=stage.value))
            for stage in OrderStage
            if stage.value in counted.stages
        ),
    ]
    return Panel("orders", _("Supervision orders"), "flag", numbers=numbers)


def results(view: SectorView) -> Panel | None:
    """What closed cases have come to, and the money that went back to people; for the commissions alone (ADR 14)."""
    if not view.concludes:
        return None
    total, links = view.found.total, view.links
    numbers = [
        share_of(words_of("proved"), total.proved, total.closed, links.to_cases("proved")),
        number_of(_("Money returned, yuan"), yuan(total.money), links.to_cases("paid") if total.paid else ""),
        number_of(words_of("paid"), total.paid, links.to_cases("paid")),
    ]
    return Panel("results", _("What the cases have come to"), "circle-check", numbers=numbers)


def outcomes(view: SectorView) -> Panel | None:
    """Who was held to account: the totals of the ledger (M55), for whoever keeps it."""
    if not can_keep_ledger(view.asked.user):
        return None
    rows = count_files(view.asked)
    days = {
        "opened_from": view.found.question.first.isoformat(),
        "opened_to": view.found.question.last.isoformat(),
    }

    def listed(**more: str) -> str:
        return f"{reverse('supervision:ledger')}?{view.narrowed(**days, **more)}"

    def counted(label, which: Callable[[tuple], bool], **more: str) -> Number:
        return number_of(str(label), sum(row[-1] for row in rows if which(row)), listed(**more))

    numbers = [
        counted(_("Files opened"), lambda row: True),
        *(counted(word.label, lambda row, w=word: row[0] == w, liability=word.value) for word in Liability),
        *(
            counted(word.label, lambda row, w=word: _family(row[2]) == w, family=word.value)
            for word in MeasureFamily
        ),
        *(counted(word.label, lambda row, w=word: row[1] == w, stage=word.value) for word in AccountStage),
    ]
    always = {str(_("Files opened")), *(str(word.label) for word in Liability)}
    return Panel(
        "outcomes",
        _("Persons held to account"),
        "gavel",
        numbers=[number for number in numbers if number.value or number.label in always],
    )


def plan_list(campaign: Campaign, cover: Cover) -> str:
    """Where the items of the version stand that the numbers are of: in force for those inside, published for everybody else."""
    if cover.is_inside:
        return reverse("sectors:version", args=[cover.version.pk])
    return reverse("sectors:plan", args=[campaign.pk, cover.sector.code])


def yuan(fen: int) -> str:
    """An amount as officials write it, such as 1,234.50."""
    return f"{fen / FEN:,.2f}"


def _family(measure: str) -> str:
    return MEASURES[measure].family if measure in MEASURES else ""


def number_of(label: str, value, url: str, *, of: int | None = None, kind: str = "") -> Number:
    """A number with the way to its list, which nothing leads to where there is nothing."""
    note = _("of %(all)d") % {"all": of} if of is not None else ""
    return Number(label, value, url if value else "", note, kind if value else "")


def share_of(label: str, part: int, of: int, url: str) -> Number:
    """A part of so many in percent, with the way to its list."""
    # Of few the value itself says of how many.
    note = _("%(part)d of %(all)d") % {"part": part, "all": of} if of >= FEW else ""
    return Number(label, percent(part, of), url if part else "", note)
