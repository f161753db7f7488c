"""Closing without contact: nobody wrote a word to a citizen who could be reached, though he had written himself.

With ``wrote`` off every citizen counts who left a telephone number or an address. The answer at the end is no contact: it
comes when everything is decided. A report of revenge isn't shown to the unit, so it isn't something it left unanswered.
Cases that were closed with a leading one were handled there and count there.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

HITS = """
closed AS MATERIALIZED (
    SELECT c.id, c.responsible_id, c.identity_id, c.closed_at
    FROM cases_case c
    WHERE c.closed_at > %(since)s AND c.closed_at <= %(at)s AND c.stage = 'closed' AND c.handed_up_from = ''
      AND NOT EXISTS (SELECT 1 FROM cases_matter matter WHERE matter.id = c.matter_id AND matter.leading_id <> c.id)
), talks AS MATERIALIZED (
    SELECT closed.id, closed.responsible_id, closed.closed_at, closed.identity_id,
           count(message.id) FILTER (WHERE message.party = 'citizen' AND message.kind = 'talk')::int AS written,
           count(message.id) FILTER (WHERE message.party <> 'citizen') AS said
    FROM closed
    LEFT JOIN cases_casemessage message ON message.case_id = closed.id AND message.sent_at <= closed.closed_at
    GROUP BY closed.id, closed.responsible_id, closed.closed_at, closed.identity_id
), reachable AS MATERIALIZED (
    SELECT * FROM talks WHERE written > 0 OR %(wrote)s = 0 AND identity_id IS NOT NULL
), hits AS (
    SELECT responsible_id AS unit_id, NULL::bigint AS sector_id, id AS case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = reachable.id AND event.move = 'close' ORDER BY event.id DESC LIMIT 1) AS events,
           closed_at AS at, jsonb_build_object('written', written) AS figures
    FROM reachable WHERE said = 0
)
"""
TOTALS = (
    "totals AS (SELECT responsible_id AS unit_id, count(*) AS total FROM reachable GROUP BY responsible_id)"
)


def find_no_contact(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units whose cases are mostly closed without a word to a citizen who could be reached."""
    return find(Detector.NO_CONTACT, HITS, limits, totals=TOTALS, at=at, since=since(limits, at))
