"""What citizen and officials write to each other about a case."""

from django.db import transaction

from accounts.models import User
from cases.choices import EventName, MessageKind, Party
from cases.models import Case, CaseEvent, CaseMessage
from cases.permissions import acting_unit_id, can_write_to_citizen, parties_of
from cases.rules import MOST_UNANSWERED
from cases.selectors.firewall import firewall_of
from cases.services.move import MoveRefused
from cases.services.tell import tell_of_message
from cases.services.waiting import hear_of_citizen
from common.numbering import CHINA
from notices.services import notify_citizen

EVENTS = {MessageKind.TALK: EventName.MESSAGE_SENT, MessageKind.REVENGE: EventName.REVENGE_REPORTED}
# As what somebody writes who is several things to a case.
WRITING_AS = (Party.UNIT, Party.DESK, Party.COMMISSION)


class TooManyMessages(Exception):
    """So many messages of the citizen wait for a reply that one more would only bury them."""


@transaction.atomic
def write_to_citizen(*, case_id: int, text: str, actor: User, at) -> CaseMessage:
    """Write to the citizen for the unit that has the case, or for the commission.

    A citizen who left a phone number gets a text message without a word of the matter. Raises ``Case.DoesNotExist`` for
    whoever may not see the case and MoveRefused for whoever may not write.
    """
    case = _lock(Case.objects.visible_to(actor), case_id)
    if not can_write_to_citizen(actor, case):
        raise MoveRefused(["not_your_move"])
    party = next(party for party in WRITING_AS if party in parties_of(actor, case))
    message = CaseMessage.objects.create(
        case=case,
        party=party,
        unit_id=acting_unit_id(actor, case, party),
        author=actor,
        text=text.strip(),
        sent_at=at,
    )
    event = _record(message, actor=actor)
    notify_citizen(identity=case.identity, wording="citizen_asked", about=f"event:{event.pk}", at=at)
    return message


@transaction.atomic
def write_as_citizen(*, case_id: int, text: str, at, kind: str = MessageKind.TALK) -> CaseMessage:
    """Write to whoever has the case, or, of revenge, to the commission alone, which is alerted.

    The caller has proved that he holds the receipt. Raises TooManyMessages, and MoveRefused when the case is no longer
    open; neither for revenge.
    """
    case = _lock(Case.objects.all(), case_id)
    if kind == MessageKind.TALK and not case.is_under_way:
        raise MoveRefused(["wrong_stage"])
    if kind == MessageKind.TALK and _unanswered(case) >= MOST_UNANSWERED:
        raise TooManyMessages
    message = CaseMessage.objects.create(
        case=case, kind=kind, party=Party.CITIZEN, text=text.strip(), sent_at=at
    )
    event = _record(message, actor=None)
    tell_of_message(case=case, event=event, firewall=firewall_of(case, on=at.astimezone(CHINA).date()))
    if kind == MessageKind.TALK:
        hear_of_citizen(case, at=at)
    return message


def note_that_citizen_read(*, case_id: int, at) -> int:
    """Note that the citizen has opened the page on which the messages stand."""
    unread = CaseMessage.objects.filter(case=case_id, read_at=None).exclude(party=Party.CITIZEN)
    return unread.update(read_at=at)


def _lock(cases, case_id: int) -> Case:
    return cases.locked().get(pk=case_id)


def _record(message: CaseMessage, *, actor: User | None) -> CaseEvent:
    """The trail says that something was written, and not what."""
    return CaseEvent.objects.create(
        case=message.case,
        at=message.sent_at,
        name=EVENTS[message.kind],
        party=message.party,
        actor=actor,
        unit_id=message.unit_id,
        details={"message": message.pk},
    )


def _unanswered(case: Case) -> int:
    talk = case.messages.filter(kind=MessageKind.TALK)
    replied = talk.exclude(party=Party.CITIZEN).order_by("-pk").values_list("pk", flat=True).first() or 0
    return talk.filter(party=Party.CITIZEN, pk__gt=replied).count()
