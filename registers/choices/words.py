"""The words of the registers: kinds of columns, states of alarms, what happened to a record, and why something is refused."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(StrEnum):
    """What a column holds; ``rules/reading.py`` reads each of them."""

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    MONTH = "month"
    MONEY = "money"
    NUMBER = "number"
    YESNO = "yesno"
    CHOICE = "choice"
    NAMES = "names"
    LINK = "link"


class Source(TextChoices):
    """How a record came into its register."""

    PAGE = "page", _("Page")
    FILE = "file", _("File import")
    API = "api", _("Municipal system")


class FindingState(TextChoices):
    """What became of an alarm."""

    OPEN = "open", pgettext_lazy("alarm", "Open")
    DISMISSED = "dismissed", _("Dismissed")
    CLOSED = "closed", _("No longer so")


class RecordEventName(TextChoices):
    """One row of the history of a record."""

    RECORDED = "recorded", _("Recorded")
    CHANGED = "changed", _("Changed")
    FOUND = "found", _("Alarm found")
    RAISED = "raised", _("Alarm passed up")
    CAME_BACK = "came_back", _("Alarm came back")
    ENDED = "ended", _("Alarm no longer so")
    DISMISSED = "dismissed", _("Alarm dismissed")
    REVOKED = "revoked", _("Revoked after a proved case")


class BatchState(TextChoices):
    """Where an import stands."""

    PREPARED = "prepared", _("Waits to be confirmed")
    CONFIRMED = "confirmed", _("Imported")


class Fate(TextChoices):
    """What became of a row."""

    RECORDED = "recorded", _("New")
    CHANGED = "changed", _("Changed")
    KNOWN = "known", _("Known already")
    BAD = "bad", pgettext_lazy("row", "Refused")


class Level(TextChoices):
    """Up to whom an alarm has come."""

    UNIT = "unit", pgettext_lazy("register", "Responsible unit")
    SUPERIOR = "superior", _("Superior unit")
    COMMISSION = "commission", _("Discipline commission")


class Refusal(TextChoices):
    """Why a record, a row or an act is refused, in words for whoever tried."""

    MISSING = "missing", _("This is missing.")
    NO_DAY = "no_day", _("This is no day: write it like 2014-03-05.")
    NO_MONTH = "no_month", _("This is no month: write it like 2014-03.")
    NO_MONEY = "no_money", _("This is no amount of money, or has more than two decimals.")
    NO_NUMBER = "no_number", _("This is no whole number from 0 up.")
    NO_YESNO = "no_yesno", _("Write yes or no.")
    NO_CHOICE = "no_choice", _("This is none of the words to choose from.")
    NO_LINK = "no_link", _("An address begins with http:// or https://.")
    TOO_LONG = "too_long", _("This is too long.")
    PERSONAL = "personal", _("This looks like an identity card or phone number: no register takes those.")
    UNKNOWN_COLUMN = "unknown_column", _("The register has no such column.")
    UNKNOWN_AREA = "unknown_area", _("No area has this code today.")
    UNKNOWN_UNIT = "unknown_unit", _("No unit has this code.")
    NOT_YOURS = "not_yours", _("You may not record for this unit in this area.")
    TWICE = "twice", _("The same number stands further up in the file.")
    UNREADABLE = "unreadable", _("This row can't be read.")
    FUTURE = "future", _("This day lies in the future.")
    ORDER = "order", _("This day lies before the one that it follows.")
    MORE_PAID = "more_paid", _("More is paid than was payable.")
    PAID_WHEN = "paid_when", _("Say when it was paid.")
    NOT_MET_YET = (
        "not_met_yet",
        _("It hasn't been on display long enough to be marked as met."),
    )
    FEW_UNITS = "few_units", _("A joint action has at least two units.")
    NOT_ADDING_UP = "not_adding_up", _("Taken back and destroyed together are more than was sold.")
    NOT_CLOSED = "not_closed", _("Only what was closed can be visited again.")
    NO_RESULT = "no_result", _("Say what the visit found.")
    OVER_HUNDRED = "over_hundred", _("This is more than 100.")
    LOW_LEVEL = "low_level", _("Only hospitals of the second level and above are asked.")
    LOW_SCORE = "low_score", _("The score is too low to be named a clean hospital.")
    FROM_ABOVE = "from_above", _("The department above the unit enters this.")
    OPEN_FEE_CASE = (
        "open_fee_case",
        _("A complaint about its fees is still open: it can't pass before that is closed."),
    )
    TOO_MANY_ROWS = "too_many_rows", _("The file has too many rows: divide it.")
    NOT_A_TABLE = "not_a_table", _("This is no CSV or XLSX file that can be read.")
    NO_ROWS = "no_rows", _("There is no row in it.")
    REASON_MISSING = "reason_missing", _("Please give the reason.")
    WRONG_STATE = "wrong_state", _("This was decided on already.")
    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
