"""Who is told by which channel, when people may be disturbed, and which words a template may use: pure.

The hours come from the settings, the working days from the published calendar.
"""

from datetime import datetime, time, timedelta
from string import Formatter

from accounts.choices import Role
from common.numbering import CHINA
from common.workdays import WorkCalendar
from notices.choices import Channel, Wording

# A summary isn't a legal date: the published calendar is enough, without what was entered in the console.
PUBLISHED = WorkCalendar()

# A life may hang on it, or somebody waits for the answer with the phone in hand.
AT_ONCE = frozenset(
    {
        Wording.CASE_URGENT,
        Wording.REVENGE_REPORTED,
        Wording.AUDIT_BROKEN,
        Wording.TEST,
        *(wording for wording in Wording if wording.startswith("reply_")),
    }
)
# The red route and the way upwards can't be switched off, and wait for no summary.
MUST_REACH = frozenset(
    {Wording.CASE_URGENT, Wording.REVENGE_REPORTED, Wording.CLOCK_ESCALATE, Wording.ORDER_ESCALATE}
)
ALARMS = frozenset(
    {
        *MUST_REACH,
        Wording.CLOCK_YELLOW,
        Wording.CLOCK_RED,
        Wording.ORDER_YELLOW,
        Wording.ORDER_RED,
        Wording.CALL_BACK_LATE,
    }
)

_UNIT = frozenset({Role.HANDLER, Role.UNIT_LEADER})
_HEAD = frozenset({Role.UNIT_LEADER})
_DESK = frozenset({Role.INTAKE_CLERK})
_COMMISSION = frozenset({Role.INSPECTOR, Role.COMMISSION_LEADER})
_REVIEWER = _UNIT | _COMMISSION
# Where nobody of the party is left the commission hears, so it may hear everything.
HEARERS = {
    Wording.CASE_ASSIGNED: _UNIT,
    Wording.CASE_URGENT: _DESK | _COMMISSION,
    Wording.CASE_CO_HANDLED: _UNIT,
    Wording.CASE_HANDED_UP: _DESK,
    Wording.CASE_OBJECTED: _DESK,
    Wording.OBJECTION_GRANTED: _UNIT,
    Wording.CASE_IMPOSED: _UNIT | _DESK | _COMMISSION,
    Wording.OBJECTION_REFUSED: _UNIT,
    Wording.TIME_ASKED: _HEAD,
    Wording.TIME_GRANTED: _UNIT | _COMMISSION,
    Wording.TIME_REFUSED: _UNIT,
    Wording.CASE_GOES_ON: _UNIT,
    Wording.CASE_HANDED_BACK: _DESK,
    Wording.CASE_RECALLED: _DESK | _COMMISSION,
    Wording.CASE_ANSWERED: _COMMISSION,
    Wording.CASE_RETURNED: _UNIT,
    Wording.CASE_SUPERVISED: _DESK,
    Wording.CASE_CONTRIBUTED: _UNIT,
    Wording.PART_ASKED: _UNIT,
    Wording.PART_RETURNED: _UNIT,
    Wording.PART_DUE: _UNIT,
    Wording.PART_LATE: _UNIT,
    Wording.MENTIONED: _REVIEWER | _DESK,
    Wording.CASE_REOPENED: _UNIT | _COMMISSION,
    Wording.CASE_WITHDRAWN: _UNIT | _DESK | _COMMISSION,
    Wording.WITHDRAWAL_TAKEN_BACK: _DESK | _COMMISSION,
    Wording.CASE_LEADS: _DESK,
    Wording.REVIEW_ASKED: _REVIEWER,
    Wording.ANSWER_UNDER_REVIEW: _UNIT | _COMMISSION,
    Wording.HEARING_CALLED: _UNIT | _COMMISSION,
    Wording.HEARING_OVER: _REVIEWER,
    Wording.REVIEW_DECIDED: _UNIT | _COMMISSION,
    Wording.ANSWER_REVOKED: _UNIT,
    Wording.CASE_RELOCATED: _DESK | _COMMISSION,
    Wording.CASE_CLOSED: _UNIT,
    Wording.CLOCK_REMIND: _UNIT | _DESK | _COMMISSION,
    Wording.CLOCK_YELLOW: _UNIT | _DESK | _COMMISSION,
    Wording.CLOCK_RED: _UNIT | _DESK | _COMMISSION,
    Wording.CLOCK_ESCALATE: _UNIT | _DESK | _COMMISSION,
    Wording.CLOCK_MOVED: _REVIEWER | _DESK,
    Wording.CITIZEN_WROTE: _REVIEWER | _DESK,
    Wording.EVIDENCE_ADDED: _REVIEWER | _DESK,
    Wording.REVENGE_REPORTED: _DESK | _COMMISSION,
    Wording.IDENTITY_ASKED: _COMMISSION,
    Wording.IDENTITY_DECIDED: _COMMISSION,
    Wording.RELEASE_ASKED: _COMMISSION,
    Wording.RELEASE_DECIDED: _COMMISSION,
    Wording.CASE_PROMISED: _UNIT | _DESK,
    Wording.SESSION_LINED_UP: _UNIT,
    Wording.SESSION_STEP_DUE: _REVIEWER | _DESK,
    Wording.SESSION_CHANGED: _REVIEWER,
    Wording.EDITION_DRAFTED: _COMMISSION,
    Wording.GUIDANCE_SENT: _COMMISSION,
    Wording.CALL_BACK_URGENT: _DESK | _COMMISSION,
    Wording.CALL_BACK_LATE: _DESK | _COMMISSION,
    # A commission may be the one that is ordered, and hears where nobody of the unit is left.
    Wording.ORDER_ISSUED: _REVIEWER,
    Wording.ORDER_REPLIED: _COMMISSION,
    Wording.ORDER_ACCEPTED: _REVIEWER,
    Wording.ORDER_REFUSED: _REVIEWER,
    Wording.ORDER_REISSUED: _COMMISSION,
    Wording.ORDER_WITHDRAWN: _REVIEWER,
    Wording.ORDER_CLOSED: _REVIEWER,
    Wording.ORDER_REMIND: _REVIEWER,
    Wording.ORDER_YELLOW: _REVIEWER,
    Wording.ORDER_RED: _REVIEWER,
    Wording.ORDER_ESCALATE: _REVIEWER,
    Wording.ORDER_MOVED: _REVIEWER,
    Wording.OBJECTION_LAPSED: _UNIT | _DESK,
    Wording.TIME_LAPSED: _UNIT | _COMMISSION,
    # What takes two people may be anybody's to ask for and to decide.
    Wording.ACT_ASKED: _REVIEWER | _DESK,
    Wording.ACT_DECIDED: _REVIEWER | _DESK,
    Wording.ACT_LAPSED: _REVIEWER | _DESK,
    Wording.ACCOUNT_DUE: _COMMISSION,
    Wording.ACCOUNT_LATE: _COMMISSION,
    Wording.CASE_TAKEN_OVER: _REVIEWER | _DESK,
    Wording.BULLETIN_DRAFTED: _COMMISSION,
    Wording.BULLETIN_SENT: _REVIEWER | _DESK,
    Wording.BULLETIN_CHANGED: _REVIEWER | _DESK,
    Wording.BULLETIN_REPLY_ASKED: _HEAD,
    Wording.BULLETIN_REPLIED: _COMMISSION,
    Wording.REGISTER_ALARM: _REVIEWER,
    Wording.REGISTER_PROPOSAL: _COMMISSION,
    Wording.LEAD_GONE: _COMMISSION,
    Wording.LEAD_LEFT: _COMMISSION,
    Wording.LEAD_CAME_UP: _COMMISSION,
    Wording.WINDOW_ALARM: _COMMISSION,
    Wording.WINDOW_WATCHED: _UNIT,
    Wording.WINDOW_ALARM_BACK: _COMMISSION,
    Wording.APPRAISAL_RESULT: _UNIT,
    Wording.APPRAISAL_CORRECTED: _UNIT,
    Wording.APPRAISAL_PUBLISHED: _COMMISSION,
}
TO_CITIZENS = frozenset(
    wording
    for wording in Wording
    if wording.startswith(("citizen_", "reply_", "visit_")) and wording not in HEARERS
)
STAFF_ROLES = (
    Role.INTAKE_CLERK,
    Role.HANDLER,
    Role.UNIT_LEADER,
    Role.INSPECTOR,
    Role.COMMISSION_LEADER,
)

