"""Writing notices into the outbox, bringing them out of it, and looking after them."""

from notices.services.acts import in_languages, tell_of_act
from notices.services.alarms import tell_of_tampering
from notices.services.dead import (
    alarm_dead_letters,
    close_dead_notices,
    retry_dead_notice,
    retry_dead_notices,
)
from notices.services.digests import bundle_gathered
from notices.services.edit import choose_pace, set_route, try_words, write_template
from notices.services.line import TextLine
from notices.services.parts import note_delivery, note_receipt
from notices.services.send import BATCH, send_due_notices
from notices.services.settle import BACK_OFF_MINUTES
from notices.services.write import (
    answer_sender,
    mark_read,
    notify_citizen,
    notify_users,
    seal_answers_anew,
    sendable_from,
    withdraw_notices,
)

__all__ = [
    "BACK_OFF_MINUTES",
    "BATCH",
    "TextLine",
    "alarm_dead_letters",
    "answer_sender",
    "bundle_gathered",
    "choose_pace",
    "close_dead_notices",
    "in_languages",
    "mark_read",
    "note_delivery",
    "note_receipt",
    "notify_citizen",
    "notify_users",
    "retry_dead_notice",
    "retry_dead_notices",
    "seal_answers_anew",
    "send_due_notices",
    "sendable_from",
    "set_route",
    "tell_of_act",
    "tell_of_tampering",
    "try_words",
    "withdraw_notices",
    "write_template",
]
