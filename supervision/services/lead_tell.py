"""Who is told that a lead has changed hands, in the transaction that hands it on; never why."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import lazy

from accounts.models import User
from accounts.selectors import first_to_hear, standing_of, users_acting_for
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


def tell_of_handing_on(lead: Lead, *, holders: Iterable[User], at: datetime) -> None:
    """Those who had it and don't see it any more learn that another commission has it now; that one learns that it has come.

    Why isn't said, and the words are the same whatever the reason: a reason would tell those whom a case has come to accuse
    that one does (R2). What they were told of the lead before is taken back.
    """
    on, path = at.astimezone(CHINA).date(), reverse("supervision:lead-detail", args=[lead.pk])
    lost = [user for user in holders if not _sees(user, lead)]
    withdraw_notices(users=lost, path=path)
    _tell(lead, lost, Wording.LEAD_GONE, "", at=at)
    found = first_to_hear(
        _upwards(lead.commission), roles=LOOKS_AT_LEADS, may_know=lambda user: _sees(user, lead), on=on
    )
    _tell(lead, found, Wording.LEAD_CAME_UP, path, at=at)


def _tell(lead: Lead, users: list[User], wording: str, path: str, *, at: datetime) -> None:
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
    return standing.shut_units.isdisjoint(lead.shut_units) and standing.shut_persons.isdisjoint(
        lead.shut_persons
    )


def _sees(user: User, lead: Lead) -> bool:
    return Lead.objects.visible_to(user).filter(pk=lead.pk).exists()


def _upwards(unit: Unit | None) -> Iterator[Unit]:
    while unit is not None:
        yield unit
        unit = unit.parent
