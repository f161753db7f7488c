"""Questions to the register: which area, which unit, which sector."""

from organizations.selectors.areas import area_on, cities, counties_of
from organizations.selectors.leaders import (
    find_leader,
    first_holder,
    holder_called,
    leads_above_province,
    without_leader,
)
from organizations.selectors.suggestions import (
    SUGGESTION_THRESHOLD,
    Suggestion,
    forget_lexicon,
    lead_words,
    suggest_lead,
    suggest_sectors,
)
from organizations.selectors.units import (
    area_codes_upwards,
    code_prefix,
    commission_for,
    lead_unit,
    lead_unit_code,
    lead_units_upwards,
    search_units,
    simplified,
)

__all__ = [
    "SUGGESTION_THRESHOLD",
    "Suggestion",
    "area_codes_upwards",
    "area_on",
    "cities",
    "code_prefix",
    "commission_for",
    "counties_of",
    "find_leader",
    "first_holder",
    "forget_lexicon",
    "holder_called",
    "lead_unit",
    "lead_unit_code",
    "lead_units_upwards",
    "lead_words",
    "leads_above_province",
    "search_units",
    "simplified",
    "suggest_lead",
    "suggest_sectors",
    "without_leader",
]
