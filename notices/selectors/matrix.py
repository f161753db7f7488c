"""Who × step × channel: by which channels somebody is told of a step, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from accounts.choices import Role
from accounts.models import Duty, User
from common.numbering import CHINA
from notices.choices import Channel, Pace, Wording
from notices.models import Route
from notices.rules import AT_ONCE, HEARERS, MUST_REACH, STAFF_ROLES, channels_of, default_channels


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


def plans_of(users: Iterable[User], *, wording: str, at: datetime) -> dict[int, Plan]:
    """How each of these users is told of a step: one statement for all of them.

    Somebody with several duties is told by what any of them asks for.
    """
    chosen = Route.objects.filter(wording=wording, role=OuterRef("role")).order_by("-id")
    duties = (
        Duty.objects.in_force(on=at.astimezone(CHINA).date())
        .filter(user__in=[user.pk for user in users])
        .order_by()
        .values_list(
            "user_id",
            Subquery(chosen.values("channels")[:1]),
            F("user__preference__email"),
            F("user__preference__sms"),
        )
    )
    plans: dict[int, Plan] = {}
    for user_id, channels, email, sms in duties:
        asked = channels_of(wording, channels)
        paces = {Channel.EMAIL: email, Channel.SMS: sms}
        waiting = {channel for channel, pace in paces.items() if pace == Pace.MORNING}
        if wording in MUST_REACH or wording in AT_ONCE:
            waiting = set()
        before = plans.get(user_id, Plan(frozenset()))
        plans[user_id] = Plan(before.channels | asked, frozenset(waiting))
    usual = Plan(default_channels(wording))
    return {user.pk: plans.get(user.pk, usual) for user in users}


def matrix() -> list[Row]:
    """Every step that staff are told of, with the channels of each role, in one statement."""
    newest = Route.objects.newest_per("wording", "role")
    chosen = {(route.wording, route.role): route.channels for route in newest}
    return [_row(wording, chosen) for wording in HEARERS]


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
