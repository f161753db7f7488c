"""Where the discipline commissions of the cities are reached (R13), as the installation's file says."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from cases.selectors.register import areas

INVENTED = "desks_invented.csv"


class Desk(NamedTuple):
    """The commission of an area, and what is given of address, telephone and hours; empty where nothing is."""

    area: str
    address: str
    phone: str
    hours: str


def desks() -> list[Desk]:
    """The commissions of the province and of its cities, in the order of the file."""
    named = {area.code: area.label for area in areas().values() if area.valid_to is None}
    return [
        Desk(named[row["area_code"]], row["address"], row["phone"], row["hours"])
        for row in _rows(settings.DESKS_FILE)
        if row["area_code"] in named
    ]


def are_invented() -> bool:
    """Whether the file is the one for trials."""
    return Path(settings.DESKS_FILE).name == INVENTED


@lru_cache(maxsize=4)
def _rows(path: str) -> tuple[dict[str, str], ...]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            {name: (text or "").strip() for name, text in row.items() if name} for row in csv.DictReader(file)
        )
