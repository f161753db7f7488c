"""The words of a case: where it stands, who moves it, and every reason for a refusal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Decision
from cases.choices.channels import Channel, Window
from cases.choices.clocks import (
    ClockName,
    DayKept,
    LegalBasis,
    Light,
    PauseKind,
    RuleSet,
    Signal,
    WaitsFor,
)
from cases.choices.conclusion import Finding, Measure
from cases.choices.jobs import BulkOutcome, BulkRefusal, BulkState, ExportState, FileKind
from cases.choices.refusals import Refusal
from cases.choices.tasks import Task, Whose
from cases.choices.tools import (
    NoteCircle,
    NoteKind,
    RecusalAgainst,
    TemplateBlank,
    TemplatePurpose,
    TemplateReach,
)

__all__ = [
    "COMMISSION_ONLY",
    "FORUM_STAGES",
    "BulkOutcome",
    "BulkRefusal",
    "BulkState",
    "Channel",
    "ClockName",
    "Danger",
    "DayKept",
    "Decision",
    "DeclineReason",
    "EventName",
    "ExportState",
    "FileKind",
    "Finding",
    "Forum",
    "Leak",
    "LegalBasis",
    "Light",
    "Measure",
    "MessageKind",
    "NoteCircle",
    "NoteKind",
    "Party",
    "PauseKind",
    "RecusalAgainst",
    "Refusal",
    "RequestKind",
    "Result",
    "ReviewOutcome",
    "RuleSet",
    "SealReason",
    "Signal",
    "Stage",
    "SupervisionGround",
    "Task",
    "TemplateBlank",
    "TemplatePurpose",
    "TemplateReach",
    "WaitsFor",
    "Whose",
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
    UNIT_HEAD = "unit_head", _("Head of the responsible unit")
    STAND_IN = "stand_in", _("Whoever decides in place of the head")
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


class RequestKind(TextChoices):
    """What a unit asks for in a case, and somebody else decides."""

    OBJECTION = "objection", _("That the case is not its own")
    MORE_TIME = "more_time", _("More time")


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
    """Why the commission orders supervision: Regulations on Letters and Visits (2005), art. 36. The first five are its
    clauses 1 to 5; the others are what its clause 6 ("other circumstances that need it") is used for, each by its name."""

    OVERDUE = "overdue", _("Not concluded in time without good reason")
    NO_FEEDBACK = "no_feedback", _("Result not reported back as prescribed")
    PROCEDURE = "procedure", _("Not handled by the prescribed procedure")
    SHIRKING = "shirking", _("Shirking, delay or perfunctory work")
    NOT_CARRIED_OUT = "not_carried_out", _("Decision on the matter not carried out")
    SERIOUS = "serious", _("A serious matter")
    PUBLIC = "public", _("Strong public concern")
    FALSE_REPORT = "false_report", _("False report or concealment")
    BAD_RATING = "bad_rating", _("Bad rating by those concerned")
    BULLETIN = "bulletin", _("Named in a bulletin")
    INSPECTION = "inspection", _("Found by an inspection")
    LEAD = "lead", _("Pointed out by a detector")
    SUPERVISION_FAILURE = "supervision_failure", _("Failed as a supervisor")


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
    IDENTITY_LAPSED = "case.identity_lapsed", _("Nobody decided on opening the identity")
    RELEASE_LAPSED = "case.release_lapsed", _("Nobody decided on the text for the public")
    RELEASE_WITHDRAWN = "case.release_withdrawn", _("The text for the public was withdrawn")
    RECUSAL_ASKED = "case.recusal_asked", _("The citizen wants somebody to keep away")
    RECUSAL_DECIDED = "case.recusal_decided", _("Decided on whether somebody keeps away")
    RECUSAL_LAPSED = "case.recusal_lapsed", _("Nobody decided on whether somebody keeps away")
    FALSE_ACCUSATION = "case.false_accusation", _("Finding of a false accusation")
    FILE_TAKEN = "case.file_taken", _("Case file taken out")
    RATED = "case.rated", _("Rated by the citizen")
    CALLED_BACK = "case.called_back", _("The citizen was called back")
    CLOCK_SIGNALLED = "clock.signalled", _("A clock gave its signal")
    CLOCK_MOVED = "clock.moved", _("A last day was worked out anew")


# What the trail says to desk and commission alone.
COMMISSION_ONLY = (
    EventName.REVENGE_REPORTED,
    EventName.IDENTITY_ASKED,
    EventName.IDENTITY_DECIDED,
    EventName.IDENTITY_OPENED,
    EventName.RELEASE_CHECKED,
    EventName.RELEASE_WRITTEN,
    EventName.RELEASE_DECIDED,
    EventName.RELEASE_WITHDRAWN,
    EventName.IDENTITY_LAPSED,
    EventName.FALSE_ACCUSATION,
    EventName.RECUSAL_ASKED,
    EventName.RECUSAL_DECIDED,
    EventName.RECUSAL_LAPSED,
    EventName.RELEASE_LAPSED,
    EventName.FILE_TAKEN,
)
