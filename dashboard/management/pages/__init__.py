"""Pages of the documentation, and the table that all of them are written with."""

from collections.abc import Iterable, Sequence

HEAD = "<!-- Made by `manage.py write_docs`; change the table in the code, not this page. -->\n\n"


def table(heads: Sequence, rows: Iterable[Sequence]) -> str:
    """A table of Markdown."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])
