"""One destruction list: its lines in words, and how far it has come."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from retention.choices import Bar, LineState
from retention.models import DisposalBatch, DisposalLine


def progress_of(batch: DisposalBatch) -> dict[str, int]:
    """How many lines stand in each state, and in all under ``total``."""
    counted = batch.lines.order_by().values_list("state").annotate(lines=Count("pk"))
    found = dict.fromkeys(LineState.values, 0) | dict(counted)
    return found | {"total": sum(found.values()), "done": sum(found.values()) - found[LineState.WAITING]}


def shown_line(line: DisposalLine) -> dict:
    """A line as the page shows it: the term that made it due, and what has become of it."""
    return {"line": line, "term": term_words(line), "why": [Bar(word).label for word in line.why]}


def term_words(line: DisposalLine) -> str:
    """The version of the term that made a line due."""
    if line.term_id is None:
        return _("built-in term")
    return _("version %(number)d of %(day)s") % {"number": line.term_id, "day": line.term.effective_on}


def line_rows(batch: DisposalBatch) -> Iterator[list]:
    """The heads, then every line, for a spreadsheet."""
    yield [
        _("Destruction list"), _("Number"), _("Class"), _("Year of ending"), _("Area"), _("Term"), _("Due on"),
        _("State"), _("Why left out"), _("Rows removed"), _("Files removed"),
    ]  # fmt: skip
    lines = batch.lines.select_related("area", "term", "tombstone")
    for line in lines.iterator(chunk_size=500):
        stone = getattr(line, "tombstone", None)
        yield [
            batch.number,
            line.number,
            line.get_record_class_display(),
            line.ended_year,
            line.area,
            term_words(line),
            line.due_on,
            line.get_state_display(),
            " ".join(str(Bar(word).label) for word in line.why),
            stone.row_count if stone else "",
            stone.files if stone else "",
        ]
