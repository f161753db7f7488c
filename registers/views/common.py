"""What the pages of the registers share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from registers.choices import REGISTERS, Register
from registers.models import Record
from registers.permissions import can_see_registers, is_above, registers_for
from registers.selectors.marks import Mark, marks_of


class RegisterPage(StaffPage):
    """A page of a register, for those who have to do with it; for everybody else it doesn't exist."""

    def check_access(self, user) -> None:
        """Whoever has to do with no register has nothing to look for here."""
        super().check_access(user)
        if not can_see_registers(user):
            raise PermissionDenied

    @cached_property
    def register(self) -> Register:
        """The register of this address."""
        found = REGISTERS.get(self.kwargs["register"])
        if found is None or found not in registers_for(self.request.user):
            raise Http404
        return found

    def record_or_404(self) -> Record:
        """The record of this address."""
        records = Record.objects.visible_to(self.request.user).select_related(
            "area", "unit__area", "sector", "recorded_by"
        )
        record = records.filter(pk=self.kwargs["record"]).first()
        if record is None:
            raise Http404
        return record

    def crumbs(self, register: Register, *steps: tuple[str, str]) -> list[dict]:
        """The way from the overview to a page of a register; the last step is the page itself."""
        list_url = reverse("registers:record-list", args=[register.name]) if steps else ""
        way = [
            {"label": _("Registers"), "url": reverse("registers:overview")},
            {"label": register.label, "url": list_url},
        ]
        return [*way, *({"label": label, "url": url} for label, url in steps)]


def marks_for(user, records: list[Record]) -> dict[int, Mark]:
    """The open cases that mark these records of one register, by the keys of their units, as far as the user knows of them."""
    if not records:
        return {}
    register, units = records[0].row, {record.unit for record in records}
    above = [unit.pk for unit in units if is_above(user, register, unit)] if register.marks else ()
    return marks_of(register, user, units, above=above)
