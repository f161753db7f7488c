"""The statements that count: what one case adds, and the sums of it. ``{which}`` narrows a statement to some cases."""

from cases.choices import ClockName
from cases.selectors.measured import ANSWERED_STAGES, HANDLING_CLOCKS
from dashboard.choices import Level, Span
from dashboard.models import DIMENSIONS, MEASURES, STAYS

_COLUMNS = ("case_id", *DIMENSIONS, "received_on", "ended_on", "ending", "is_late", "days")
FACT_COLUMNS = (
    *_COLUMNS,
    "finding",
    "money",
    "answered_on",
    "is_reopened",
    "grade",
    *(f"stay_{stage}" for stage in STAYS),
)
FULL_DAYS = "floor(extract(epoch FROM {length}) / 86400)::int"
DAY_IN_CHINA = "({moment} AT TIME ZONE 'Asia/Shanghai')::date"


def _in_words(words) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _stay(stage: str) -> str:
    length = f"sum(left_at - at) FILTER (WHERE stage = '{stage}')"
    return f"{FULL_DAYS.format(length=length)} AS stay_{stage}"


# The trail of a case is short, so each case is asked for by itself; of cases that aren't closed no stay is asked for.
FACTS = f"""
SELECT c.id AS case_id, coalesce(c.city_id, 0) AS city, c.area_id AS area, c.desk_id AS desk,
       coalesce(c.responsible_id, 0) AS unit, coalesce(c.sector_id, 0) AS sector, c.channel,
       c.responsible_id IS NOT NULL AS is_assigned,
       {DAY_IN_CHINA.format(moment="c.received_at")} AS received_on,
       CASE WHEN ending <> '' THEN {DAY_IN_CHINA.format(moment="c.closed_at")} END AS ended_on,
       ending,
       ending = 'closed' AND EXISTS (
           SELECT 1 FROM cases_caseclock clock
           WHERE clock.case_id = c.id AND clock.name IN ({_in_words(ClockName(name).value for name in HANDLING_CLOCKS)})
             AND clock.stopped_at >= clock.due_at AND clock.stopped_at <= c.closed_at) AS is_late,
       CASE WHEN ending = 'closed' THEN {FULL_DAYS.format(length="(c.closed_at - c.received_at)")} END AS days,
       coalesce(concluded.finding, '') AS finding, coalesce((concluded.money * 100)::bigint, 0) AS money,
       {DAY_IN_CHINA.format(moment="first_answer.at")} AS answered_on,
       first_answer.at IS NOT NULL AND c.reopened_count > 0 AS is_reopened,
       CASE WHEN first_answer.at IS NULL THEN '' ELSE coalesce((
           SELECT event.details ->> 'grade' FROM cases_caseevent event
           WHERE event.case_id = c.id AND event.name = 'case.rated' ORDER BY event.id DESC LIMIT 1), '') END AS grade,
       {", ".join(f"stays.stay_{stage}" for stage in STAYS)}
FROM cases_case c
CROSS JOIN LATERAL (SELECT CASE
    WHEN c.closed_at IS NULL THEN ''
    WHEN c.stage IN ({_in_words(stage.value for stage in ANSWERED_STAGES)}) THEN 'closed'
    WHEN c.stage IN ('declined', 'withdrawn') THEN c.stage
    ELSE '' END AS ending) kind
LEFT JOIN LATERAL (
    SELECT conclusion.finding, conclusion.money FROM cases_conclusion conclusion
    WHERE conclusion.case_id = c.id ORDER BY conclusion.id DESC LIMIT 1) concluded ON kind.ending = 'closed'
LEFT JOIN LATERAL (
    SELECT min(answer.released_at) AS at FROM cases_answer answer WHERE answer.case_id = c.id) first_answer ON true
LEFT JOIN LATERAL (
    SELECT {", ".join(_stay(stage) for stage in STAYS)}
    FROM (
        SELECT event.to_stage AS stage, event.at, lead(event.at) OVER (ORDER BY event.id) AS left_at
        FROM cases_caseevent event
        WHERE event.case_id = c.id AND event.to_stage <> '' AND event.to_stage <> event.from_stage) step
) stays ON kind.ending = 'closed'
WHERE {{which}}
"""

_OLD = ", ".join(f"old.{name}" for name in FACT_COLUMNS)
_FRESH = ", ".join(f"fresh.{name}" for name in FACT_COLUMNS)

CHANGED = f"""
SELECT fresh.case_id FROM ({FACTS.format(which="c.id = ANY (%s)")}) fresh
LEFT JOIN dashboard_casefact old USING (case_id)
WHERE ({_OLD}) IS DISTINCT FROM ({_FRESH})
"""

