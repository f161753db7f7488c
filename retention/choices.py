"""The words of retention."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.choices import ActRefusal


class RecordClass(TextChoices):
    """What a record is, for how long it is kept."""

    ACCOUNTABLE = "accountable", _("Case with a proved finding or an accountability file")
    SUPERVISED = "supervised", _("Case named in a supervision order or in a lead that was taken further")
    ANSWERED = "answered", _("Case that was closed with an answer")
    UNANSWERED = "unanswered", _("Complaint that was not accepted or was withdrawn")
    IDENTITY = "identity", _("Sealed identity of a citizen")


class StartsOn(TextChoices):
    """The day from which a term counts."""

    CLOSING = "closing", _("closing of the case")
    DECISION = "decision", _("not accepting or withdrawing")


class Basis(TextChoices):
    """Why a term is as long as it is."""

    ARCHIVES_LAW = "archives_law", _("Archives Law (2020)")
    DECREE_8 = (
        "decree_8",
        _("National Archives Administration, decree no. 8 (2006): permanent, 30 years or 10 years"),
    )
    PRIVACY_LAW = (
        "privacy_law",
        _("Personal Information Protection Law (2021), art. 19 and 47: no longer than the purpose needs"),
    )
    HOUSE = "house", _("Setting of the house")


class LineState(TextChoices):
    """What has become of one line of a destruction list."""

    WAITING = "waiting", _("Waiting")
    REMOVED = "removed", _("Disposed of")
    LEFT_OUT = "left_out", _("Left out")
    DROPPED = "dropped", _("Not carried out")


class Bar(TextChoices):
    """Why a record isn't disposed of although its term is over, in words for whoever looks."""

    OPEN = "open", _("The case is open or under review.")
    HELD = "held", _("A hold lies on it, or on another case of its matter.")
    ORDER = "order", _("A supervision order names it.")
    ACCOUNT = "account", _("The accountability ledger has a file on it.")
    LEAD = "lead", _("A lead that isn't dismissed names it.")
    ACT = "act", _("Something about it waits for a second person.")
    PUBLIC = "public", _("Its answer for the public isn't settled.")
    NOTICE = "notice", _("A notice about it is still to be sent.")
    BULK = "bulk", _("It is part of a move in bulk that isn't through.")
    MATE = "mate", _("Another case of its matter isn't due.")
    LISTED = "listed", _("It stands on another destruction list.")
    UNSEALED = "unsealed", _("Its trail isn't sealed yet, or isn't as it was sealed.")
    NOT_DUE = "not_due", _("Its term isn't over, or its class is another one now.")
    GONE = "gone", _("It isn't there any more.")
    FAILED = "failed", _("The database has refused it.")


class Refusal(TextChoices):
    """Why something of retention is refused, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", ActRefusal.NOT_YOUR_MOVE.label
    WRONG_STAGE = "wrong_stage", ActRefusal.WRONG_STAGE.label
    OWN_REQUEST = "own_request", ActRefusal.OWN_REQUEST.label
    NOTE_MISSING = "note_missing", ActRefusal.NOTE_MISSING.label
    ASKED_ALREADY = "asked_already", ActRefusal.ASKED_ALREADY.label
    NOTHING_DUE = "nothing_due", _("Nothing of this class is due.")
    ANOTHER_LIST = "another_list", _("The list isn't the one that you have looked through.")
    LIFTED = "lifted", _("This hold was lifted already.")
    HELD_ALREADY = "held_already", _("A hold lies on this case already.")
    TERM = "term", _("Such a term isn't possible for this class.")
    PAST = "past", _("The past can't be changed: today at the earliest.")
