"""The words of the campaign and of the sector plans."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(TextChoices):
    """The three steps of a campaign (M01), in their order."""

    DEPLOY = "deploy", _("Mobilising and deploying")
    RECTIFY = "rectify", _("Finding and putting right")
    INSPECT = "inspect", _("Inspecting and concluding")


class DayFlag(TextChoices):
    """What is unusual about a day, seen from the campaign (M01)."""

    BEFORE_WINDOW = "before_window", _("Before the campaign")
    AFTER_WINDOW = "after_window", _("After the campaign")
    BEFORE_PHASE = "before_phase", _("Before its phase")
    AFTER_PHASE = "after_phase", _("After its phase")


class CampaignRefusal(TextChoices):
    """Why a campaign can't be set up so, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    NAME_MISSING = "name_missing", _("Please give the name.")
    CODE_TAKEN = "code_taken", _("There is a campaign with this code already.")
    PHASES_OUT_OF_ORDER = (
        "phases_out_of_order",
        _("The phases must follow one another inside the campaign, each of them at least one day long."),
    )


class VersionState(TextChoices):
    """How far a version of a plan has come; once approved it never changes again."""

    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waits for approval")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")


class PlanStanding(TextChoices):
    """How a sector stands in the campaign's coverage (M05); everything before the approval is a gap."""

    MISSING = "missing", _("No plan")
    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waits for approval")
    APPROVED = "approved", _("Approved, not yet published")
    PUBLISHED = "published", pgettext_lazy("plan", "Published")


COVERED = {PlanStanding.APPROVED, PlanStanding.PUBLISHED}


class ItemKind(TextChoices):
    """What an item of a plan is."""

    PROBLEM = "problem", _("Key problem")
    MEASURE = "measure", pgettext_lazy("plan", "Measure")


class Progress(TextChoices):
    """How far an item has come."""

    WAITING = "waiting", _("Not begun")
    RUNNING = "running", _("Under way")
    DONE = "done", pgettext_lazy("plan", "Done")


class EntryKind(TextChoices):
    """What is written down about an item: how far it is, the four together (M08), and what it is worth."""

    PROGRESS = "progress", _("Progress")
    DEPLOYED = "deployed", _("Deployed together with daily business")
    CARRIED_OUT = "carried_out", _("Carried out together with daily business")
    CHECKED = "checked", _("Checked together with daily business")
    ASSESSED = "assessed", _("Assessed together with daily business")
    SELF = "self", _("Self-assessment")
    INSPECTION = "inspection", _("Score of the inspection")


TICKS = (EntryKind.DEPLOYED, EntryKind.CARRIED_OUT, EntryKind.CHECKED, EntryKind.ASSESSED)
# What the owner of an item reads of it, who has nothing to do with the rest of the plan.
OWNER_READS = (EntryKind.PROGRESS, *TICKS)
SCORES = (EntryKind.SELF, EntryKind.INSPECTION)


class PlanRefusal(TextChoices):
    """Why a step of a plan can't be made, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("The plan has moved on: this is no longer possible.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    ASKED_ALREADY = "asked_already", _("This was asked for already; wait for the decision.")
    BEGUN_ALREADY = "begun_already", _("There is a draft already.")
    NO_ITEMS = "no_items", _("The plan has no items yet.")
    NO_OWNER = "no_owner", _("nobody owns it")
    NO_DAY = "no_day", _("no day is set by which it is due")
    NO_STANDARD = "no_standard", _("it doesn't say by which standard it is judged")
    LEADER_ELSEWHERE = "leader_elsewhere", _("The leader must hold a leading post of the owner.")
    WORDS_MISSING = "words_missing", _("Please write down the evidence.")
    IN_FUTURE = "in_future", _("The day lies in the future.")
    FILE_TAKEN = "file_taken", _("One of the files was sent before. Please choose it again.")
    NO_SCORE = "no_score", _("A score goes from 0 to 100.")


class DeploymentRefusal(TextChoices):
    """Why a deployment can't be entered so, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    DOCUMENT_MISSING = "document_missing", _("A deployment needs its day and the number of its document.")
    OUT_OF_ORDER = (
        "out_of_order",
        _("Something is sent down first, then read, then confirmed, each not before the last."),
    )
    IN_FUTURE = "in_future", _("The day lies in the future.")
