"""What a unit may ask for when a case is with it, who decides, and what stands still meanwhile.

Objection: Regulations on Petition Work (2022), art. 23, and R6. More time: Regulations on Letters and Visits (2005),
art. 33; Regulations on Petition Work (2022), art. 34. No law lets a clock stand still for a question to the citizen;
it does so twice at most, and for fifteen days, so that a citizen who is asked for a missing paper isn't put off.
"""

from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import ClockName, Party, Stage
from cases.lifecycle.rows import PAUSING_CLOCKS, Move, Tell

DECIDES = (rules.something_is_pending, rules.somebody_else_decides)

REQUESTS: tuple[Move, ...] = (
    Move(
        name="object",
        label=_("Object: not ours"),
        sources=(Stage.ASSIGNED,),
        target=None,
        by=(Party.UNIT,),
        checks=(
            rules.note_is_given,
            rules.objection_is_in_time,
            rules.objection_is_left,
            rules.nothing_is_pending,
        ),
        starts=(ClockName.OBJECTION,),
        tells=(Tell(Party.DESK, "case_objected"),),
        tone="danger",
        unless=ClockName.OBJECTION,
    ),
    Move(
        name="consent",
        label=_("Agree that it isn't theirs"),
        sources=(Stage.ASSIGNED,),
        target=Stage.ACCEPTED,
        by=(Party.DESK, Party.COMMISSION),
        checks=DECIDES,
        starts=(ClockName.TRIAGE,),
        stops=(ClockName.SIGN_FOR, ClockName.SUPERVISION_REPLY, ClockName.OBJECTION),
        tells=(Tell(Party.UNIT, "objection_granted"), Tell(Party.DESK, "case_handed_back")),
        citizen_line=_("Your complaint is being given to another department."),
        during=ClockName.OBJECTION,
    ),
    Move(
        name="overrule",
        label=_("Refuse the objection"),
        sources=(Stage.ASSIGNED,),
        target=None,
        by=(Party.DESK, Party.COMMISSION),
        checks=(rules.note_is_given, *DECIDES),
        stops=(ClockName.OBJECTION,),
        tells=(Tell(Party.UNIT, "objection_refused"),),
        tone="danger",
        during=ClockName.OBJECTION,
    ),
    Move(
        name="ask_time",
        label=_("Ask for more time"),
        sources=(Stage.HANDLING,),
        target=None,
        by=(Party.UNIT,),
        checks=(
            rules.note_is_given,
            rules.details_are_given,
            rules.days_fit,
            rules.term_is_running,
            rules.more_time_is_left,
            rules.nothing_is_pending,
        ),
        required=("days",),
        starts=(ClockName.MORE_TIME,),
        tells=(Tell(Party.UNIT_HEAD, "time_asked"),),
        tone="secondary",
        unless=ClockName.MORE_TIME,
    ),
    Move(
        name="grant_time",
        label=_("Grant more time"),
        sources=(Stage.HANDLING,),
        target=None,
        by=(Party.UNIT_HEAD,),
        checks=(*DECIDES, rules.term_is_running),
        stops=(ClockName.MORE_TIME,),
        tells=(
            Tell(Party.UNIT, "time_granted"),
            Tell(Party.COMMISSION, "time_granted"),
            Tell(Party.CITIZEN, "citizen_extended"),
        ),
        citizen_line=_("The department needs more time; the reason and the new date are on this page."),
        extends=ClockName.CONCLUDE,
        during=ClockName.MORE_TIME,
    ),
    Move(
        name="refuse_time",
        label=_("Refuse more time"),
        sources=(Stage.HANDLING,),
        target=None,
        by=(Party.UNIT_HEAD,),
        checks=(rules.note_is_given, *DECIDES),
        stops=(ClockName.MORE_TIME,),
        tells=(Tell(Party.UNIT, "time_refused"),),
        tone="danger",
        during=ClockName.MORE_TIME,
    ),
    Move(
        name="ask_citizen",
        label=_("Ask the citizen"),
        sources=(Stage.HANDLING,),
        target=None,
        by=(Party.UNIT,),
        checks=(
            rules.note_is_given,
            rules.term_is_running,
            rules.not_waiting_already,
            rules.questions_are_left,
        ),
        starts=(ClockName.CITIZEN_REPLY,),
        tells=(Tell(Party.CITIZEN, "citizen_asked"),),
        citizen_line=_("The department has asked you something; until you reply its time stands still."),
        tone="secondary",
        pauses=PAUSING_CLOCKS,
        unless=ClockName.CITIZEN_REPLY,
    ),
    Move(
        name="go_on",
        label=_("Go on without a reply"),
        sources=(Stage.HANDLING,),
        target=None,
        by=(Party.UNIT, Party.CITIZEN, Party.SYSTEM),
        checks=(rules.is_waiting,),
        stops=(ClockName.CITIZEN_REPLY,),
        tells=(Tell(Party.UNIT, "case_goes_on"),),
        citizen_line=_("The time of the department runs again."),
        tone="secondary",
        during=ClockName.CITIZEN_REPLY,
    ),
)
