"""Which rules hold in which register: those that raise an alarm, and those that refuse to write something down."""

from registers.rules import (
    collective,
    environment,
    food,
    hospitals,
    land,
    safety,
    schools,
    subsidies,
    villages,
)
from registers.rules.base import Asked, Check, Hit, Row, Rule, Wrong, happened, later, payment_adds_up
from registers.rules.reading import BadValue, from_json, masked, read_value, to_json

RULES: dict[str, dict[str, Rule]] = {
    "projects": {"undisclosed": land.undisclosed, "ledger_gap": land.ledger_gap},
    "compensation": {"late": land.late, "short": land.short},
    "land-notices": {"short_notice": land.short_notice, "not_marked": land.not_marked},
    "village-projects": {
        "no_vote": villages.no_vote,
        "over_cap": villages.over_cap,
        "undisclosed": villages.undisclosed,
    },
    "rural-fees": {"not_in_catalogue": villages.not_in_catalogue},
    "burdens": {"rise": villages.rise},
    "subsidy-claims": {
        "false_claim": subsidies.false_claim,
        "collusion": subsidies.collusion,
        "withheld": subsidies.withheld,
    },
    "collective-assets": {
        "not_counted": collective.not_counted,
        "undisclosed": collective.undisclosed_asset,
        "let_off_books": collective.let_off_books,
    },
    "collective-deals": {
        "off_platform": collective.off_platform,
        "below_reserve": collective.below_reserve,
        "undisclosed": collective.undisclosed_deal,
        "unknown_asset": collective.unknown_asset,
    },
    "hazards": {
        "overdue": safety.overdue,
        "overdue_twice": safety.overdue_twice,
        "not_rechecked": safety.not_rechecked,
    },
    "joint-actions": {"entered_twice": safety.entered_twice},
    "workshops": {
        "active_again": food.active_again,
        "not_closed": food.not_closed,
        "not_visited": food.not_visited,
    },
    "recalls": {"incomplete": food.incomplete, "not_destroyed": food.not_destroyed},
    "action-plans": {"behind": environment.behind, "silent": environment.silent},
    "local-rules": {"in_force": environment.in_force},
    "fee-watch": {"no_sample": schools.no_sample, "overcharged": schools.overcharged},
    "school-pages": {
        "no_page": schools.no_page,
        "incomplete": schools.incomplete,
        "not_checked": schools.not_checked,
    },
    "acceptance": {"unreturned": schools.unreturned},
    "drug-use": {"outlier": hospitals.outlier},
    "drug-prices": {"above_award": hospitals.above_award},
    "clean-hospitals": {"revoked": hospitals.revoked},
    "hospital-openness": {"gaps": hospitals.gaps, "not_checked": hospitals.not_checked},
}
CHECKS: dict[str, tuple[Check, ...]] = {
    "projects": (happened("approved_on"),),
    "compensation": (payment_adds_up, happened("approved_on", "paid_on")),
    "land-notices": (
        land.met_by_its_days,
        later("posted_on", "removed_on"),
        happened("posted_on", "removed_on"),
    ),
    "village-projects": (happened("raised_on", "voted_on", "disclosed_on"),),
    "rural-fees": (happened("charged_on", "stopped_on"), later("charged_on", "stopped_on")),
    "burdens": (happened("month"),),
    "subsidy-claims": (
        payment_adds_up,
        subsidies.approval_is_whole,
        later("approved_on", "paid_on"),
        happened("checked_on", "approved_on", "paid_on"),
    ),
    "collective-assets": (happened("counted_on", "disclosed_on"),),
    "collective-deals": (happened("closed_on", "disclosed_on"),),
    "hazards": (
        safety.extension_follows,
        later("found_on", "due_on"),
        later("found_on", "repaired_on"),
        later("repaired_on", "rechecked_on"),
        happened("found_on", "repaired_on", "rechecked_on"),
    ),
    "joint-actions": (safety.several_units, happened("held_on")),
    "workshops": (
        food.visit_is_whole,
        later("found_on", "closed_on"),
        happened("found_on", "closed_on", "visited_on"),
    ),
    "recalls": (food.recall_adds_up, happened("announced_on")),
    "action-plans": (environment.progress_is_percent, happened("reported_on")),
    "local-rules": (
        later("issued_on", "reviewed_on"),
        later("reviewed_on", "abolished_on"),
        happened("reviewed_on", "abolished_on"),
    ),
    "fee-watch": (schools.watched_since, happened("sampled_on", "refunded_on")),
    "school-pages": (schools.page_is_checked, happened("checked_on")),
    "acceptance": (
        schools.result_has_its_day,
        later("applied_on", "decided_on"),
        happened("applied_on", "decided_on"),
    ),
    "drug-use": (hospitals.high_level, happened("month")),
    "drug-prices": (happened("bought_on"),),
    "clean-hospitals": (hospitals.score_is_enough, happened("named_on")),
    "hospital-openness": (happened("checked_on"),),
}


def hits_of(register: str, row: Row, asked: Asked) -> dict[str, Hit]:
    """What the rules of the register find in a record, by the name of the rule."""
    found = {name: rule(row, asked) for name, rule in RULES[register].items()}
    return {name: hit for name, hit in found.items() if hit is not None}


def wrongs_of(register: str, values: dict, asked: Asked) -> list[Wrong]:
    """Why these values can't be written down; asked only once every cell for itself could be read."""
    return [wrong for check in CHECKS[register] for wrong in check(values, asked)]


__all__ = [
    "CHECKS",
    "RULES",
    "Asked",
    "BadValue",
    "Hit",
    "Row",
    "Wrong",
    "from_json",
    "hits_of",
    "masked",
    "read_value",
    "to_json",
    "wrongs_of",
]
