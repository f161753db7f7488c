"""Every kind of act that takes two people, and what of them waits for somebody.

A kind is registered by its app when the house is put together (docs/how-to/add-a-two-key-act.md), so this page of the
register knows kinds of apps that stand far above it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.utils.functional import Promise

from accounts.choices import ActRefusal
from accounts.models import TwoKeyAct, User
from accounts.rules import lapses_at, last_day_of

MOST_WAITING = 200


class ActRefused(Exception):
    """Something that takes two people can't be done; ``reasons`` are words of ``words``, all of them."""

    words: type = ActRefusal

    def __init__(self, reasons):
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__(", ".join(self.reasons))

    @property
    def sentences(self) -> list[str]:
        """The reasons in words for whoever tried."""
        return [str(self.words(reason).label) for reason in self.reasons]


@dataclass(frozen=True)
class TwoKeyKind:
    """One kind of act that takes two people: where it is kept, who decides, what is written down and who is told.

    ``setting`` names the days after which it lapses undecided, ``why`` the reason for so many. ``of`` are columns that
    tell the kind from others of its table. ``open_to`` gives the waiting acts that may be the user's to decide,
    ``may_decide`` says it exactly. ``after`` logs and tells what happened: proposed, decided or lapsed (``act.decision``).
    ``lock`` locks what the act is about, before the act. ``lapse`` replaces the writing of a lapse where it is more.
    """

    name: str
    label: str | Promise
    model: type[TwoKeyAct]
    setting: str
    why: str | Promise
    open_to: Callable[[User], QuerySet]
    may_decide: Callable[[User, Any], bool]
    after: Callable[..., None]
    page: Callable[[Any], str]
    about: Callable[[Any], str]
    refused: type[ActRefused]
    of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lock: Callable[[Any], Any] = lambda act: None
    lapse: Callable[..., bool] | None = None

    @property
    def days(self) -> int:
        """After so many days without a decision it lapses."""
        return getattr(settings, self.setting)

    def expires_at(self, asked_at: datetime) -> datetime:
        """When an act that is asked for now lapses."""
        return lapses_at(asked_at, self.days)

    def acts(self) -> QuerySet:
        """Every act of the kind."""
        return self.model._default_manager.filter(**self.of)

    def is_kind_of(self, act: TwoKeyAct) -> bool:
        """Whether the act is of this kind."""
        return isinstance(act, self.model) and all(getattr(act, name) == is_ for name, is_ in self.of.items())


@dataclass(frozen=True)
class WaitingAct:
    """One act that waits for the decision of the user who looks."""

    kind: TwoKeyKind
    act: TwoKeyAct

    @property
    def url(self) -> str:
        """The page on which it is decided."""
        return self.kind.page(self.act)

    @property
    def last_day(self) -> date | None:
        """The last day on which it can be decided."""
        return last_day_of(self.act.expires_at) if self.act.expires_at else None

    @property
    def about(self) -> str:
        """The number of what it is about."""
        return self.kind.about(self.act)


_KINDS: dict[str, TwoKeyKind] = {}


def register_kinds(*new: TwoKeyKind) -> None:
    """Make kinds known, once each; an app does so when it is ready."""
    for kind in new:
        if _KINDS.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"there is another kind of act called {kind.name}")


def kinds() -> tuple[TwoKeyKind, ...]:
    """Every kind that an app has made known."""
    return tuple(_KINDS.values())


def kind_of(act: TwoKeyAct) -> TwoKeyKind:
    """The kind of an act; LookupError for one that no app has made known."""
    for kind in _KINDS.values():
        if kind.is_kind_of(act):
            return kind
    raise LookupError(f"no kind is registered for {act._meta.label}")


def waiting_acts(user: User) -> list[WaitingAct]:
    """Everything of every kind that this user may decide, what lapses first before the others."""
    rows = []
    for kind, acts in _with_something(user):
        acts = acts.select_related("asked_by").order_by("asked_at", "pk")[:MOST_WAITING]
        rows += [WaitingAct(kind, act) for act in acts if kind.may_decide(user, act)]
    return sorted(rows, key=lambda row: (row.act.expires_at or row.act.asked_at, row.act.pk))


def _with_something(user: User) -> list[tuple[TwoKeyKind, QuerySet]]:
    """The kinds of which something may wait for the user, with it: one statement says so for all kinds, so that one more costs none."""
    waiting = {
        kind.name: kind.open_to(user).filter(decision="", **kind.of).exclude(asked_by=user)
        for kind in kinds()
    }
    first, *rest = [
        acts.order_by().values_list(Value(name, output_field=CharField()))[:1]
        for name, acts in waiting.items()
    ]
    there = {name for (name,) in first.union(*rest, all=True)}
    return [(kind, waiting[kind.name]) for kind in kinds() if kind.name in there]
