"""Who × step × channel: by which channels somebody is told of a step, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import F, OuterRef, QuerySet

from accounts.choices import Role
from accounts.models import Duty, User
from common.numbering import CHINA
from notices.choices import Channel, Pace, Wording
from notices.models import Route
from notices.rules import AT_ONCE, HEARERS, MUST_REACH, STAFF_ROLES, channels_of, default_channels

ROUTES, ROUTES_SECONDS = "routes-of-notices", 60


@dataclass(frozen=True)
class Plan:
    """The channels by which one user is told of one step, and those of them that wait for the working morning."""

    channels: frozenset[str]
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """One step in the matrix: for each of the roles its channels, or None where the role never hears of it."""

    wording: Wording
    cells: list[tuple[str, list[str] | None]]
    is_fixed: bool
    is_changed: bool


def ready_to_be_told(users: QuerySet[User], *, on: date) -> QuerySet[User]:
    """These users with their roles on that day and their wishes, so that telling them asks nothing more."""
    duties = Duty.objects.in_force(on=on).filter(user=OuterRef("pk")).order_by()
    return users.annotate(
        roles_now=ArraySubquery(duties.values("role")),
        email_pace=F("preference__email"),
        sms_pace=F("preference__sms"),
    )


def plans_of(users: Iterable[User], *, wording: str, at: datetime) -> dict[int, Plan]:
    """How each of these users is told of a step: one statement for all of them, or none where they are ready.

    Somebody with several duties is told by what any of them asks for.
    """
    users = list(users)
    if not all(hasattr(user, "roles_now") for user in users):
        asked = User.objects.filter(pk__in=[user.pk for user in users])
        users = list(ready_to_be_told(asked, on=at.astimezone(CHINA).date()))
    routes = routes_in_force()
    return {user.pk: _plan(user, wording, routes) for user in users}


def routes_in_force() -> dict[tuple[str, str], list[str] | None]:
    """What was chosen for each wording and role; kept for a minute, and forgotten when somebody changes it."""
    routes = cache.get(ROUTES)
    if routes is None:
        newest = Route.objects.newest_per("wording", "role")
        routes = {(route.wording, route.role): route.channels for route in newest}
        cache.set(ROUTES, routes, timeout=ROUTES_SECONDS)
    return routes


def forget_routes() -> None:
    """Read them anew when somebody is told next."""
    cache.delete(ROUTES)


def matrix() -> list[Row]:
    """Every step that staff are told of, with the channels of each role."""
    chosen = routes_in_force()
    return [_row(wording, chosen) for wording in HEARERS]


def _plan(user: User, wording: str, routes: dict) -> Plan:
    asked = [channels_of(wording, routes.get((wording, role))) for role in user.roles_now]
    paces = {Channel.EMAIL: user.email_pace, Channel.SMS: user.sms_pace}
    is_urgent = wording in MUST_REACH or wording in AT_ONCE
    waiting = {channel for channel, pace in paces.items() if pace == Pace.MORNING and not is_urgent}
    return Plan(frozenset().union(*asked) or default_channels(wording), frozenset(waiting))


def _row(wording: Wording, chosen: dict) -> Row:
    cells = [(role, _cell(wording, role, chosen)) for role in STAFF_ROLES]
    usual = _in_order(default_channels(wording))
    is_changed = any(channels not in (None, usual) for _, channels in cells)
    return Row(wording=wording, cells=cells, is_fixed=wording in MUST_REACH, is_changed=is_changed)


def _cell(wording: Wording, role: Role, chosen: dict) -> list[str] | None:
    if role not in HEARERS[wording]:
        return None
    return _in_order(channels_of(wording, chosen.get((wording, role))))


def _in_order(channels: frozenset[str]) -> list[str]:
    return [channel for channel in Channel.values if channel in channels]
