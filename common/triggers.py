"""What the database itself refuses, whatever the table."""

import pgtrigger


def append_only(what: str = "the trail of a case") -> list[pgtrigger.Trigger]:
    """Rows are written once: no update, no delete, no truncate."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=f"RAISE EXCEPTION '{what} is append-only';",
        ),
    ]
