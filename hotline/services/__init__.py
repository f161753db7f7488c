"""Everything that changes the hotline programme."""

from hotline.services.editions import add_update, draft_due_editions, publish_edition
from hotline.services.guidance import (
    GuidanceRefused,
    city_commissions,
    confirm_guidance,
    send_guidance,
    write_guidance,
)
from hotline.services.intake import QuestionDraft, add_question, import_questions, take_call, take_case
from hotline.services.preparation import GuestDraft, decide_on_substitute, report_guest, tick_step
from hotline.services.questions import (
    QuestionRefused,
    clear_question,
    move_question,
    next_question,
    pass_on_the_rest,
    put_first,
)
from hotline.services.sessions import SessionDraft, SessionRefused, move_session, plan_session
from hotline.services.watching import remind_of_steps

__all__ = [
    "GuestDraft",
    "GuidanceRefused",
    "QuestionDraft",
    "QuestionRefused",
    "SessionDraft",
    "SessionRefused",
    "add_question",
    "add_update",
    "city_commissions",
    "clear_question",
    "confirm_guidance",
    "decide_on_substitute",
    "draft_due_editions",
    "import_questions",
    "move_question",
    "move_session",
    "next_question",
    "pass_on_the_rest",
    "plan_session",
    "publish_edition",
    "put_first",
    "remind_of_steps",
    "report_guest",
    "send_guidance",
    "take_call",
    "take_case",
    "tick_step",
    "write_guidance",
]
