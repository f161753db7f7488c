"""The drafts that the clock writes: for each sector and for the service windows, where there are any, of the month that has ended (M75, M76)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bulletins.choices import BulletinEventName, BulletinKind
from bulletins.models import Bulletin, Figure
from bulletins.rules import month_before
from bulletins.selectors.figures import count_figures, last_day
from bulletins.selectors.paper import LANGUAGE
from bulletins.services.dossiers import add_editions
from bulletins.services.record import record
from bulletins.services.tell import tell_of_draft
from common.numbering import CHINA
from evaluations.selectors.windows import service_windows
from organizations.models import Sector, Unit

ISSUER = "440000-commission"


def draft_due(*, at) -> int:
    """Draft what is missing for the last whole month; returns how many.

    Any number of beats may come at once: the database takes each month of a sector once, and whoever comes second leaves
    nothing behind. People add the cases and the words, and sign.
    """
    month = month_before(at.astimezone(CHINA).date())
    issuer = Unit.objects.filter(code=ISSUER, is_active=True).first()
    if issuer is None:
        return 0
    wanted = [(BulletinKind.MONTHLY, sector) for sector in Sector.objects.all()]
    if service_windows(on=last_day(month)):
        wanted.append((BulletinKind.WINDOWS, None))
    drafted = set(Bulletin.objects.filter(issuer=issuer, month=month).values_list("kind", "sector_id"))
    missing = [(kind, sector) for kind, sector in wanted if (kind, sector and sector.pk) not in drafted]
    return sum(_draft(issuer, kind, sector, month, at=at) for kind, sector in missing)


def _draft(issuer: Unit, kind: str, sector: Sector | None, month: date, *, at) -> bool:
    try:
        with transaction.atomic():
            _write(issuer, kind, sector, month, at=at)
    except IntegrityError:
        # Another beat was quicker; anything else that the database refuses is told.
        if not Bulletin.objects.filter(issuer=issuer, kind=kind, sector=sector, month=month).exists():
            raise
        return False
    return True


def _write(issuer: Unit, kind: str, sector: Sector | None, month: date, *, at) -> None:
    with translation.override(LANGUAGE):
        title, opening = _words(sector, month)
    bulletin = Bulletin.objects.create(
        issuer=issuer, kind=kind, sector=sector, month=month, subject=title, begun_at=at
    )
    add_editions(bulletin, title=title, opening=opening)
    figures = count_figures(bulletin)
    for figure in figures:
        figure.counted_at = at
    Figure.objects.bulk_create(figures)
    record(bulletin, BulletinEventName.DRAFTED, actor=None, at=at, figures=len(figures))
    tell_of_draft(bulletin, at=at)


def _words(sector: Sector | None, month: date) -> tuple[str, str]:
    """Title and opening; the numbers are no part of the words, they are read from where they are kept."""
    values = {"year": month.year, "month": month.month, "sector": sector.label if sector else ""}
    if sector is None:
        return (
            _("Opinions on the service windows and their handling, %(month)s/%(year)s") % values,
            _("The opinions on the service windows in %(month)s/%(year)s, and how they were handled:")
            % values,
        )
    return (
        _("Typical problems in the sector %(sector)s, %(month)s/%(year)s") % values,
        _("How complaints in the sector %(sector)s were handled in %(month)s/%(year)s:") % values,
    )
