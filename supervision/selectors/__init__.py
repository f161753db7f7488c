"""What the pages of supervision show."""

from supervision.selectors.accountability import (
    Gap,
    Totals,
    counted_files,
    gaps_of,
    ledger_lines,
    narrowed,
    totals_of,
    trail_of,
    units_of_case,
)
from supervision.selectors.leader_gaps import (
    AreaCount,
    areas_without_leader,
    holders_of,
    units_without_leader,
)

__all__ = [
    "AreaCount",
    "Gap",
    "Totals",
    "areas_without_leader",
    "counted_files",
    "gaps_of",
    "holders_of",
    "ledger_lines",
    "narrowed",
    "totals_of",
    "trail_of",
    "units_of_case",
    "units_without_leader",
]
