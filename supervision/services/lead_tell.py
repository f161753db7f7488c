"""Who is told that a lead has changed hands, in the transaction that hands it on; never why."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import lazy

from accounts.models import User
from accounts.selectors import standing_of, users_acting_for
from common.numbering import CHINA
from notices.choices import Wording
from notices.services import in_languages, notify_users, withdraw_notices
from organizations.models import Unit
from supervision.models import Lead
from supervision.querysets.leads import LOOKS_AT_LEADS

_number_for_the_reader = lazy(lambda lead: lead.number, str)


def holders_of(lead: Lead, *, on: date) -> list[User]:
    """The people of the commission that has it and to whom it is open, by what it was last found to concern."""
    users = users_acting_for(unit_ids=[lead.commission_id], roles=LOOKS_AT_LEADS, on=on)
    return [user for user in users if _is_open(lead, user, on=on)]


def readers_in(commission: Unit, lead: Lead, *, on: date) -> list[User]:
    """The people of a commission who need not keep away from the lead, whichever commission has it."""
    users = users_acting_for(unit_ids=[commission.pk], roles=LOOKS_AT_LEADS, on=on)
    the_lead = Lead.objects.filter(pk=lead.pk)
    return [user for user in users if the_lead.open_to(user, standing_of(user, on=on)).exists()]


def first_readers(lead: Lead, *, on: date) -> tuple[Unit, list[User]]:
    """The first commission, from the one that has the lead upwards, with people who may read it, and these; where there is
    none, the one that has it and nobody."""
    for unit in _upwards(lead.commission):
        if readers := readers_in(unit, lead, on=on):
            return unit, readers
    return lead.commission, []


def tell_of_handing_on(lead: Lead, *, holders: Iterable[User], at: datetime) -> None:
    """Those who had it and don't see it any more learn that another commission has it now; that one learns that it has come.

    Why isn't said, and the words are the same whatever the reason: a reason would tell those whom a case has come to accuse
    that one does (R2). What they were told of the lead before is taken back.
    """
    lost = [user for user in holders if not _sees(user, lead)]
    take_back_news([lead], users=lost)
    tell_of_lead(lead, lost, Wording.LEAD_GONE, at=at)
    _unit, found = first_readers(lead, on=at.astimezone(CHINA).date())
    tell_of_lead(lead, found, Wording.LEAD_CAME_UP, at=at)


def take_back_news(leads: Iterable[Lead], *, users: Collection[User]) -> None:
    """Take back what these users were told about leads that are shut to them by now."""
    for lead in leads:
        withdraw_notices(users=users, path=_page_of(lead))


def tell_of_lead(lead: Lead, users: list[User], wording: str, *, at: datetime) -> None:
    """Tell these users in these words; the notice leads to the page of the lead, unless it is gone from them."""
    path = "" if wording == Wording.LEAD_GONE else _page_of(lead)
    notify_users(
        users=users,
        wording=wording,
        context={"number": in_languages(_number_for_the_reader(lead)), "unit": in_languages(lead.unit)},
        path=path,
        about=f"lead:{lead.pk}:{wording}:{at.isoformat()}",
        at=at,
    )


def _is_open(lead: Lead, user: User, *, on: date) -> bool:
    standing = standing_of(user, on=on)
    return (
        standing.shut_units.isdisjoint(lead.shut_units)
        and standing.shut_persons.isdisjoint(lead.shut_persons)
        and Lead.objects.filter(pk=lead.pk).outside_recusals_of(user).exists()
    )


def _page_of(lead: Lead) -> str:
    return reverse("supervision:lead-detail", args=[lead.pk])


def _sees(user: User, lead: Lead) -> bool:
    return Lead.objects.visible_to(user).filter(pk=lead.pk).exists()


def _upwards(unit: Unit | None) -> Iterator[Unit]:
    while unit is not None:
        yield unit
        unit = unit.parent
