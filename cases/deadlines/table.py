"""Every clock of a case as one table: how long an act may take, by which rule, and when its lights change."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CALENDAR = "calendar"
WORKING = "working"

RULES_2013 = "2013"
RULES_CURRENT = "current"
RULE_SETS = (RULES_2013, RULES_CURRENT)

# 信访条例 (2005), 信访工作条例 (2022), 纪检监察机关处理检举控告工作规则 (2020); a local default is no law.
LOCAL_DEFAULT = "local_default"


@dataclass(frozen=True, slots=True)
class Clock:
    """One row of the table: how long an act may take, by which rule, and when the lights change.

    length: in the unit, "calendar" or "working" days, at least 1 · basis: code of the clause, "local_default"
    for a length that no law sets · remind_before: working days before the due day · red_after: working days
    after the due day · escalate_after: working days after the red card.
    A row that would put the lights out of order raises ValueError.
    """

    name: str
    rule_set: str
    length: int
    unit: str
    basis: str
    remind_before: int = 2
    red_after: int = 5
    escalate_after: int = 5

    def __post_init__(self):
        if self.unit not in (CALENDAR, WORKING):
            raise ValueError(f"unit of {self.name}: {self.unit!r}")
        if self.remind_before < 0 or min(self.length, self.red_after, self.escalate_after) < 1:
            raise ValueError(f"days of {self.name} put its lights out of order")


def by_name(*rows: Clock) -> Mapping[tuple[str, str], Clock]:
    """The rows as a read-only table, found by name and rule set."""
    return MappingProxyType({(row.name, row.rule_set): row for row in rows})


# The reminder comes with the start, and nobody waits a week before the next level hears of it.
AT_ONCE = {"remind_before": 0, "red_after": 1, "escalate_after": 1}
# Everybody has heard the day: whoever lets it pass is before the next level within the week.
ON_AIR = {"remind_before": 1, "red_after": 1, "escalate_after": 2}

CLOCKS = by_name(
    # The desk registers what came in and tells, forwards or assigns it.
    Clock("triage", RULES_2013, 15, CALENDAR, "petition_regulation_2005_art_21"),
    Clock("triage", RULES_CURRENT, 15, CALENDAR, "petition_work_rules_2022_art_22"),
    # A matter with danger to people is dealt with at once; a day is the longest that nobody may have looked at it.
    Clock("urgent_triage", RULES_2013, 1, CALENDAR, "petition_regulation_2005_art_26", **AT_ONCE),
    Clock("urgent_triage", RULES_CURRENT, 1, CALENDAR, "petition_work_rules_2022_art_25", **AT_ONCE),
    # A report of somebody above the desk's level goes up; the rules of 2020 came after the campaign (R12).
    Clock("hand_up", RULES_2013, 5, WORKING, LOCAL_DEFAULT),
    Clock("hand_up", RULES_CURRENT, 5, WORKING, "reporting_rules_2020_art_15"),
    # The receiving organ decides whether it accepts and tells the person, from the day of receipt.
    Clock("sign_for", RULES_2013, 15, CALENDAR, "petition_regulation_2005_art_21_22"),
    Clock("sign_for", RULES_CURRENT, 15, CALENDAR, "petition_work_rules_2022_art_23"),
    # The receiving organ objects that the matter is not its own; the 2005 regulation knows no such right.
    Clock("hand_back", RULES_CURRENT, 5, WORKING, "petition_work_rules_2022_art_23"),
    # The matter is handled and concluded, from the day of acceptance.
    Clock("conclude", RULES_2013, 60, CALENDAR, "petition_regulation_2005_art_33"),
    Clock("conclude", RULES_CURRENT, 60, CALENDAR, "petition_work_rules_2022_art_34"),
    # The commission checks the unit's answer; the rules of 2020 came after the campaign.
    Clock("review_answer", RULES_2013, 15, WORKING, LOCAL_DEFAULT),
    Clock("review_answer", RULES_CURRENT, 15, WORKING, "reporting_rules_2020"),
    # The unit answers a supervision proposal in writing; the 30 days stand in the regulation of 2005 only.
    Clock("supervision_reply", RULES_2013, 30, CALENDAR, "petition_regulation_2005_art_36"),
    Clock("supervision_reply", RULES_CURRENT, 30, CALENDAR, LOCAL_DEFAULT),
    # The unit works again on an answer that was returned or a case that was reopened.
    Clock("redo", RULES_2013, 15, WORKING, LOCAL_DEFAULT),
    Clock("redo", RULES_CURRENT, 15, WORKING, LOCAL_DEFAULT),
    # Whoever watches over the units decides whether a matter is one of theirs, so that no case lies between two units.
    Clock("objection", RULES_2013, 5, WORKING, LOCAL_DEFAULT),
    Clock("objection", RULES_CURRENT, 5, WORKING, LOCAL_DEFAULT),
    # The head of the unit decides on more time; undecided, the date stays as it is.
    Clock("more_time", RULES_2013, 5, WORKING, LOCAL_DEFAULT),
    Clock("more_time", RULES_CURRENT, 5, WORKING, LOCAL_DEFAULT),
    # So long a clock stands still for a question to the citizen; then it runs again by itself.
    Clock("citizen_reply", RULES_2013, 15, CALENDAR, LOCAL_DEFAULT),
    Clock("citizen_reply", RULES_CURRENT, 15, CALENDAR, LOCAL_DEFAULT),
    # A hearing isn't counted (2005: art. 35; 2022: art. 36); so long it may take at most, then the review goes on by itself.
    Clock("hearing", RULES_2013, 30, CALENDAR, LOCAL_DEFAULT),
    Clock("hearing", RULES_CURRENT, 30, CALENDAR, LOCAL_DEFAULT),
    # Whoever reports under a name is told whether it is accepted; the rules of 2020 came after the campaign.
    Clock("tell_acceptance", RULES_CURRENT, 15, WORKING, "reporting_rules_2020"),
    # A desk to which a case was passed on registers it, accepts it or passes it on.
    Clock("take_over", RULES_2013, 5, WORKING, LOCAL_DEFAULT),
    Clock("take_over", RULES_CURRENT, 5, WORKING, "reporting_rules_2020_art_16"),
    # What is to be public is made public within so many days of being made; here: of being written down.
    Clock("disclose", RULES_2013, 20, WORKING, "information_regulation_2007_art_18"),
    Clock("disclose", RULES_CURRENT, 20, WORKING, "information_regulation_2019_art_26"),
    # A co-handler hands in what it was asked; a limit that the responsible unit may set otherwise, no alarm.
    Clock("part", RULES_2013, 10, WORKING, LOCAL_DEFAULT),
    Clock("part", RULES_CURRENT, 10, WORKING, LOCAL_DEFAULT),
    # The citizen may ask the next higher body to review a written answer, and once more a review; a limit, no alarm.
    Clock("ask_review", RULES_2013, 30, CALENDAR, "petition_regulation_2005_art_34_35"),
    Clock("ask_review", RULES_CURRENT, 30, CALENDAR, "petition_work_rules_2022_art_35_36"),
    # The reviewing body decides in writing, from the day on which it was asked; a second review takes as long.
    Clock("review", RULES_2013, 30, CALENDAR, "petition_regulation_2005_art_34_35"),
    Clock("review", RULES_CURRENT, 30, CALENDAR, "petition_work_rules_2022_art_35_36"),
    # What was promised on the air is kept: by the day that was named there, within five working days where none was (M71).
    Clock("promise", RULES_2013, 5, WORKING, "hotline_rules", **ON_AIR),
    Clock("promise", RULES_CURRENT, 5, WORKING, "hotline_rules", **ON_AIR),
)
