"""The words of the accountability ledger: who answers for what was found, how far it has come, and by which law."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Liability(TextChoices):
    """As what somebody is held to account (M55)."""

    DIRECT = "direct", _("Directly responsible")
    LEADER = "leader", _("Responsible as a leader")


class AccountStage(TextChoices):
    """How far an accountability file has come."""

    OPEN = "open", _("Open, no measure yet")
    PROPOSED = "proposed", _("Measure proposed")
    DECIDED = "decided", _("Decided, to be served")
    SERVED = "served", _("Served, may be appealed")
    APPEALED = "appealed", _("Appealed, to be answered")
    FINAL = "final", pgettext_lazy("accountability", "Final")
    LIFTED = "lifted", _("Measure lifted")
    CLEARED = "cleared", _("Name cleared")


class AppealOutcome(TextChoices):
    """What became of an appeal against a measure."""

    UPHELD = "upheld", pgettext_lazy("appeal", "Upheld")
    CHANGED = "changed", pgettext_lazy("appeal", "Changed to a lighter measure")
    LIFTED = "lifted", pgettext_lazy("appeal", "Lifted")


class MeasureFamily(TextChoices):
    """By which law somebody is held to account."""

    PARTY = "party", _("Party discipline")
    GOVERNMENT = "government", _("Administrative sanction")
    ACCOUNTABILITY = "accountability", _("Accountability of leaders")
    ORGANISATION = "organisation", _("Talk or organisational measure")
    JUDICIARY = "judiciary", _("Judiciary")


class LedgerEvent(TextChoices):
    """What is written in the trail of an accountability file."""

    OPENED = "account.opened", _("File opened")
    PROPOSED = "account.proposed", _("Measure proposed")
    APPROVED = "account.approved", _("Measure approved")
    REFUSED = "account.refused", _("Measure refused")
    LAPSED = "account.lapsed", _("Proposal lapsed: nobody decided")
    SERVED = "account.served", _("Decision served")
    APPEALED = "account.appealed", _("Appeal received")
    ANSWERED = "account.answered", _("Appeal answered")
    BECAME_FINAL = "account.became_final", _("Not appealed in time: final")
    CLEARED = "account.cleared", _("Name cleared in a suitable circle")
    REMINDED = "account.reminded", _("Reminder of the answer")
    LATE = "account.late", _("The answer is overdue")


class AccountRefusal(TextChoices):
    """Why a step of the ledger is refused, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("The file has moved on: this step is no longer possible.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    NOT_PROVED = "not_proved", _("Nobody is held to account for what isn't proved.")
    NOBODY_NAMED = (
        "nobody_named",
        _("Please name the person and the post; the register names nobody for that day."),
    )
    NAMED_ALREADY = "named_already", _("There is a file on this person in this case already.")
    DAY_UNFIT = "day_unfit", _("The day can't lie in the future.")
    MEASURE_UNFIT = "measure_unfit", _("This measure doesn't fit: leaders alone can be held to account so.")
    LEVEL_TOO_LOW = (
        "level_too_low",
        _("This measure, or this person's post, needs a commission of a higher level to approve it."),
    )
    APPEAL_TOO_LATE = "appeal_too_late", _("The 15 days in which an appeal may be made have passed.")
    SERVED_LATER = "served_later", _("An appeal can't come before the decision was served.")
    NOT_LIGHTER = "not_lighter", _("An appeal may lighten a measure, never make it graver.")
