"""The words of a question: by which lane it came, where it stands, and what became of a promise."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Lane(TextChoices):
    """By which way a question came to the desk."""

    PHONE = "phone", _("Telephone")
    SMS = "sms", _("SMS")
    WEB = "web", _("Web form")
    TAKEN = "taken", _("Taken over from a case")
    IMPORTED = "imported", _("Collected by an outlet")


class QuestionStage(TextChoices):
    """Where a question stands."""

    WAITING = "waiting", pgettext_lazy("question", "Waiting")
    ASKED = "asked", pgettext_lazy("question", "On the air now")
    ANSWERED = "answered", _("Answered on the air")
    PROMISED = "promised", _("Promised on the air")
    PASSED_ON = "passed_on", pgettext_lazy("question", "Passed on")
    MERGED = "merged", _("The same as another")


SETTLED = (
    QuestionStage.ANSWERED,
    QuestionStage.PROMISED,
    QuestionStage.PASSED_ON,
    QuestionStage.MERGED,
)
# What everybody has heard.
AIRED = (QuestionStage.ASKED, QuestionStage.ANSWERED, QuestionStage.PROMISED)


class PromiseState(TextChoices):
    """What became of a promise, in words for the public; nothing of the case beyond that."""

    OPEN = "open", _("Being worked on")
    LATE = "late", _("Overdue, being followed up")
    ANSWERED = "answered", _("The unit has reported; the commission is checking it")
    DONE = "done", _("Dealt with and checked")
    ELSEWHERE = "elsewhere", _("Belongs to another procedure")


class QuestionRefusal(TextChoices):
    """Why a step of a question can't be made, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("The question has moved on: this is no longer possible.")
    LANES_CLOSED = "lanes_closed", _("This session takes no questions any more.")
    TEXT_MISSING = "text_missing", _("Please write what is asked.")
    NAME_MISSING = "name_missing", _("Give the name that belongs to the phone number.")
    NOT_ON_AIR = "not_on_air", _("The session isn't on the air.")
    NOT_CLEARED = "not_cleared", _("Write down first what may be said on the air.")
    NOT_FOR_STUDIO = (
        "not_for_studio",
        _("The question complains of those who sit in the studio: it must not come before them. Pass it on."),
    )
    SOMEBODY_ASKED = "somebody_asked", _("Another question is on the air; settle it first.")
    LEAKS = "leaks", _("The text says what must not be public, such as a name, a number or an address.")
    OTHER_MISSING = "other_missing", _("Please choose the question that asks the same.")
    OTHER_UNFIT = "other_unfit", _("The other question belongs to another session or was merged itself.")
    LEADS_OTHERS = "leads_others", _("Others were merged into this question; it stays their first.")
    PROMISE_MISSING = "promise_missing", _("Please write what was promised.")
    DAY_UNFIT = "day_unfit", _("A promise needs a working day after today, and not so far away.")
    CASE_MOVED_ON = "case_moved_on", _("Its case can't carry a promise any more; look at the case.")
    CASE_TAKEN = "case_taken", _("This case is in the queue already.")
