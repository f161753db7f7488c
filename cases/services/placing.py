"""Putting the place of a case right where the citizen left it open."""

from django.db import transaction

from accounts.models import User
from cases.choices import EventName
from cases.models import Case, CaseEvent
from cases.permissions import can_classify_case, office_of
from cases.selectors.places import open_places
from cases.selectors.register import at_hand
from cases.selectors.routing import city_of
from cases.services.move import MoveRefused
from organizations.models import Area


@transaction.atomic
def place_case(*, case_id: int, area: Area, actor: User, at) -> Case:
    """Set the area of an open case to one below the area that is known.

    The desk stays: it is that of the city, or of the province where no city was known. From then on the commissions of
    the new area see the case too, less those that it accuses. Raises MoveRefused for others than desk and commission,
    and for an area that doesn't lie below the known one.
    """
    case = at_hand(Case.objects.visible_to(actor).locked().get(pk=case_id))
    if not can_classify_case(actor, case):
        raise MoveRefused(["not_your_move"])
    if area not in open_places(case, at=case.received_at):
        raise MoveRefused(["place_elsewhere"])
    before, case.area = case.area, area
    case.city = city_of(area)
    case.save(update_fields=["area", "city"])
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.PLACED,
        party=office_of(actor, case),
        actor=actor,
        details={"from_area": before.pk, "to_area": area.pk},
    )
    return case
