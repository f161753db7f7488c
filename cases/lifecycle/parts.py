"""What passes between the responsible unit and its co-handlers: each is asked for its part and hands that in (M56).

Who is told of these moves is one unit among several, so ``cases.services.parts`` tells it, and not the table.
"""

from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import Party, Stage
from cases.lifecycle.rows import Move, Tell

WITH_A_UNIT = (Stage.ASSIGNED, Stage.HANDLING)

PARTS: tuple[Move, ...] = (
    Move(
        name="ask_part",
        label=_("Ask a co-handler for its part"),
        sources=WITH_A_UNIT,
        target=None,
        by=(Party.UNIT,),
        checks=(
            rules.note_is_given,
            rules.details_are_given,
            rules.unit_may_receive,
            rules.unit_helps,
            rules.no_part_is_open,
            rules.due_day_fits,
        ),
        required=("unit", "due_on"),
        tone="secondary",
    ),
    Move(
        name="contribute",
        label=_("Hand in our part"),
        sources=WITH_A_UNIT,
        target=None,
        by=(Party.CO_HANDLER,),
        checks=(rules.note_is_given, rules.part_is_asked),
        tells=(Tell(Party.UNIT, "case_contributed"),),
    ),
    Move(
        name="return_part",
        label=_("Send a part back"),
        sources=WITH_A_UNIT,
        target=None,
        by=(Party.UNIT,),
        checks=(
            rules.note_is_given,
            rules.details_are_given,
            rules.unit_helps,
            rules.part_is_handed_in,
            rules.due_day_fits,
        ),
        required=("unit", "due_on"),
        tone="danger",
    ),
)
