"""More time asked for when the last day is close: the share of such requests among all that a unit has made.

The last day is the one that held when the unit asked, worked out as the clock does it: from its start and the days for which
it had stood still until then, past days that aren't worked. What was granted afterwards plays no part.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from django.db import connection

from cases.choices import ClockName
from cases.deadlines import plan_clock
from cases.selectors.register import office_calendar
from common.numbering import CHINA
from supervision.choices import Detector, LimitName
from supervision.selectors.detectors.base import Finding, Piece, finding_of, patterns_among, since

# The last request that a unit made in a case; a second one is only possible after the first was refused.
ASKED = """
    SELECT DISTINCT ON (request.case_id, request.unit_id)
           request.unit_id, request.case_id, request.asked_at, c.rule_set, clock.started_at,
           COALESCE((SELECT sum(pause.days) FROM cases_clockpause pause
                     WHERE pause.clock_id = clock.id AND pause.ended_at <= request.asked_at), 0)::int AS paused,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = request.case_id AND event.move = 'ask_time' AND event.at = request.asked_at) AS events
    FROM cases_caserequest request
    JOIN cases_case c ON c.id = request.case_id AND c.handed_up_from = ''
    JOIN LATERAL (
        SELECT id, started_at FROM cases_caseclock
        WHERE case_id = request.case_id AND name = 'conclude' AND started_at <= request.asked_at
        ORDER BY id DESC LIMIT 1
    ) clock ON true
    WHERE request.kind = 'more_time' AND request.asked_at > %(since)s AND request.asked_at <= %(at)s
    ORDER BY request.case_id, request.unit_id, request.id DESC
"""


def find_eve(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that ask for more time mostly within ``eve_days`` days of the last day."""
    calendar = office_calendar()

    @cache
    def last_day(rule_set: str, began: date, paused: int) -> date:
        midnight = datetime(began.year, began.month, began.day, tzinfo=CHINA)
        return plan_clock(ClockName.CONCLUDE, rule_set, midnight, calendar, added=paused).due_on

    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"since": since(limits, at), "at": at})
        rows = cursor.fetchall()
    pieces: dict[int, list[Piece]] = defaultdict(list)
    totals: dict[int, int] = defaultdict(int)
    for unit_id, case_id, asked_at, rule_set, started_at, paused, events in rows:
        totals[unit_id] += 1
        due_on = last_day(rule_set, started_at.astimezone(CHINA).date(), paused)
        days_left = (due_on - asked_at.astimezone(CHINA).date()).days
        if days_left <= limits[LimitName.EVE_DAYS]:
            pieces[unit_id].append(Piece(case_id, tuple(events), asked_at, {"days_left": days_left}))
    found = [finding_of(Detector.EVE, unit_id, own, total=totals[unit_id]) for unit_id, own in pieces.items()]
    return patterns_among(found, limits)
