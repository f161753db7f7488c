"""The words of a case: where it stands, who moves it, and every reason for a refusal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.choices.channels import Channel, Window
from cases.choices.refusals import Refusal

__all__ = [
    "FORUM_STAGES",
    "Channel",
    "ClockName",
    "Danger",
    "Decision",
    "DeclineReason",
    "EventName",
    "Forum",
    "Leak",
    "LegalBasis",
    "Light",
    "MessageKind",
    "Party",
    "Refusal",
    "Result",
    "ReviewOutcome",
    "RuleSet",
    "SealReason",
    "Signal",
    "Stage",
    "SupervisionGround",
    "Window",
]


class Stage(TextChoices):
    """Where a case stands."""

    RECEIVED = "received", pgettext_lazy("stage", "Received")
    DECLINED = "declined", _("Not accepted")
    ACCEPTED = "accepted", _("Accepted, to be assigned")
    ASSIGNED = "assigned", _("Assigned, to be signed for")
    HANDLING = "handling", _("Being handled")
    ANSWERED = "answered", _("Answered, to be checked")
    JOINED = "joined", _("Joined to another case")
    CLOSED = "closed", _("Closed")
    REVIEWING = "reviewing", _("Under review")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Where a case may stand that is marked as another procedure's: it never starts on its way to a unit (M29).
FORUM_STAGES = (Stage.RECEIVED, Stage.DECLINED, Stage.WITHDRAWN)


class Party(TextChoices):
    """What somebody is to a case; the lifecycle table says which party may make which move."""

    DESK = "desk", _("Intake desk")
    UNIT = "unit", _("Responsible unit")
    CO_HANDLER = "co_handler", _("Co-handling unit")
    REVIEWER = "reviewer", _("Reviewing body")
    STEERING = "steering", _("Leading department of the sector")
    COMMISSION = "commission", _("Discipline commission of the area")
    SUBMITTER = "submitter", _("System that submitted it")
    CITIZEN = "citizen", _("Citizen")
    SYSTEM = "system", _("The system")


class Danger(TextChoices):
    """What makes a matter urgent: it takes the red route, which alerts the commission at once (M15)."""

    VIOLENCE = "violence", _("Violence or threats")
    CUT_OFF = "cut_off", _("Water, power, gas or the road cut off")
    HAZARD = "hazard", _("Another danger to life or health")


class RuleSet(TextChoices):
    """The law that a case's clocks follow; frozen when the case is received."""

    CAMPAIGN = "2013", _("Rules of the campaign (2013)")
    CURRENT = "current", _("Rules now in force")


class Result(TextChoices):
    """The three results that a written answer may have.

    Regulations on Letters and Visits (2005), art. 32; Regulations on Petition Work (2022), art. 32.
    """

    SUPPORT = "support", _("Supported")
    EXPLAIN = "explain", _("Explained")
    NOT_SUPPORT = "not_support", _("Not supported")


class ReviewOutcome(TextChoices):
    """What a review decides on the answer (Regulations on Letters and Visits (2005), art. 34; 2022: art. 35)."""

    UPHELD = "upheld", _("Upheld")
    CHANGED = "changed", _("Changed")
    REVOKED = "revoked", _("Revoked, to be handled anew")


class DeclineReason(TextChoices):
    """Why a complaint is not accepted; each needs a way out for the citizen (R1, R7)."""

    LITIGATION = "litigation", _("It belongs to litigation, arbitration or administrative review")
    OTHER_ORGAN = "other_organ", _("Another organ is in charge")
    REPEATED = "repeated", _("The same matter is already under way or was finally decided")
    NO_FACTS = "no_facts", _("It names no fact that can be looked into")
    OUTSIDE = "outside", _("It is outside the campaign")


class Forum(TextChoices):
    """The organ that decides what does not belong into this flow: such a matter is diverted with a notice (M29, R7).

    Regulations on Letters and Visits (2005), art. 14 and 21; Regulations on Petition Work (2022), art. 31.
    """

    COURT = "court", _("People's court")
    ARBITRATION = "arbitration", _("Arbitration commission")
    REVIEW = "review", _("Administrative review organ")
    PROCURATORATE = "procuratorate", _("People's procuratorate")
    POLICE = "police", _("Public security organ")


