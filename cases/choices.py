"""The words of a case: where it stands, who moves it, and every reason for a refusal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Party(TextChoices):
    """What somebody is to a case; the lifecycle table says which party may make which move."""

    DESK = "desk", _("Intake desk")
    UNIT = "unit", _("Responsible unit")
    CO_HANDLER = "co_handler", _("Co-handling unit")
    STEERING = "steering", _("Leading department of the sector")
    COMMISSION = "commission", _("Discipline commission of the area")
    SUBMITTER = "submitter", _("System that submitted it")
    CITIZEN = "citizen", _("Citizen")
    SYSTEM = "system", _("The system")


class Channel(TextChoices):
    """How a complaint came in."""

    WEB = "web", _("Web form")
    COUNTER = "counter", _("Counter")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Telephone")
    FILE = "file", _("File import")
    API = "api", _("Municipal system")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")


class Window(TextChoices):
    """By which of the three windows of the environment a complaint came in (M41)."""

    PARTICIPATION = "participation", _("Public participation")
    SERVICE = "service", _("Services to the public")
    PETITION = "petition", _("Petitions and complaints")


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


class DeclineReason(TextChoices):
    """Why a complaint is not accepted; each needs a way out for the citizen (R1, R7)."""

    LITIGATION = "litigation", _("It belongs to litigation, arbitration or administrative review")
    OTHER_ORGAN = "other_organ", _("Another organ is in charge")
    REPEATED = "repeated", _("The same matter is already under way or was finally decided")
    NO_FACTS = "no_facts", _("It names no fact that can be looked into")
    OUTSIDE = "outside", _("It is outside the campaign")


class MessageKind(TextChoices):
    """What a message between citizen and officials is about; the unit never reads of revenge."""

    TALK = "talk", pgettext_lazy("message", "Message")
    REVENGE = "revenge", _("Report of revenge")


class Decision(TextChoices):
    """What was decided on a request to open an identity."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


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
    HAND_BACK = "hand_back", _("Object that it is not ours")
    CONCLUDE = "conclude", _("Handle and conclude")
    REVIEW_ANSWER = "review_answer", _("Check the answer")
    REDO = "redo", _("Answer again")
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


class Refusal(TextChoices):
    """Every reason why a move is refused, in words for whoever asked for it."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not make this move on this case.")
    WRONG_STAGE = "wrong_stage", _("The case has moved on: this step is no longer possible.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    DETAIL_MISSING = "detail_missing", _("Please fill in every field that is marked as required.")
    UNIT_BARRED = (
        "unit_barred",
        _("A unit that is accused, or is led by somebody accused, can't receive this case."),
    )
    UNIT_INACTIVE = "unit_inactive", _("This unit is no longer active.")
    UNIT_SAME = "unit_same", _("The case is with this unit already.")
    CO_HANDLER_IS_RESPONSIBLE = (
        "co_handler_is_responsible",
        _("The responsible unit can't also be a co-handler."),
    )
    OBJECTION_TOO_LATE = "objection_too_late", _("The time to object that it is not yours has passed.")
    NO_ANSWER = "no_answer", _("A case can't be closed without findings and an answer to the citizen.")
    SUPERVISED_ALREADY = "supervised_already", _("An order is under way already; wait for the report.")
    REOPENED_ALREADY = "reopened_already", _("A case can be reopened by its citizen only once.")
    LEADING_NOT_OPEN = "leading_not_open", _("Only a case that is under way can take another one in.")
    LEADS_OTHERS = "leads_others", _("Other cases are joined to this one; take them out first.")
    MATTER_BARRED = (
        "matter_barred",
        _("One of the two cases accuses a unit that has the other, or those who lead it: they stay apart."),
    )
    UNIT_ABOVE = "unit_above", _("A body above the province can only be named in words.")
    ASKED_ALREADY = "asked_already", _("This was asked for already; wait for the decision.")
    NOT_GRANTED = "not_granted", _("This was not granted, or more than a day ago; please ask again.")
    NOT_DISSATISFIED = (
        "not_dissatisfied",
        _("Only a dissatisfied rating with a reason that says so reopens a case."),
    )


class EventName(TextChoices):
    """What is written in the trail of a case."""

    RECEIVED = "case.received", _("Received")
    MOVED = "case.moved", pgettext_lazy("event", "Moved")
    ROUTED = "case.routed", _("Routed past those it accuses")
    ACCUSED_NAMED = "case.accused_named", _("Accused unit or person entered")
    CLASSIFIED = "case.classified", _("Sector changed")
    RELOCATED = "case.relocated", _("Area changed")
    URGENCY_CHANGED = "case.urgency_changed", _("Urgency changed")
    TOOK_IN = "case.took_in", _("Another case was joined to this one")
    LET_GO = "case.let_go", _("A case was taken out of this one")
    MESSAGE_SENT = "case.message_sent", _("Message sent")
    REVENGE_REPORTED = "case.revenge_reported", _("The citizen reports revenge")
    EVIDENCE_ADDED = "case.evidence_added", _("Evidence added")
    ORIGINAL_OPENED = "case.original_opened", _("Sealed original opened")
    IDENTITY_ASKED = "case.identity_asked", _("Opening of the identity asked for")
    IDENTITY_DECIDED = "case.identity_decided", _("Decided on opening the identity")
    IDENTITY_OPENED = "case.identity_opened", _("Identity opened")
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
    SUPERVISE_2005 = "petition_regulation_2005_art_36", _("Regulations on Letters and Visits (2005), art. 36")
    REPORTS_2020 = "reporting_rules_2020", _("Rules for discipline bodies on reports (2020)")
    LOCAL_DEFAULT = "local_default", _("a default of this system, not law")
    COUNTING_1986 = "civil_law_principles_1986_art_154", _("General Principles of Civil Law (1986), art. 154")
    COUNTING_2020 = "civil_code_2020_art_201_203", _("Civil Code (2020), art. 201 and 203")