NOTE_FACTS = f"""
INSERT INTO dashboard_casefact ({", ".join(FACT_COLUMNS)})
SELECT {_FRESH} FROM ({FACTS}) fresh
ON CONFLICT (case_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in FACT_COLUMNS[1:])}
"""

_SPANS = ", ".join(
    f"('{span}', '{level}')"
    for span, level in (
        (Span.DAY.value, Level.ALL.value),
        (Span.DAY.value, Level.CITY.value),
        *((Span.MONTH.value, level.value) for level in Level),
    )
)
_CELL = ("span", "level", "day", *DIMENSIONS)
# What each level tells apart; the rest is 0.
_AT_LEVEL = {
    "city": "CASE WHEN level = 'all' THEN 0 ELSE f.city END",
    "area": "CASE WHEN level IN ('area', 'unit') THEN f.area ELSE 0 END",
    "desk": "CASE WHEN level = 'all' THEN 0 ELSE f.desk END",
    "unit": "CASE WHEN level = 'unit' THEN f.unit ELSE 0 END",
}
_DIMENSIONS = ", ".join(f"{_AT_LEVEL.get(name, f'f.{name}')} AS {name}" for name in DIMENSIONS)

CELLS = f"""
SELECT span, level, CASE WHEN span = 'month' THEN date_trunc('month', f.day)::date ELSE f.day END AS day,
       {_DIMENSIONS}, {", ".join(f"{{sign}}sum(f.{name})::bigint AS {name}" for name in MEASURES)}
FROM dashboard_factday f CROSS JOIN (VALUES {_SPANS}) cell (span, level)
WHERE (level <> 'unit' OR f.unit > 0) AND {{which}}
GROUP BY {", ".join(str(place) for place in range(1, len(_CELL) + 1))}
"""

ADD_CELLS = f"""
INSERT INTO dashboard_figurecell AS kept ({", ".join((*_CELL, *MEASURES))}) {CELLS}
ON CONFLICT (level, span, city, day, area, desk, unit, sector, channel, is_assigned)
DO UPDATE SET {", ".join(f"{name} = kept.{name} + excluded.{name}" for name in MEASURES)}
"""

_STAY = (
    "level",
    "day",
    "city",
    "area",
    "desk",
    "unit",
    "sector",
    "channel",
    "is_assigned",
    "stage",
    "stayed",
)

# Stays are kept of the province and of cities, with the channels together and one by one.
STAY_CELLS = f"""
SELECT level, date_trunc('month', f.day)::date AS day, CASE WHEN level = 'all' THEN 0 ELSE f.city END AS city, 0 AS area,
       CASE WHEN level = 'all' THEN 0 ELSE f.desk END AS desk, 0 AS unit, f.sector, way.channel, f.is_assigned,
       f.stage, f.stayed, {{sign}}sum(f.cases)::bigint AS cases
FROM dashboard_factstay f CROSS JOIN (VALUES ('all'), ('city')) cell (level)
CROSS JOIN LATERAL (VALUES (''), (f.channel)) way (channel)
WHERE {{which}}
GROUP BY {", ".join(str(place) for place in range(1, len(_STAY) + 1))}
"""

ADD_STAYS = f"""
INSERT INTO dashboard_staycell AS kept ({", ".join((*_STAY, "cases"))}) {STAY_CELLS}
ON CONFLICT (level, city, channel, day, area, desk, unit, sector, is_assigned, stage, stayed)
DO UPDATE SET cases = kept.cases + excluded.cases
"""


def differences() -> dict[str, str]:
    """Statements that count the rows in which what is kept isn't what a new count gives; each row counts once a side."""
    cells, stays = ", ".join((*_CELL, *MEASURES)), ", ".join((*_STAY, "cases"))
    is_empty = " AND ".join(f"{name} = 0" for name in MEASURES)
    everything = {"which": "true", "sign": ""}
    return {
        "facts": _unlike(
            FACTS.format(which="true"),
            f"SELECT {', '.join(FACT_COLUMNS)} FROM dashboard_casefact WHERE case_id IN (SELECT id FROM cases_case)",
        ),
        "cells": _unlike(
            CELLS.format(**everything), f"SELECT {cells} FROM dashboard_figurecell WHERE NOT ({is_empty})"
        ),
        "stays": _unlike(
            STAY_CELLS.format(**everything), f"SELECT {stays} FROM dashboard_staycell WHERE cases <> 0"
        ),
    }


def _unlike(anew: str, kept: str) -> str:
    return f"""
        WITH anew AS ({anew}), kept AS ({kept})
        SELECT (SELECT count(*) FROM (SELECT * FROM anew EXCEPT SELECT * FROM kept) missing)
             + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM anew) wrong)
    """
