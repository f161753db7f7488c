"""The same trouble again and again: how often a unit is complained of in one sector.

Cases that are one matter count once. With ``proved`` on only those count whose last conclusion found the complaint proved,
in whole or in part.
"""

from collections.abc import Mapping
from datetime import datetime

from cases.rules import PROVED
from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

_PROVED = ", ".join(f"'{finding}'" for finding in PROVED)
HITS = f"""
named AS (
    SELECT DISTINCT ON (accused.unit_id, COALESCE(c.matter_id, -c.id))
           accused.unit_id, c.sector_id, c.id AS case_id, c.received_at
    FROM cases_case c
    JOIN cases_accused accused ON accused.case_id = c.id AND accused.unit_id IS NOT NULL
    WHERE c.received_at > %(since)s AND c.received_at <= %(at)s AND c.handed_up_from = '' AND c.stage <> 'withdrawn'
    ORDER BY accused.unit_id, COALESCE(c.matter_id, -c.id), c.received_at
), judged AS (
    SELECT named.*, concluded.concluded_at
    FROM named
    LEFT JOIN LATERAL (
        SELECT finding, concluded_at FROM cases_conclusion
        WHERE case_id = named.case_id AND concluded_at <= %(at)s ORDER BY id DESC LIMIT 1
    ) concluded ON concluded.finding IN ({_PROVED})
), hits AS (
    SELECT unit_id, sector_id, case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = judged.case_id AND event.name = 'case.received') AS events,
           CASE WHEN %(proved)s = 1 THEN concluded_at ELSE received_at END AS at,
           jsonb_build_object('proved', concluded_at IS NOT NULL) AS figures
    FROM judged WHERE %(proved)s = 0 OR concluded_at IS NOT NULL
)
"""


def find_repeated(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units complained of ``cases`` times in one sector."""
    return find(Detector.REPEATED, HITS, limits, at=at, since=since(limits, at))
