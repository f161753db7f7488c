"""The words of call-backs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import ActRefusal


class CallState(TextChoices):
    """How far a call-back has come."""

    LEFT_OUT = "left_out", pgettext_lazy("call-back", "Not called")
    WAITING = "waiting", pgettext_lazy("call-back", "To be called")
    DONE = "done", pgettext_lazy("call-back", "Valid call-back")
    NOT_REACHED = "not_reached", pgettext_lazy("call-back", "Not reached")
    REFUSED = "refused", pgettext_lazy("call-back", "Didn't want to be asked")
    DROPPED = "dropped", pgettext_lazy("call-back", "Dropped: the case went on")


class LeftOut(TextChoices):
    """Why nobody is called about a released answer."""

    ANONYMOUS = "anonymous", _("Anonymous: invited to rate with the receipt code")
    NO_NUMBER = "no_number", _("No telephone number was left")
    NO_CALLS = "no_calls", _("Wasn't told of calls, or wants none")
    SAMPLED_OUT = "sampled_out", _("Not in the sample")


class Origin(TextChoices):
    """Why somebody is called."""

    DRAWN = "drawn", pgettext_lazy("call-back", "Drawn")
    DISSATISFIED = "dissatisfied", pgettext_lazy("call-back", "Dissatisfied: within 24 hours")


class Outcome(TextChoices):
    """What became of one attempt to call."""

    REACHED = "reached", pgettext_lazy("call", "Reached")
    NO_ANSWER = "no_answer", pgettext_lazy("call", "No answer")
    BUSY = "busy", pgettext_lazy("call", "Busy or switched off")
    WRONG_NUMBER = "wrong_number", pgettext_lazy("call", "Wrong number")
    REFUSED = "refused", pgettext_lazy("call", "Doesn't want to be asked")
    LATER = "later", pgettext_lazy("call", "Call again later")


# Reached is written down with the answers themselves.
ATTEMPTS_WITHOUT_ANSWERS = tuple(outcome for outcome in Outcome if outcome != Outcome.REACHED)


class Solved(TextChoices):
    """Whether the matter is settled, as its citizen says."""

    YES = "yes", pgettext_lazy("solved", "Yes, it is settled")
    PARTLY = "partly", pgettext_lazy("solved", "In part")
    NO = "no", pgettext_lazy("solved", "No")


class ClockBasis(TextChoices):
    """Where a limit for calling comes from; none of them is law."""

    HOUSE = (
        "house_call_backs",
        _("Setting of the house; the 12345 lines of other places call on the next working days"),
    )
    SMS_PRACTICE = (
        "sms_rating_practice",
        _('Practice of rating by text message: whoever answers "dissatisfied" is called within 24 hours'),
    )


class CallRefusal(TextChoices):
    """Why a step of a call-back is refused, in words for whoever tried."""

    NOT_YOUR_MOVE = ActRefusal.NOT_YOUR_MOVE.value, ActRefusal.NOT_YOUR_MOVE.label
    NOTE_MISSING = ActRefusal.NOTE_MISSING.value, ActRefusal.NOTE_MISSING.label
    WRONG_STATE = "wrong_state", _("This call-back is over already: nothing more is entered.")
    TAKEN = "taken", _("A colleague is calling this citizen at the moment.")
    NOT_CLAIMED = "not_claimed", _("Take the call-back first: your time with it is over.")
    TOO_SOON = "too_soon", _("It is too early for the next attempt; the list says when.")
    NO_CALLS = "no_calls", _("This citizen doesn't want to be called any more.")
    TOO_MANY = "too_many", _("You have been shown very many numbers in this hour. Please go on later.")
    LATER_UNFIT = "later_unfit", _("Please give a time within the next seven days.")
    REASON_MISSING = "reason_missing", _("Please say what is not right.")
    PAST_DAY = "past_day", _("The past can't be changed: choose today or a later day.")
