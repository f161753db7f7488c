"""What a form asks of its sender while very much comes in."""

from django.http import HttpRequest

from common.brakes import client_of
from complaints.services import Door, ask_effort, is_effort_made

RETRY_AFTER = "60"


def offer_effort(request: HttpRequest, form, door: Door, *, key: str = "") -> None:
    """Give a page that is shown under pressure its challenge at once, so that it is solved while somebody types."""
    pressure = door.pressure(client_of(request))
    if pressure and not hasattr(form, "effort"):
        ticket = request.POST.get("ticket", "")
        form.effort = ask_effort(door=door, pressure=pressure, key=key, ticket=ticket, is_refused=False)


def may_pass(request: HttpRequest, form, door: Door, *, key: str = "") -> bool:
    """Whether what was sent may go on: on a calm day always, else with a proof or a ticket that has waited.

    If not, the form gets what it lacks (``form.effort``) and is to be shown again with all that was typed.
    """
    client = client_of(request)
    pressure = door.pressure(client)
    proof, ticket = request.POST.get("proof", ""), request.POST.get("ticket", "")
    if not pressure or is_effort_made(
        door=door, pressure=pressure, client=client, proof=proof, ticket=ticket, key=key
    ):
        return True
    form.effort = ask_effort(door=door, pressure=pressure, key=key, ticket=ticket, is_refused=True)
    return False


def status_of(form) -> int:
    """429 for a form that comes back because of the pressure alone."""
    effort = getattr(form, "effort", None)
    return 429 if effort and effort.is_refused else 200
