"""The words of the clocks: their names, signals and lights, and the law that they rest on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleSet(TextChoices):
    """The law that a case's clocks follow; frozen when the case is received."""

    CAMPAIGN = "2013", _("Rules of the campaign (2013)")
    CURRENT = "current", _("Rules now in force")


class ClockName(TextChoices):
    """The clocks that run on a case."""

    TRIAGE = "triage", _("Register and assign")
    URGENT_TRIAGE = "urgent_triage", _("Register and assign, urgent")
    SIGN_FOR = "sign_for", _("Sign for it")
    HAND_UP = "hand_up", _("Hand up to the level in charge")
    HAND_BACK = "hand_back", _("Object that it is not ours")
    CONCLUDE = "conclude", _("Handle and conclude")
    REVIEW_ANSWER = "review_answer", _("Check the answer")
    REDO = "redo", _("Answer again")
    ASK_REVIEW = "ask_review", _("Ask for a review of the answer")
    REVIEW = "review", _("Decide on the review")
    SUPERVISION_REPLY = "supervision_reply", _("Report to the commission")
    OBJECTION = "objection", _("Decide on the objection")
    MORE_TIME = "more_time", _("Decide on more time")
    CITIZEN_REPLY = "citizen_reply", _("Wait for the citizen's reply")
    HEARING = "hearing", _("Hold the hearing")
    TELL_ACCEPTANCE = "tell_acceptance", _("Tell who reported by name whether it is accepted")
    TAKE_OVER = "take_over", _("Take over from another area")
    DISCLOSE = "disclose", _("Decide on the text for the public")
    PART = "part", _("Hand in a co-handler's part")
    PROMISE = "promise", _("Keep what was promised on the air")


class WaitsFor(TextChoices):
    """What holds a case up, by the clock that runs meanwhile; a decision of an official counts before a reply."""

    OBJECTION = "objection", _("Objection to be decided")
    MORE_TIME = "more_time", _("More time to be decided")
    CITIZEN_REPLY = "citizen_reply", _("Waits for the citizen")
    HEARING = "hearing", _("A hearing is held")


class PauseKind(TextChoices):
    """What a clock stands still for; named as the clock that runs meanwhile."""

    CITIZEN_REPLY = "citizen_reply", _("Question to the citizen")
    HEARING = "hearing", _("Hearing")


class DayKept(TextChoices):
    """What this system holds a day to be, when that is not what the calendar says by itself."""

    WORKED = "worked", _("Working day")
    FREE = "free", _("Free day")
    AS_PUBLISHED = "as_published", _("As published, or as the law's holidays say")


class Signal(TextChoices):
    """What a clock says when its moments come, each exactly once."""

    REMIND = "remind", _("Reminder")
    YELLOW = "yellow", _("Yellow card")
    RED = "red", _("Red card")
    ESCALATE = "escalate", _("Escalated")


class Light(TextChoices):
    """The light beside a due date."""

    NONE = "none", _("No clock runs")
    GREEN = "green", pgettext_lazy("light", "In time")
    REMIND = "remind", _("Due soon")
    YELLOW = "yellow", _("Due")
    RED = "red", _("Overdue")
    ESCALATED = "escalated", _("Escalated")


