"""What was promised on the air of a hotline programme: the promise is a clock of the case (M71)."""

from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import ClockName, Party, Stage
from cases.lifecycle.rows import Move, Tell

PROMISES: tuple[Move, ...] = (
    Move(
        name="promise",
        label=_("Record a promise made on the air"),
        sources=(Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.HANDLING),
        target=None,
        by=(Party.SYSTEM,),
        checks=(
            rules.note_is_given,
            rules.details_are_given,
            rules.unit_may_receive,
            rules.nothing_is_promised,
        ),
        required=("days", "unit"),
        starts=(ClockName.PROMISE,),
        tells=(Tell(Party.DESK, "case_promised"), Tell(Party.UNIT, "case_promised")),
        citizen_line=_("A promise about your question was made on the air; it is followed up."),
    ),
)
