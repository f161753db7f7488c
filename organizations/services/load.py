"""Bringing the register up to date with its files."""

from datetime import date
from pathlib import Path

from django.db import transaction

from organizations.selectors import forget_lexicon
from organizations.services.areas import load_areas
from organizations.services.leaders import load_leaders
from organizations.services.saving import Counts
from organizations.services.sectors import load_sectors
from organizations.services.units import load_units

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_organizations(*, folder: Path, on: date) -> dict[str, Counts]:
    """Bring areas, units, sectors and leaders up to date with the files of a folder, as of a day.

    All or nothing: a bad row raises LoadError with its file and line. A second run writes nothing. What others
    may point at (areas, units, sectors, people) is never deleted; leading lines and words of a sector, and posts
    and tenures of a unit that the files name, are deleted when the files drop them.
    """
    area_counts, areas = load_areas(folder)
    units = load_units(folder, areas=areas, on=on)
    counts = {"areas": area_counts, "units": units.counts}
    counts |= load_sectors(folder)
    counts |= load_leaders(folder, units=units)
    transaction.on_commit(forget_lexicon)
    return counts
