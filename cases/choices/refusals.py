"""Every reason why something is refused at a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    UNIT_SPOKEN_OF = (
        "unit_spoken_of",
        _(
            "The complaint speaks of this unit. If it complains of it, name the unit as accused first; if not, say so and try again."
        ),
    )
    UNIT_INACTIVE = "unit_inactive", _("This unit is no longer active.")
    UNIT_SAME = "unit_same", _("The case is with this unit already.")
    CO_HANDLER_IS_RESPONSIBLE = (
        "co_handler_is_responsible",
        _("The responsible unit can't also be a co-handler."),
    )
    OBJECTION_TOO_LATE = "objection_too_late", _("The time to object that it is not yours has passed.")
    OBJECTION_DECIDED = (
        "objection_decided",
        _("It was decided that this case is your unit's: that can't be objected to again."),
    )
    UNIT_RELEASED = (
        "unit_released",
        _(
            "It was agreed that the case isn't a matter of this unit: only the commission can decide otherwise."
        ),
    )
    HEARD_ALREADY = "heard_already", _("There was a hearing in this review already; there can be only one.")
    NOTE_FIXED = (
        "note_fixed",
        _("Its author can change a note for 30 minutes; after that it can be struck out."),
    )
    NOTE_STRUCK = "note_struck", _("This note is struck out already.")
    CANT_MENTION = (
        "cant_mention",
        _("Somebody you picked may not read this note; whoever may is in the list of colleagues."),
    )
    NOT_A_HELPER = "not_a_helper", _("This unit isn't a co-handler of the case.")
    PART_OPEN = (
        "part_open",
        _("This unit has been asked for its part already and hasn't handed it in yet."),
    )
    NO_PART_ASKED = "no_part_asked", _("Nothing is asked of your unit at the moment.")
    PART_NOT_HANDED_IN = "part_not_handed_in", _("This unit has handed nothing in that could be sent back.")
    DUE_DAY_UNFIT = "due_day_unfit", _("The day must be one from tomorrow on, and within 60 days.")
    NOTHING_ASKED = "nothing_asked", _("There is nothing to decide: no request is waiting.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    EXTENDED_ALREADY = "extended_already", _("The time was extended before; it can be only once.")
    DAYS_OUT_OF_RANGE = "days_out_of_range", _("Between 1 and 30 days can be asked for.")
    TERM_OVER = (
        "term_over",
        _("The time to conclude has run out or doesn't run: it can't be changed any more."),
    )
    ASKED_TWICE = (
        "asked_twice",
        _("The clock stood still for two questions already; write a message, which doesn't stop it."),
    )
    NO_ANSWER = "no_answer", _("A case can't be closed without findings and an answer to the citizen.")
    PERSONS_MISSING = (
        "persons_missing",
        _("What is proved has an outcome for somebody: name at least one person and what was decided."),
    )
    LEADERSHIP_MISSING = (
        "leadership_missing",
        _("Please decide whether a leader is responsible, and give the reason."),
    )
    FIX_MISSING = (
        "fix_missing",
        _("Please say what was changed so that it doesn't happen again, or why nothing had to be."),
    )
    RECEIVERS_MISSING = "receivers_missing", _("Please say to whom the money was returned.")
    SUPERVISED_ALREADY = "supervised_already", _("An order is under way already; wait for the report.")
    NOT_SUPERVISED = "not_supervised", _("This case isn't under supervision.")
    HAS_IT_ITSELF = (
        "has_it_itself",
        _("The case lies with your own commission: an order goes to another unit."),
    )
    ORDER_REFUSED = (
        "order_refused",
        _("No order can be issued to the unit that has the case. Open the case to see why."),
    )
    REOPENED_ALREADY = "reopened_already", _("A case can be reopened by its citizen only once.")
    LEADING_NOT_OPEN = "leading_not_open", _("Only a case that is under way can take another one in.")
    LEADS_OTHERS = "leads_others", _("Other cases are joined to this one; take them out first.")
    MATTER_BARRED = (
        "matter_barred",
        _("One of the two cases accuses a unit that has the other, or those who lead it: they stay apart."),
    )
    PLACE_ELSEWHERE = "place_elsewhere", _("Only a place within the one that is known can be set.")
    UNIT_ABOVE = "unit_above", _("A body above the province can only be named in words.")
    BELONGS_ELSEWHERE = (
        "belongs_elsewhere",
        _(
            "The case is marked as a matter of a court or another legal procedure, so it can't be handled here: decline it "
            "with the notice, or take the mark off with a reason."
        ),
    )
    FORUM_MISSING = "forum_missing", _("Please say which organ decides the matter.")
    PROMISED_ALREADY = (
        "promised_already",
        _("Something was promised on the air about this case; that has to be kept first."),
    )
    NOBODY_ABOVE = "nobody_above", _("There is no commission above this one that may receive the case.")
    UNIT_TOO_LOW = (
        "unit_too_low",
        _("The case was handed up, so only units above the level that it left may receive it."),
    )
    ASKED_ALREADY = "asked_already", _("This was asked for already; wait for the decision.")
    NOBODY_TO_RECUSE = "nobody_to_recuse", _("Please choose who keeps away.")
    NOT_GRANTED = "not_granted", _("This was not granted, or more than a day ago; please ask again.")
    TAKE_BACK_TOO_LATE = (
        "take_back_too_late",
        _("The time to take a withdrawal back has passed. You can hand in a new complaint at any time."),
    )
    REVIEW_TOO_LATE = "review_too_late", _("The 30 days in which a review may be asked for have passed.")
    REVIEWED_FINALLY = (
        "reviewed_finally",
        _("The second review was final: the same facts and reasons are not accepted any more."),
    )
    NO_REVIEWER = "no_reviewer", _("No body is left in this system that could review the answer.")
    OUTCOME_UNKNOWN = "outcome_unknown", _("A review upholds the answer or changes it.")
    REVIEW_ASKED = "review_asked", _("A review was asked for: a rating doesn't reopen the case as well.")
    NOT_CLOSED = "not_closed", _("Only a closed case with an answer is told to the public.")
    RELEASED_ALREADY = "released_already", _("There is a text for the public already; withdraw it first.")
    NOT_RELEASED = "not_released", _("Only what is released can be withdrawn.")
    LEAKS = "leaks", _("The text says what must not be public; the places are marked.")
    NOT_DISSATISFIED = (
        "not_dissatisfied",
        _("Only a dissatisfied rating with a reason that says so reopens a case."),
    )
