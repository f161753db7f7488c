"""The words of the public appraisal (行评)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundStage(TextChoices):
    """How far a round has come."""

    DRAFT = "draft", pgettext_lazy("appraisal", "Being prepared")
    OPEN = "open", pgettext_lazy("appraisal", "Open")
    CLOSED = "closed", pgettext_lazy("appraisal", "Closed")
    COMPUTED = "computed", pgettext_lazy("appraisal", "Computed")
    PUBLISHED = "published", pgettext_lazy("appraisal", "Published")
    CANCELLED = "cancelled", pgettext_lazy("appraisal", "Cancelled")


# Its units, questions and members can still be changed.
EARLY = (RoundStage.DRAFT,)
COUNTED = (RoundStage.COMPUTED, RoundStage.PUBLISHED)


class RoundParty(TextChoices):
    """As what somebody acts on a round."""

    ORGANISER = "organiser", _("Appraisal office")
    LEADER = "leader", _("Leader of the commission")


class MemberKind(TextChoices):
    """What a member of the appraisal group is."""

    DEPUTY = "deputy", _("Deputy of the People's Congress")
    CPPCC = "cppcc", _("Member of the CPPCC")
    CITIZEN = "citizen", _("Representative of the citizens")
    JOURNALIST = "journalist", _("Journalist")
    EXPERT = "expert", _("Expert")


class Mark(TextChoices):
    """What a member answers to a question of the sheet; the value is the number of points."""

    FIVE = "5", _("Very good")
    FOUR = "4", _("Good")
    THREE = "3", _("Fair")
    TWO = "2", _("Poor")
    ONE = "1", _("Very poor")


class DoneMark(TextChoices):
    """What a member answers to "done as promised?"."""

    FIVE = "5", _("Fully")
    FOUR = "4", _("Mostly")
    THREE = "3", _("Half")
    TWO = "2", _("Hardly")
    ONE = "1", _("Not at all")


class ScoreGrade(TextChoices):
    """The grade of a unit."""

    SATISFIED = "satisfied", pgettext_lazy("appraisal", "Satisfactory")
    RATHER = "rather", pgettext_lazy("appraisal", "Rather satisfactory")
    BASIC = "basic", pgettext_lazy("appraisal", "Basically satisfactory")
    DISSATISFIED = "dissatisfied", pgettext_lazy("appraisal", "Unsatisfactory")


class ScoreStanding(TextChoices):
    """Whether a unit stands in the ranking, or why not."""

    RANKED = "ranked", pgettext_lazy("appraisal", "Ranked")
    TOO_FEW = "too_few", _("Not ranked: too few direct votes")
    VETOED = "vetoed", _("Not ranked: veto")
    ENFORCES = "enforces", _("Not ranked: satisfaction alone doesn't rank law enforcement and mediation")


class VetoKind(TextChoices):
    """What takes a unit out of the ranking, with the lowest grade."""

    ACCIDENT = "accident", _("Grave accident")
    EXPOSED = "exposed", _("A case that was proved and exposed")
    LEADER = "leader", _("A leader under investigation")


class SurveyState(TextChoices):
    """How far the file of a third party has come."""

    PREPARED = "prepared", _("Read, not yet taken over")
    TAKEN = "taken", _("Taken over")
    REPLACED = "replaced", _("Replaced by a later one")


class SurveyFault(TextChoices):
    """What is wrong with a row of the file."""

    UNREADABLE = "unreadable", _("This row can't be read.")
    NO_RESPONDENT = "no_respondent", _("The number of the respondent is missing.")
    TWICE = "twice", _("This respondent stands in the file before.")
    UNKNOWN_UNIT = "unknown_unit", _("This unit isn't appraised in this round.")
    UNKNOWN_GRADE = "unknown_grade", _("The grade is none of 1, 2, 3 or their words.")


class RoundRefusal(TextChoices):
    """Why a step of an appraisal can't be made, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("The round has moved on: this is no longer possible.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    ASKED_ALREADY = "asked_already", _("This was asked for already; wait for the decision.")
    DAYS_OUT_OF_ORDER = (
        "days_out_of_order",
        _("The period must end after it begins, and ballots close no earlier than the period ends."),
    )
    NO_UNITS = "no_units", _("No unit is appraised yet.")
    NOT_BELOW = "not_below", _("Only units of the commission's area, and no commission, can be appraised.")
    NO_QUESTIONS = "no_questions", _("The weights of the questions must add up to 100.")
    NO_LIST_QUESTION = (
        "no_list_question",
        _("One question, and only one, must be about the rectification list."),
    )
    NO_LIST = "no_list", _("A unit has no item on a rectification list: a sheet without one isn't possible.")
    NOT_OVER = "not_over", _("The period isn't over yet: direct votes still come in.")
    BOX_OPEN = "box_open", _("The box is still open, as the members were told: close it after its last day.")
    VOTING_BEGAN = "voting_began", _("The first ballot was cast: the codes can't be given out again.")
    NO_MEMBERS = "no_members", _("Nobody was appointed to the appraisal group.")
    CODES_ARE_OUT = "codes_are_out", _("The codes were given out: the group stays as it is.")
    NO_SUCH_CODE = "no_such_code", _("This code opens no appraisal that is open.")
    CONFLICT = (
        "conflict",
        _("This code is not valid for this unit: nobody scores a unit that he has a tie to."),
    )
    CAST_ALREADY = "cast_already", _("A ballot on this unit was cast with this code already.")
    MARKS_MISSING = "marks_missing", _("Please answer every question of the sheet.")
    METHOD_MISSING = "method_missing", _("A survey without its method isn't taken over.")
    FILE_UNREADABLE = "file_unreadable", _("This file can't be read as a table.")
    NO_ROWS = "no_rows", _("No row of the file can be taken over.")
    NOT_ENOUGH_VOTES = "not_enough_votes", _("There aren't so many votes to set aside.")
    TOO_LATE = "too_late", _("The days in which a score can be appealed are over.")
    NOTHING_CHANGES = "nothing_changes", _("Say which votes are set aside, or that the veto is lifted.")
    WEIGHTS_SUM = "weights_sum", _("The three weights must add up to 100.")
    WEIGHTS_ORDER = (
        "weights_order",
        _("Direct votes must weigh more than the group, and the group more than the third party."),
    )
    BOUNDS_ORDER = "bounds_order", _("The bounds of the grades must fall, from 100 at most.")
    POINTS_ORDER = "points_order", _("The points of the three words must fall, from 100 at most.")
    PAST_DAY = "past_day", _("The past can't be changed: choose today or a later day.")
