"""How many records there are in each register, and how many of them have an open alarm, as far as somebody may see them."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from organizations.models import Area, Sector
from organizations.selectors import code_prefix
from registers.choices import REGISTERS, FindingState, Register
from registers.models import Finding, Record
from registers.selectors.asking import registers_of


@dataclass(frozen=True)
class AlarmCount:
    """One register: its records, those with an open alarm, and the area that both were asked for."""

    register: Register
    records: int
    alarms: int
    area_code: str = ""

    @property
    def url(self) -> str:
        """The list of the same records."""
        return self._address()

    @property
    def alarms_url(self) -> str:
        """The list of those with an open alarm."""
        return self._address(show="alarms")

    def _address(self, **asked: str) -> str:
        asked |= {"area": self.area_code} if self.area_code else {}
        address = reverse("registers:record-list", args=[self.register.name])
        return f"{address}?{urlencode(asked)}" if asked else address


def alarm_counts(user, *, sector: Sector | None = None, area: Area | None = None) -> list[AlarmCount]:
    """The registers of a sector (all without one) with what the user sees of them in an area (everywhere without one).

    A register with no record that he sees is in it with zeros.
    """
    names = registers_of(sector.code) if sector else list(REGISTERS)
    records = Record.objects.visible_to(user).filter(register__in=names)
    findings = Finding.objects.visible_to(user).filter(state=FindingState.OPEN, record__register__in=names)
    if area is not None:
        prefix = code_prefix(area.code)
        records = records.filter(area__code__startswith=prefix)
        findings = findings.filter(record__area__code__startswith=prefix)
    there = dict(records.order_by().values_list("register").annotate(Count("pk")))
    alarms = dict(
        findings.order_by().values_list("record__register").annotate(Count("record", distinct=True))
    )
    code = area.code if area else ""
    return [AlarmCount(REGISTERS[name], there.get(name, 0), alarms.get(name, 0), code) for name in names]
