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


def never_deleted(name: str) -> pgtrigger.Protect:
    """Nothing acknowledged is ever lost: rows can't be deleted."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)


def text_stays(name: str, *columns: str) -> pgtrigger.Trigger:
    """What was written once isn't rewritten: somebody has decided on these very words."""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF {changed} THEN
                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def decided_once(name: str) -> pgtrigger.Trigger:
    """What was decided stays decided, by whom and when it was; other columns may go on changing."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=~pgtrigger.Q(old__decision=""),
        func="""
            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM
               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN
                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