class LegalBasis(TextChoices):
    """Where a limit, or the way of counting it, comes from."""

    TRIAGE_2005 = "petition_regulation_2005_art_21", _("Regulations on Letters and Visits (2005), art. 21")
    TRIAGE_2022 = "petition_work_rules_2022_art_22", _("Regulations on Petition Work (2022), art. 22")
    URGENT_2005 = (
        "petition_regulation_2005_art_26",
        _("Regulations on Letters and Visits (2005), art. 26: at once; one day is a default of this system"),
    )
    URGENT_2022 = (
        "petition_work_rules_2022_art_25",
        _("Regulations on Petition Work (2022), art. 25: at once; one day is a default of this system"),
    )
    RECEIVE_2005 = (
        "petition_regulation_2005_art_21_22",
        _("Regulations on Letters and Visits (2005), art. 21 and 22"),
    )
    RECEIVE_2022 = "petition_work_rules_2022_art_23", _("Regulations on Petition Work (2022), art. 23")
    CONCLUDE_2005 = "petition_regulation_2005_art_33", _("Regulations on Letters and Visits (2005), art. 33")
    CONCLUDE_2022 = "petition_work_rules_2022_art_34", _("Regulations on Petition Work (2022), art. 34")
    REVIEW_2005 = (
        "petition_regulation_2005_art_34_35",
        _("Regulations on Letters and Visits (2005), art. 34 and 35"),
    )
    REVIEW_2022 = (
        "petition_work_rules_2022_art_35_36",
        _("Regulations on Petition Work (2022), art. 35 and 36"),
    )
    SUPERVISE_2005 = "petition_regulation_2005_art_36", _("Regulations on Letters and Visits (2005), art. 36")
    SUPERVISE_2005_1 = (
        "petition_regulation_2005_art_36_1",
        _("Regulations on Letters and Visits (2005), art. 36, clause 1"),
    )
    SUPERVISE_2005_2 = (
        "petition_regulation_2005_art_36_2",
        _("Regulations on Letters and Visits (2005), art. 36, clause 2"),
    )
    SUPERVISE_2005_3 = (
        "petition_regulation_2005_art_36_3",
        _("Regulations on Letters and Visits (2005), art. 36, clause 3"),
    )
    SUPERVISE_2005_4 = (
        "petition_regulation_2005_art_36_4",
        _("Regulations on Letters and Visits (2005), art. 36, clause 4"),
    )
    SUPERVISE_2005_5 = (
        "petition_regulation_2005_art_36_5",
        _("Regulations on Letters and Visits (2005), art. 36, clause 5"),
    )
    SUPERVISE_2005_6 = (
        "petition_regulation_2005_art_36_6",
        _("Regulations on Letters and Visits (2005), art. 36, clause 6"),
    )
    REPORTS_2020 = "reporting_rules_2020", _("Rules for discipline bodies on reports (2020)")
    DECLINE_2022 = (
        "petition_work_rules_2022_art_22_23",
        _("Regulations on Petition Work (2022), art. 22 and 23"),
    )
    DIVERT_2005 = (
        "petition_regulation_2005_art_14_21",
        _("Regulations on Letters and Visits (2005), art. 14 and 21"),
    )
    DIVERT_2022 = "petition_work_rules_2022_art_31", _("Regulations on Petition Work (2022), art. 31")
    REPEATED_2005 = (
        "petition_regulation_2005_art_16_35",
        _("Regulations on Letters and Visits (2005), art. 16 and 35"),
    )
    REPEATED_2022 = (
        "petition_work_rules_2022_art_19_36",
        _("Regulations on Petition Work (2022), art. 19 and 36"),
    )
    HAND_UP_2020 = "reporting_rules_2020_art_15", _("Rules for discipline bodies on reports (2020), art. 15")
    PASS_ON_2020 = "reporting_rules_2020_art_16", _("Rules for discipline bodies on reports (2020), art. 16")
    DISCLOSE_2007 = (
        "information_regulation_2007_art_18",
        _("Regulations on Open Government Information (2007), art. 18"),
    )
    DISCLOSE_2019 = (
        "information_regulation_2019_art_26",
        _("Regulations on Open Government Information (2019), art. 26"),
    )
    # No rules of Guangdong's own programme were found: those of other places say that a promise made on the air must be kept,
    # and what is asked on the air is dealt with in two, five or ten working days (domain of the programme, M71).
    PROMISE_RULES = (
        "hotline_rules",
        _(
            "Rules of hotline programmes: what is promised on the air is kept; the days are a default of this system"
        ),
    )
    LOCAL_DEFAULT = "local_default", _("a default of this system, not law")
    COUNTING_1986 = "civil_law_principles_1986_art_154", _("General Principles of Civil Law (1986), art. 154")
    COUNTING_2020 = "civil_code_2020_art_201_203", _("Civil Code (2020), art. 201 and 203")
