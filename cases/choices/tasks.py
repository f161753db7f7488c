"""What somebody has to do next in a case that waits for him."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Task(TextChoices):
    """The next step, the weightiest first: a case that asks for several counts for the first of them."""

    DECIDE_TIME = "decide_time", _("Decide on more time")
    DECIDE_OBJECTION = "decide_objection", _("Decide on the objection")
    DECIDE_REVIEW = "decide_review", _("Decide on the review")
    REPLY = "reply", _("Reply to the citizen")
    ACCEPT = "accept", _("Accept or decline")
    ASSIGN = "assign", _("Assign to a unit")
    SIGN_FOR = "sign_for", _("Sign for it")
    ANSWER = "answer", _("Handle and answer")
    PART = "part", _("Hand in our part")
    CHECK_ANSWER = "check_answer", _("Check the answer")
    TAKE_UP = "take_up", _("Take up what is stuck")
    AWAIT = "await", _("Held up: somebody else has to act")
    OTHER = "other", _("Other work")


class Whose(TextChoices):
    """Whose due dates a calendar shows."""

    MINE = "mine", _("Due from me")
    UNIT = "unit", _("My unit's cases")
    AREA = "area", _("All that I see")