# A text message of UCS-2: so many of its units alone, and in each part of a longer one, beside the header of six bytes.
ALONE, IN_A_PART = 70, 67
OPTIONAL_BLANKS = frozenset({"unit"})


def default_channels(wording: str) -> frozenset[str]:
    """The channels of a wording as long as nobody has chosen others: what is overdue rings."""
    quiet = {Channel.IN_APP, Channel.EMAIL}
    return frozenset(quiet | {Channel.SMS} if wording in ALARMS else quiet)


def channels_of(wording: str, chosen: list[str] | None) -> frozenset[str]:
    """The channels in force. Nothing that is told is told nowhere: the bell always rings."""
    if wording in MUST_REACH or chosen is None:
        return default_channels(wording)
    return frozenset({Channel.IN_APP, *chosen})


def send_from(at: datetime, *, channel: str, wording: str, quiet: tuple[int, int]) -> datetime:
    """The first moment from ``at`` on when this may be sent.

    ``quiet`` are two hours of the day in China, from and until, such as (21, 8); two equal ones mean none. Only text
    messages wait: an e-mail wakes nobody. The law sets no such hours.
    """
    begins, ends = quiet
    if channel != Channel.SMS or wording in AT_ONCE or begins == ends:
        return at
    local = at.astimezone(CHINA)
    is_quiet = begins <= local.hour < ends if begins < ends else not ends <= local.hour < begins
    if not is_quiet:
        return at
    day = local.date() + timedelta(days=1 if local.hour >= ends else 0)
    return datetime.combine(day, time(ends), tzinfo=CHINA)


def next_morning(at: datetime, *, hour: int) -> datetime:
    """When the next summary goes out: that hour in China of the first working day on which it is still to come."""
    local = at.astimezone(CHINA)
    day = local.date() + timedelta(days=1 if local.hour >= hour else 0)
    return datetime.combine(PUBLISHED.next_workday(day), time(hour), tzinfo=CHINA)


def blanks_in(text: str) -> set[str]:
    """The names of the blanks in a text; ValueError when a brace is left alone or more than a name stands in one."""
    found = set()
    for _words, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(name)
        found.add(name)
    return found


def blanks_for(pattern: str) -> tuple[set[str], set[str]]:
    """The blanks that a template may use instead of these built-in words, and those it must."""
    known = blanks_in(pattern)
    return known, known - OPTIONAL_BLANKS


def text_parts(text: str) -> list[str]:
    """How a text message is cut: whole up to 70 units, else parts of 67, never through the middle of an emoji."""
    if _units(text) <= ALONE:
        return [text]
    parts, size = [""], 0
    for character in text:
        units = _units(character)
        if size + units > IN_A_PART:
            parts.append("")
            size = 0
        parts[-1] += character
        size += units
    return parts


def _units(text: str) -> int:
    return len(text.encode("utf-16-be", errors="replace")) // 2
