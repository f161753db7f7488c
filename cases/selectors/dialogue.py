"""The messages of a case, as each side may read them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cases.choices import MessageKind, Party
from cases.models import Case
from cases.selectors.beside import messages_of


@dataclass(frozen=True)
class Line:
    """One message as it is shown: who wrote in words, when, and what stands beside it."""

    text: str
    writer: str
    at: datetime
    is_own: bool
    mark: str = ""
    is_revenge: bool = False
    is_unread: bool = False


def thread_for_staff(case: Case, *, with_revenge: bool) -> list[Line]:
    """The messages, oldest first; reports of revenge only where the caller has asked ``can_read_of_revenge``."""
    return [
        Line(
            text=message.text,
            writer=_("Citizen")
            if message.party == Party.CITIZEN
            else f"{message.author.full_name} · {message.unit.label}",
            at=message.sent_at,
            is_own=message.party != Party.CITIZEN,
            mark=_("Read by the citizen") if message.read_at else "",
            is_revenge=message.kind == MessageKind.REVENGE,
        )
        for message in messages_of(case)
        if with_revenge or message.kind != MessageKind.REVENGE
    ]


def thread_for_citizen(case: Case) -> list[Line]:
    """The messages, oldest first; of officials only their unit is named."""
    return [
        Line(
            text=message.text,
            writer=_("You") if message.party == Party.CITIZEN else message.unit.label,
            at=message.sent_at,
            is_own=message.party == Party.CITIZEN,
            mark=_("To the discipline commission only") if message.kind == MessageKind.REVENGE else "",
            is_revenge=message.kind == MessageKind.REVENGE,
            is_unread=message.read_at is None and message.party != Party.CITIZEN,
        )
        for message in case.messages.select_related("unit")
    ]
