"""What every form of a move has."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.forms.fields import BESIDE, note_field
from cases.forms.units import Picker
from cases.models import Case
from common.forms import HouseForm


class MoveForm(HouseForm):
    """What a move asks for. ``note`` is the reason in the trail, everything else its particulars."""

    field_of_refusal = BESIDE

    intro = ""
    guards_text = True
    keeps_draft = False
    # Whether the page offers the units of the register to choose from.
    picks_from_register = False

    @property
    def note(self) -> str:
        """The reason, empty where the move doesn't ask for one."""
        return self.cleaned_data.get("note", "")

    @property
    def details(self) -> dict[str, Any]:
        """What ``move_case`` gets beside the note."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}

    def fit_to(self, case: Case) -> None:
        """Offer only what this case allows; most forms offer the same everywhere."""

    def offer(self, picker: Picker) -> None:
        """Show these units of the register to choose from."""
        self.picker = picker

    @classmethod
    def initial_for(cls, case: Case) -> dict[str, Any]:
        """What stands in the fields before anything was typed."""
        return {"sector": case.sector_id} if "sector" in cls.base_fields else {}


class ReasonForm(MoveForm):
    """A move that needs a reason and nothing else."""

    note = note_field(_("Reason"))
