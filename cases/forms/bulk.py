"""What a move on many cases asks for: the same as a single one, less what each case has of its own."""

from cases.forms.base import MoveForm
from cases.forms.fields import sector_field
from cases.forms.moves import MOVE_FORMS, SuperviseForm
from cases.lifecycle import MOVES
from cases.services.bulk import CLASSIFY


class ClassifyManyForm(MoveForm):
    """The sector that many cases get."""

    guards_text = False
    sector = sector_field()


def _for_many(form: type[MoveForm]) -> type[MoveForm]:
    """Without the sector: each case keeps its own; and what has to be read in each case isn't said of many."""
    without = {"sector": None, "not_accused": None}
    return type(f"Many{form.__name__}", (form,), without | {"__doc__": form.__doc__})


FORMS = MOVE_FORMS | {"supervise": SuperviseForm}
BULK_FORMS: dict[str, type[MoveForm]] = {
    **{move.name: _for_many(FORMS[move.name]) for move in MOVES if move.in_bulk},
    CLASSIFY: ClassifyManyForm,
}
