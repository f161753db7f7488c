"""All panels of the page of a sector in their order, with those of the registers and the bulletins.

A further one is a function that returns a ``Panel``, or None where the viewer has nothing to see in it, and a line in ``PANELS``.
"""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletins.models import Bulletin
from bulletins.permissions import can_keep_bulletins
from cases.selectors.register import areas
from dashboard.selectors.appraised import appraised_in_sector
from dashboard.views.sector_panels import (
    Panel,
    SectorView,
    complaints,
    deployment,
    number_of,
    orders,
    outcomes,
    plan,
    results,
    satisfaction,
    share_of,
)
from evaluations.permissions.call_backs import can_oversee_calls
from evaluations.selectors.call_backs import drawn_in, rates_of
from organizations.selectors import code_prefix
from registers.permissions import can_see_registers
from registers.selectors.alarms import alarm_counts


def registers(view: SectorView) -> Panel | None:
    """How many records and open alarms each register of the sector has."""
    asked = view.asked
    if not can_see_registers(asked.user):
        return None
    area = next((area for area in areas().values() if area.code == asked.area), None)
    counts = alarm_counts(asked.user, sector=asked.sector, area=area)
    if not counts:
        return None
    numbers = []
    for one in counts:
        numbers.append(number_of(str(one.register.label), one.records, one.url))
        if one.alarms:
            label = _("%(register)s: with an open alarm") % {"register": one.register.label}
            numbers.append(number_of(label, one.alarms, one.alarms_url, kind="red"))
    return Panel("registers", _("Registers"), "building-community", numbers=numbers)


def call_backs(view: SectorView) -> Panel | None:
    """What citizens said when they were called back, for the commissions that have them called (M65); each with its n."""
    asked = view.asked
    if not can_oversee_calls(asked.user):
        return None
    begin, end = view.found.question.first, view.found.question.last
    rows = drawn_in(asked.user, begin=begin, end=end).filter(case__sector=asked.sector)
    if asked.area:
        rows = rows.filter(case__area__code__startswith=code_prefix(asked.area))
    rates = rates_of(rows)
    numbers = [
        number_of(_("Valid call-backs"), rates.valid, ""),
        share_of(_("Satisfied or mostly"), rates.pleased, rates.valid, ""),
        share_of(pgettext("call-back", "Settled"), rates.solved, rates.valid, ""),
        share_of(_("The department got in touch"), rates.contacted, rates.valid, ""),
    ]
    return Panel("call-backs", _("What citizens say on the telephone"), "phone", numbers=numbers)


def bulletins(view: SectorView) -> Panel | None:
    """What the viewer's commission tells of the sector, and how much of it is out (M74)."""
    asked = view.asked
    if not can_keep_bulletins(asked.user):
        return None
    about = Bulletin.objects.visible_to(asked.user).about(asked.sector)
    page = f"{reverse('bulletins:bulletin-list')}?sector={asked.sector.code}"
    numbers = [
        number_of(pgettext("bulletin", "In hand"), about.in_hand().count(), f"{page}&show=in_hand"),
        number_of(pgettext("bulletin", "Given out"), about.out().count(), f"{page}&show=out"),
    ]
    return Panel("bulletins", _("Bulletins"), "volume", numbers=numbers)


def appraisal(view: SectorView) -> Panel | None:
    """How the sector's departments did in the latest published appraisals: numbers that everybody may read (M63)."""
    scores = appraised_in_sector(view.asked.sector, view.asked.area)
    if not scores:
        return None
    page = reverse("evaluations:public-rounds")
    totals = [score.total for score in scores if score.total is not None]
    numbers = [
        number_of(_("Units appraised"), len(scores), page),
        number_of(_("Yellow cards"), sum(score.has_card for score in scores), page, kind="red"),
    ]
    if totals:
        numbers[1:1] = [
            number_of(_("Best score"), max(totals), page),
            number_of(_("Lowest score"), min(totals), page),
        ]
    return Panel("appraisal", _("Public appraisal"), "users", numbers=numbers)


PANELS: tuple[Callable[[SectorView], Panel | None], ...] = (
    plan,
    complaints,
    satisfaction,
    call_backs,
    appraisal,
    deployment,
    registers,
    orders,
    results,
    outcomes,
    bulletins,
)


def panels_of(view: SectorView) -> list[Panel]:
    """The panels in which this viewer has something to see."""
    return [panel for make in PANELS if (panel := make(view)) is not None]
