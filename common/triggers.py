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


class Audited(pgtrigger.Trigger):
    """The database itself writes down every change of a row, whoever makes it and by whatever way.

    It calls ``audit_note()`` directly (the first migration of `organizations`), so that ``pgtrigger.ignore`` doesn't reach it.
    The name sorts behind those of other triggers: what they refuse leaves no entry.
    """

    name = "written_down"
    when = pgtrigger.After
    func = "RETURN NULL;"

    def __init__(self, *, key: str, by_name_only: tuple[str, ...], unnoted: tuple[str, ...], **kwargs):
        self.key, self.by_name_only, self.unnoted = key, by_name_only, unnoted
        super().__init__(**kwargs)

    def render_execute(self, model):
        """The shared function, told which columns are which."""
        told = (self.key, ",".join(self.by_name_only), ",".join(self.unnoted))
        return f"public.audit_note({', '.join(repr(text) for text in told)})"


def audited(
    *,
    by_name_only: tuple[str, ...] = (),
    unnoted: tuple[str, ...] = (),
    key: str = "id",
    but_for: pgtrigger.Operation | None = None,
    where: pgtrigger.Condition | None = None,
) -> Audited:
    """Write an ``audit.AuditEntry`` for every change of this table; columns are named as in the database.

    ``by_name_only``: sealed, secret or personal columns, whose values stay out of the audit. ``unnoted``: columns that are no
    change at all, such as the last sign-in. ``key``: what names the row. ``but_for=pgtrigger.Insert``: rows that come in by
    the thousand aren't noted, their changes are. ``where``: only rows for which this holds.
    """
    every = (pgtrigger.Insert, pgtrigger.Update, pgtrigger.Delete)
    watched = [operation for operation in every if operation is not but_for]
    operation = watched[0]
    for more in watched[1:]:
        operation |= more
    return Audited(key=key, by_name_only=by_name_only, unnoted=unnoted, operation=operation, condition=where)
