"""The words of a session: where it stands, by which outlets it goes out, who sits in the studio."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionStage(TextChoices):
    """Where a session stands."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    CONFIRMED = "confirmed", _("Line-up confirmed")
    PREPARED = "prepared", _("Prepared")
    ON_AIR = "on_air", _("On the air")
    OFF_AIR = "off_air", _("Off the air, to be wound up")
    CLOSED = "closed", pgettext_lazy("session", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


# Before it is broadcast, and from the broadcast on.
AHEAD = (SessionStage.PLANNED, SessionStage.CONFIRMED, SessionStage.PREPARED)
ON_OR_PAST = (SessionStage.ON_AIR, SessionStage.OFF_AIR, SessionStage.CLOSED)


class SessionParty(TextChoices):
    """What somebody is to a session; the lifecycle table says which party may make which move."""

    ORGANISER = "organiser", _("Programme office of the commission")
    OPERATOR = "operator", _("Live desk of the commission")
    UNIT = "unit", _("Unit on the line")


class Outlet(TextChoices):
    """The five outlets in one (五位一体, M70)."""

    RADIO = "radio", _("Radio")
    TV = "tv", _("Television")
    WEB = "web", pgettext_lazy("outlet", "Web")
    PRESS = "press", _("Press")
    MICROBLOG = "microblog", _("Microblog")


class Rank(TextChoices):
    """Who answers in the studio (一把手上线, M69)."""

    FIRST = "first", _("First leader")
    DEPUTY = "deputy", _("Deputy leader")
    OTHER = "other", _("Another official")


class Step(TextChoices):
    """What has to be done before a broadcast; the days stand in ``hotline.deadlines``."""

    GUEST = "guest", _("Report leader, post and topic")
    FACTS = "facts", _("Prepare facts and answers")
    LANES = "lanes", _("Try telephone, SMS and web lanes")
    ARRIVE = "arrive", _("Be in the studio")


class SessionRefusal(TextChoices):
    """Why a step of a session can't be made, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("The session has moved on: this is no longer possible.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    ASKED_ALREADY = "asked_already", _("This was asked for already; wait for the decision.")
    NO_OUTLET = "no_outlet", _("Please choose at least one outlet.")
    IN_PAST = "in_past", _("The session must begin in the future.")
    NOT_BELOW = "not_below", _("The unit lies outside the area of this programme.")
    COMMISSION_ON_LINE = "commission_on_line", _("A discipline commission doesn't sit on its own line.")
    GUEST_MISSING = "guest_missing", _("No guest has been reported yet.")
    NOT_FIRST = "not_first", _("The register has somebody else as first leader of the unit.")
    NOT_APPROVED = "not_approved", _("The guest isn't the first leader: that has to be approved first.")
    STEPS_OPEN = "steps_open", _("Something on the checklist isn't done yet.")
    STEP_DONE = "step_done", _("This is done already.")
    NOT_ITS_DAY = "not_its_day", _("A session goes on the air on its day.")
    ANOTHER_ON_AIR = "another_on_air", _("Another session of this programme is on the air.")
    QUESTIONS_OPEN = (
        "questions_open",
        _("Questions still wait: answer them, promise something or pass them on."),
    )
    WITHOUT_CASE = "without_case", _("A question has no case number yet.")
    TEXT_MISSING = "text_missing", _("Please write something.")
    LEAKS = "leaks", _("The text says what must not be public, such as a name, a number or an address.")
    PUBLISHED_ALREADY = "published_already", _("This is published already.")
