"""The eight sectors, the lines of work that lead them, and the words that point to them."""

from pathlib import Path

from organizations.choices import Line
from organizations.models import Sector, SectorLead, SectorWord
from organizations.services.names import traditional
from organizations.services.rows import Row, read_rows
from organizations.services.saving import Counts, save_differences

SECTOR_COLUMNS = ("code", "number", "name", "name_en", "summary", "summary_en")
LEAD_COLUMNS = ("sector", "line", "position", "cues")
WORD_COLUMNS = ("sector", "word", "weight")


def load_sectors(folder: Path) -> dict[str, Counts]:
    """Write sectors.csv, sector_leads.csv and sector_words.csv to the register."""
    sectors = {}
    for row in read_rows(folder, "sectors.csv", SECTOR_COLUMNS, key=("code",)):
        sector = _sector_of(row)
        if sector.number in {other.number for other in sectors.values()}:
            raise row.fail(f"number {sector.number} is taken")
        sectors[sector.code] = sector
    counts = {
        "sectors": save_differences(
            list(sectors.values()),
            known=Sector.objects.all(),
            key=("code",),
            fields=("number", "name", "name_hant", "name_en", "summary", "summary_hant", "summary_en"),
        )
    }
    leads = [
        _lead_of(row, sectors)
        for row in read_rows(folder, "sector_leads.csv", LEAD_COLUMNS, key=LEAD_COLUMNS[:2])
    ]
    counts["leads"] = save_differences(
        leads,
        known=SectorLead.objects.filter(sector__in=sectors.values()),
        key=("sector_id", "line"),
        fields=("position", "cues"),
        remove_others=True,
    )
    words = [
        _word_of(row, sectors)
        for row in read_rows(folder, "sector_words.csv", WORD_COLUMNS, key=WORD_COLUMNS[:2])
    ]
    counts["words"] = save_differences(
        words,
        known=SectorWord.objects.filter(sector__in=sectors.values()),
        key=("sector_id", "word"),
        fields=("weight",),
        remove_others=True,
    )
    return counts


def _sector_of(row: Row) -> Sector:
    """The sector that a row describes."""
    name = row.text("name", limit=120)
    summary = row.text("summary", limit=300)
    return Sector(
        code=row.slug("code", limit=20),
        number=row.number("number"),
        name=name,
        name_hant=traditional(name),
        name_en=row.text("name_en", limit=200),
        summary=summary,
        summary_hant=traditional(summary),
        summary_en=row.text("summary_en", limit=500),
    )


def _lead_of(row: Row, sectors: dict[str, Sector]) -> SectorLead:
    """The leading line of work that a row describes, with its cue words."""
    cues = [cue.strip() for cue in row.text("cues", limit=2000, optional=True).split("|") if cue.strip()]
    too_long = [cue for cue in cues if len(cue) > 20]
    if too_long:
        raise row.fail(f"cue {too_long[0]!r} is longer than 20 characters")
    return SectorLead(
        sector=sectors[row.choice("sector", sectors)],
        line=row.choice("line", Line.values),
        position=row.number("position"),
        cues=cues,
    )


def _word_of(row: Row, sectors: dict[str, Sector]) -> SectorWord:
    """The word that a row describes; a negative weight speaks against the sector."""
    return SectorWord(
        sector=sectors[row.choice("sector", sectors)],
        word=row.text("word", limit=30),
        weight=row.number("weight", float),
    )
