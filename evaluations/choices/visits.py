"""The words of the service windows: visits, invitations, replies and alarms."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitSource(TextChoices):
    """How a visit came in."""

    FILE = "file", _("File")
    API = "api", _("Municipal system")


class VisitState(TextChoices):
    """What became of a visit; whose number it was is kept only while it waits for the draw."""

    WAITING = "waiting", _("Waits for the draw")
    INVITED = "invited", _("Invited to rate")
    NOT_DRAWN = "not_drawn", _("Not drawn")
    BARRED = "barred", _("Not asked: opted out, asked lately, or a staff number")
    TOO_OLD = "too_old", _("Recorded too late to be asked")


class InvitationState(TextChoices):
    """What became of an invitation. One without a reply is never counted as praise."""

    OPEN = "open", pgettext_lazy("invitation", "Open")
    VOTED = "voted", _("Rated")
    EXPIRED = "expired", _("Expired without a rating")
    OPTED_OUT = "opted_out", _("Opted out")


class ReplyKind(TextChoices):
    """What a text message was that belongs to an invitation and is no vote."""

    SECOND = "second", _("Second rating, ignored")
    LATE = "late", _("Rating after the time")
    UNKNOWN = "unknown", _("Unknown code")
    STOP = "stop", _("Wants no more invitations")
    PRESSURE = "pressure", _("Reports pressure")


class VisitAlarmKind(TextChoices):
    """What looks wrong; somebody has to look at it, it proves nothing."""

    STAFF_PHONE = "staff_phone", _("Visits recorded with a number of the unit's own staff")
    ONE_NUMBER = "one_number", _("Many visits recorded with one number")
    BURST = "burst", _("Many equal ratings within minutes")
    SAME_SECOND = "same_second", _("Equal ratings in the same second")
    WITHHELD = "withheld", _("Far fewer visits recorded than usual")
    RESPONSE = "response", _("Response rate far from that of the others")
    PRESSURE_WORDS = "pressure_words", _("Words of pressure or gifts in a rating")
    PRESSURE = "pressure", _("A visitor reports pressure")


class VisitAlarmState(TextChoices):
    """What was done about an alarm."""

    OPEN = "open", pgettext_lazy("alarm", "Open")
    TAKEN_UP = "taken_up", _("Taken up")
    DISMISSED = "dismissed", pgettext_lazy("alarm", "Dismissed")
    UPHELD = "upheld", _("Borne out")


class VisitRefusal(TextChoices):
    """Why a row, a file or an act is refused, in words for whoever tried."""

    MISSING = "missing", _("This must be filled.")
    UNKNOWN_COLUMN = "unknown_column", _("There is no such column.")
    UNKNOWN_UNIT = "unknown_unit", _("The register has no unit with this code.")
    NOT_A_WINDOW = "not_a_window", _("On that day this unit is not on the list of service windows.")
    NOT_YOURS = "not_yours", _("You do not record the visits of this unit.")
    BAD_TIME = "bad_time", _("Please write day and time as 2014-03-05 09:30.")
    FUTURE = "future", _("This lies in the future.")
    NOT_A_MOBILE = "not_a_mobile", _("This is not a mobile number.")
    TOO_LONG = "too_long", _("This is too long.")
    TWICE = "twice", _("The same number stands in the file twice.")
    UNREADABLE = "unreadable", _("This row can't be read.")
    NOT_A_TABLE = "not_a_table", _("This is no CSV or XLSX file that can be read.")
    NO_ROWS = "no_rows", _("There is no row in it.")
    TOO_MANY_ROWS = "too_many_rows", _("There are too many rows in it; please hand it in in parts.")
    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    WRONG_STATE = "wrong_state", _("That was decided already.")
    LISTED_ALREADY = "listed_already", _("This unit is on the list already.")
    ENDS_BEFORE = "ends_before", _("It can't end before it begins.")
    PAST_DAY = "past_day", _("The past can't be changed: choose today or a later day.")
    OWN_SIDE = (
        "own_side",
        _("This unit is on your own side, or you have a tie to it: a colleague does this."),
    )
    OUT_OF_BOUNDS = "out_of_bounds", _("One of the limits is out of its bounds.")


class VisitFate(StrEnum):
    """What became of a row."""

    RECORDED = "recorded"
    KNOWN = "known"
    BAD = "bad"


VISIT_FATES = {
    VisitFate.RECORDED: _("Recorded"),
    VisitFate.KNOWN: _("Known already, nothing changed"),
    VisitFate.BAD: pgettext_lazy("row", "Refused"),
}
LIMIT_LABELS = {
    "share": _("Share of the visits that is drawn, in percent"),
    "least": _("Drawn at least, of each unit and day"),
    "rest_days": _("Days between two invitations to the same number"),
    "hours": _("Hours in which a rating counts"),
    "oldest_days": _("Days after which a visit is too old to be asked about"),
    "minimum_sample": _("Ratings below which no score is shown"),
    "repeat_records": _("Visits with one number within 30 days that raise an alarm"),
    "burst_votes": _("Equal ratings that make a burst"),
    "burst_minutes": _("Minutes within which a burst comes"),
    "burst_times": _("How many times the usual number a burst has"),
    "same_second": _("Equal ratings in one second that raise an alarm"),
    "withheld_percent": _("Percent of the usual visits below which an alarm is raised"),
}
LIMIT_MEANINGS = {
    "share": _(
        "Of a hundred visits that wait for the draw, so many are asked. More of them: more answers, more text messages."
    ),
    "least": _(
        "Where few people come the share alone would ask hardly anybody: so many are asked in any case."
    ),
    "rest_days": _("Nobody is asked again before so many days have passed."),
    "hours": _(
        "A reply that comes later is kept and not counted. Never longer than the rest between two invitations."
    ),
    "oldest_days": _(
        "A visit that is recorded later than that is asked about no more: nobody remembers it well."
    ),
    "minimum_sample": _("With fewer ratings a score would be chance, so none is shown."),
    "repeat_records": _(
        "One number on so many visits: perhaps somebody enters the same number again and again."
    ),
    "burst_votes": _("So many equal ratings, one shortly after the other: perhaps somebody arranges them."),
    "burst_minutes": _("So close together they have to come to be taken for a burst."),
    "burst_times": _("On a busy day many come anyway: a burst has so many times what is usual for the unit."),
    "same_second": _("People who type don't answer in the same second: perhaps a machine does."),
    "withheld_percent": _(
        "Of a hundred visits that are usual in a week fewer than these: perhaps some are held back."
    ),
}
