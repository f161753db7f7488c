"""What a citizen may do beside complaining: withdraw, and have an answer reviewed by the next higher body.

Review (复查) and re-review (复核): Regulations on Letters and Visits (2005), art. 34 and 35; Regulations on Petition Work
(2022), art. 35 and 36. The unit whose answer is reviewed stays responsible meanwhile; the reviewing body has to act.
The time of a hearing isn't counted (2005: art. 35; 2022: art. 36); it is held once in a review, for thirty days at most.
"""

from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import ClockName, Party, Stage
from cases.lifecycle.rows import ALL_CLOCKS, HEARD_CLOCKS, Move, Tell

WRITTEN_DECISION = ("request", "facts", "opinion", "legal_basis")

REMEDIES: tuple[Move, ...] = (
    Move(
        name="withdraw",
        label=_("Withdraw"),
        sources=(
            Stage.RECEIVED,
            Stage.ACCEPTED,
            Stage.ASSIGNED,
            Stage.HANDLING,
            Stage.ANSWERED,
            Stage.JOINED,
        ),
        target=Stage.WITHDRAWN,
        by=(Party.CITIZEN,),
        stops=ALL_CLOCKS,
        tells=(
            Tell(Party.CITIZEN, "citizen_withdrawn"),
            Tell(Party.UNIT, "case_withdrawn"),
            Tell(Party.DESK, "case_withdrawn"),
            Tell(Party.COMMISSION, "case_withdrawn"),
        ),
        citizen_line=_("You have withdrawn your complaint."),
        tone="danger",
    ),
    Move(
        name="take_back",
        label=_("Take the withdrawal back"),
        sources=(Stage.WITHDRAWN,),
        target=Stage.RECEIVED,
        by=(Party.CITIZEN,),
        checks=(rules.withdrawal_is_fresh,),
        starts=(ClockName.TRIAGE,),
        tells=(
            Tell(Party.DESK, "withdrawal_taken_back"),
            Tell(Party.COMMISSION, "withdrawal_taken_back"),
        ),
        citizen_line=_("You have taken the withdrawal back; your complaint goes on."),
    ),
    Move(
        name="lead",
        label=_("Lead the matter from now on"),
        sources=(Stage.JOINED,),
        target=Stage.ACCEPTED,
        by=(Party.SYSTEM,),
        starts=(ClockName.TRIAGE, ClockName.CONCLUDE),
        tells=(Tell(Party.DESK, "case_leads"),),
        citizen_line=_("Your complaint is being given to another department."),
        tone="secondary",
    ),
    Move(
        name="ask_review",
        label=_("Ask for a review"),
        sources=(Stage.CLOSED,),
        target=Stage.REVIEWING,
        by=(Party.CITIZEN,),
        checks=(
            rules.details_are_given,
            rules.review_is_in_time,
            rules.review_is_left,
            rules.reviewer_is_left,
            rules.unit_may_receive,
        ),
        required=("grounds",),
        starts=(ClockName.REVIEW,),
        tells=(
            Tell(Party.REVIEWER, "review_asked"),
            Tell(Party.UNIT, "answer_under_review"),
            Tell(Party.COMMISSION, "answer_under_review"),
        ),
        citizen_line=_("You have asked the next higher authority to review the answer."),
        tone="warning",
    ),
    Move(
        name="open_hearing",
        label=_("Hold a hearing"),
        sources=(Stage.REVIEWING,),
        target=None,
        by=(Party.REVIEWER,),
        checks=(rules.note_is_given, rules.term_is_running, rules.hearing_is_left),
        starts=(ClockName.HEARING,),
        tells=(
            Tell(Party.CITIZEN, "citizen_asked"),
            Tell(Party.UNIT, "hearing_called"),
            Tell(Party.COMMISSION, "hearing_called"),
        ),
        citizen_line=_("There is a hearing on your request; the time for the review stands still meanwhile."),
        tone="secondary",
        pauses=HEARD_CLOCKS,
        unless=ClockName.HEARING,
    ),
    Move(
        name="end_hearing",
        label=_("End the hearing"),
        sources=(Stage.REVIEWING,),
        target=None,
        by=(Party.REVIEWER, Party.SYSTEM),
        checks=(rules.hearing_is_open,),
        stops=(ClockName.HEARING,),
        tells=(Tell(Party.REVIEWER, "hearing_over"),),
        citizen_line=_("The hearing is over; the time for the review runs again."),
        tone="secondary",
        during=ClockName.HEARING,
    ),
    Move(
        name="decide_review",
        label=_("Decide the review"),
        sources=(Stage.REVIEWING,),
        target=Stage.CLOSED,
        by=(Party.REVIEWER,),
        checks=(rules.details_are_given, rules.outcome_is_decided),
        required=(*WRITTEN_DECISION, "outcome"),
        stops=(ClockName.REVIEW, ClockName.HEARING),
        tells=(
            Tell(Party.CITIZEN, "citizen_reviewed"),
            Tell(Party.UNIT, "review_decided"),
            Tell(Party.COMMISSION, "review_decided"),
        ),
        citizen_line=_("The review is decided; the decision is on this page."),
        tone="success",
    ),
    Move(
        name="annul",
        label=_("Revoke the answer"),
        sources=(Stage.REVIEWING,),
        target=Stage.HANDLING,
        by=(Party.REVIEWER,),
        checks=(rules.details_are_given,),
        required=WRITTEN_DECISION,
        starts=(ClockName.REDO,),
        stops=(ClockName.REVIEW, ClockName.HEARING),
        tells=(
            Tell(Party.CITIZEN, "citizen_reviewed"),
            Tell(Party.UNIT, "answer_revoked"),
            Tell(Party.COMMISSION, "review_decided"),
        ),
        citizen_line=_("The review has revoked the answer; the department has to handle the matter anew."),
        tone="danger",
    ),
    Move(
        name="pass_review",
        label=_("Pass the review on to the body above"),
        sources=(Stage.REVIEWING,),
        target=None,
        by=(Party.SYSTEM,),
        checks=(rules.note_is_given, rules.details_are_given, rules.unit_may_receive),
        required=("unit",),
        tells=(Tell(Party.REVIEWER, "review_asked"),),
    ),
    Move(
        name="recall_reviewed",
        label=_("Recall a case under review"),
        sources=(Stage.REVIEWING,),
        target=Stage.ACCEPTED,
        by=(Party.SYSTEM,),
        checks=(rules.note_is_given,),
        starts=(ClockName.TRIAGE, ClockName.CONCLUDE),
        stops=(ClockName.REVIEW, ClockName.HEARING),
        tells=(Tell(Party.DESK, "case_recalled"), Tell(Party.COMMISSION, "case_recalled")),
        citizen_line=_("Your complaint is being given to another department."),
        tone="secondary",
    ),
)
