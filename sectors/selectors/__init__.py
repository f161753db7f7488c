"""Questions to the campaign and to the plans of its sectors."""

from sectors.selectors.campaigns import (
    current_campaign,
    flagged,
    lead_units,
    phase_days,
    phases_around,
    province_units,
)
from sectors.selectors.coverage import Cover, PhaseSum, Totals, cover_of, sums_by_phase, totals_of
from sectors.selectors.deployment import SHOWN, Cell, Matrix, cell_of, counties_below, matrix_of
from sectors.selectors.plans import (
    ITEMS_SHOWN,
    ItemRow,
    approved_version,
    gaps_in,
    item_rows,
    leaders_to_choose,
    narrowed_rows,
    public_plans,
    public_version,
    trail_of_task,
    working_version,
)

__all__ = [
    "ITEMS_SHOWN",
    "SHOWN",
    "Cell",
    "Cover",
    "ItemRow",
    "Matrix",
    "PhaseSum",
    "Totals",
    "approved_version",
    "cell_of",
    "counties_below",
    "cover_of",
    "current_campaign",
    "flagged",
    "gaps_in",
    "item_rows",
    "lead_units",
    "leaders_to_choose",
    "matrix_of",
    "narrowed_rows",
    "phase_days",
    "phases_around",
    "province_units",
    "public_plans",
    "public_version",
    "sums_by_phase",
    "totals_of",
    "trail_of_task",
    "working_version",
]
