"""The words of leads: what is looked for, under which of the four triggers, with which limits, and what becomes of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Trigger(TextChoices):
    """The four grounds on which the plan of the special action holds a unit and its leaders to account (M57)."""

    LEADERSHIP = "leadership", _("Weak leadership")
    RECURRING = "recurring", _("Bad practices that don't stop")
    UNCORRECTED = "uncorrected", _("Bad practices left uncorrected")
    SUPPRESSED = "suppressed", _("Cases held down and not looked into")


class Detector(TextChoices):
    """What is looked for in the trail and the tables of cases."""

    IDLE = "idle", _("A case is sat on")
    PASSED_ON = "passed_on", _("A case is passed from unit to unit")
    EVE = "eve", _("More time is asked for on the eve of the last day")
    NO_CONTACT = "no_contact", _("Cases are closed without a word to the citizen")
    SAME_REPLY = "same_reply", _("The same reply goes to different cases")
    MONTH_END = "month_end", _("Cases are finished in a heap at the end of the month")
    ORDER_IGNORED = "order_ignored", _("An order of the commission isn't acted upon")
    REPEATED = "repeated", _("The same trouble with the same unit again and again")
    OVERDUE = "overdue", _("A large part is late")
    NO_GROUND = "no_ground", _("Refusals without a ground that holds")
    UNSETTLED = "unsettled", _("The citizen says that it isn't settled, after it was handled anew")


class LimitName(TextChoices):
    """A limit of a detector that the commission can set."""

    DAYS = "days", _("days")
    CASES = "cases", _("cases at least")
    WINDOW = "window", _("days looked back")
    CHANGES = "changes", _("changes of the unit")
    EVE_DAYS = "eve_days", _("days before the last day")
    SHARE = "share", _("share, in percent")
    WROTE = "wrote", _("only where the citizen had written")
    LIKENESS = "likeness", _("likeness of the texts, in percent")
    LAST_DAYS = "last_days", _("last days of the month")
    PROVED = "proved", _("only what was proved")
    LETTERS = "letters", _("shortest reason, in characters")
    SAME = "same", _("cases with the same reason")


class Basis(TextChoices):
    """What a detector rests on. The limits themselves are defaults of this system, not law."""

    PLAN = "plan_triggers", _("Plan of the special action (2013): the four grounds of accountability")
    LEADERS_2009 = (
        "accountability_rules_2009_art_5",
        _("Interim Provisions on the Accountability of Leading Cadres (2009), art. 5"),
    )
    SUPERVISE_2005 = "petition_regulation_2005_art_36", _("Regulations on Letters and Visits (2005), art. 36")
    CONCLUDE_2005 = "petition_regulation_2005_art_33", _("Regulations on Letters and Visits (2005), art. 33")
    ANSWER_2005 = "petition_regulation_2005_art_32", _("Regulations on Letters and Visits (2005), art. 32")
    INTAKE_2005 = (
        "petition_regulation_2005_art_21_42",
        _("Regulations on Letters and Visits (2005), art. 21 and 42"),
    )
    DELAY_2005 = "petition_regulation_2005_art_43", _("Regulations on Letters and Visits (2005), art. 43")


class LeadState(TextChoices):
    """Where a lead stands."""

    OPEN = "open", pgettext_lazy("lead", "Open")
    TAKEN_UP = "taken_up", _("Taken up")
    DISMISSED = "dismissed", _("Dismissed")
    SETTLED = "settled", _("Turned into an order or a file")


class LeadEventName(TextChoices):
    """What happens to a lead."""

    FOUND = "lead.found", pgettext_lazy("lead", "Found")
    RENEWED = "lead.renewed", _("Found again, with new evidence")
    MOVED = "lead.moved", _("Gone to another commission")
    CAME_BACK = "lead.came_back", _("Came back: there is evidence from after the dismissal")
    TAKEN_UP = "lead.taken_up", _("Taken up")
    LEFT = "lead.left", _("Open again: whoever had it in hand keeps away from it")
    DISMISSED = "lead.dismissed", _("Dismissed")
    SETTLED = "lead.settled", _("Turned into an order or a file")


class Outcome(TextChoices):
    """What a lead was turned into."""

    ORDER = "order", _("Supervision order")
    ACCOUNTABILITY = "accountability", _("Accountability file")


class RefusedFor(TextChoices):
    """Why a refusal counts as one without a ground that holds."""

    SHORT = "short", _("hardly a reason given")
    SAME = "same", _("the same reason as in many others")
    TAKEN_UP = "taken_up", _("the commission took it up again")
    OVERRULED = "overruled", _("the objection was refused")
    REVISED = "revised", _("the review changed or revoked the answer")


class LeadRefusal(TextChoices):
    """Why something can't be done with a lead."""

    WRONG_STATE = "wrong_state", _("The lead has moved on: this isn't possible any more.")
    REASON_MISSING = "reason_missing", _("Please give the reason.")
    ACCUSED = (
        "accused",
        _(
            "The cases behind the lead accuse this unit, which must not hear of them: order the unit above it, as a supervisor "
            "that failed."
        ),
    )
    NOT_ITS_OUTCOME = (
        "not_its_outcome",
        _("This order or file is about something else: another unit, and none of the lead's cases."),
    )