class SealReason(TextChoices):
    """Why something is handed over sealed instead of being kept in the system (R12)."""

    ABOVE_LEVEL = "above_level", _("It concerns somebody above this level")
    SECRET = "secret", _("It bears a mark of secrecy")
    NOT_TO_ENTER = "not_to_enter", _("It may not be entered for another reason")


class MessageKind(TextChoices):
    """What a message between citizen and officials is about; the unit never reads of revenge."""

    TALK = "talk", pgettext_lazy("message", "Message")
    REVENGE = "revenge", _("Report of revenge")


class Decision(TextChoices):
    """What was decided on a request to open an identity."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class Leak(TextChoices):
    """What a text for the public must not say."""

    NAME = "name", _("Name of somebody in this case")
    PHONE = "phone", _("Phone number")
    ID_NUMBER = "id_number", _("Identity card number")
    CASE_NUMBER = "case_number", _("Case number")
    RECEIPT = "receipt", _("Receipt code or card number")
    LONG_NUMBER = "long_number", _("Long number")
    MAIL = "mail", _("E-mail address or account")
    PLATE = "plate", _("Number plate")
    ADDRESS = "address", _("Address")
    OWN_WORDS = "own_words", _("The complaint's own words")


class SupervisionGround(TextChoices):
    """Why the commission orders supervision (Regulations on Letters and Visits (2005), art. 36)."""

    OVERDUE = "overdue", _("Not concluded in time without good reason")
    SERIOUS = "serious", _("A serious matter")
    PUBLIC = "public", _("Strong public concern")
    SHIRKING = "shirking", _("Shirking, delay or perfunctory work")
    FALSE_REPORT = "false_report", _("False report or concealment")


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


class EventName(TextChoices):
    """What is written in the trail of a case."""

    RECEIVED = "case.received", _("Received")
    MOVED = "case.moved", pgettext_lazy("event", "Moved")
    ROUTED = "case.routed", _("Routed past those it accuses")
    ACCUSED_NAMED = "case.accused_named", _("Accused unit or person entered")
    CLASSIFIED = "case.classified", _("Sector changed")
    PLACED = "case.placed", _("Place put right")
    RELOCATED = "case.relocated", _("Area changed")
    URGENCY_CHANGED = "case.urgency_changed", _("Urgency changed")
    FORUM_CHANGED = "case.forum_changed", _("Mark of another procedure changed")
    TOOK_IN = "case.took_in", _("Another case was joined to this one")
    LET_GO = "case.let_go", _("A case was taken out of this one")
    MESSAGE_SENT = "case.message_sent", _("Message sent")
    REVENGE_REPORTED = "case.revenge_reported", _("The citizen reports revenge")
    EVIDENCE_ADDED = "case.evidence_added", _("Evidence added")
    ORIGINAL_OPENED = "case.original_opened", _("Sealed original opened")
    IDENTITY_ASKED = "case.identity_asked", _("Opening of the identity asked for")
    IDENTITY_DECIDED = "case.identity_decided", _("Decided on opening the identity")
    IDENTITY_OPENED = "case.identity_opened", _("Identity opened")
    RELEASE_CHECKED = "case.release_checked", _("A text for the public was checked")
    RELEASE_WRITTEN = "case.release_written", _("A text for the public was written")
    RELEASE_DECIDED = "case.release_decided", _("Decided on a text for the public")
    RELEASE_WITHDRAWN = "case.release_withdrawn", _("The text for the public was withdrawn")
    RATED = "case.rated", _("Rated by the citizen")
    CLOCK_SIGNALLED = "clock.signalled", _("A clock gave its signal")


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
    LOCAL_DEFAULT = "local_default", _("a default of this system, not law")
    COUNTING_1986 = "civil_law_principles_1986_art_154", _("General Principles of Civil Law (1986), art. 154")
    COUNTING_2020 = "civil_code_2020_art_201_203", _("Civil Code (2020), art. 201 and 203")
