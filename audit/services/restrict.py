"""What a role of the database may do that only runs the site: it can add to the trail and to nothing else of it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction

from audit.models import AuditEntry
from audit.registry import WRITTEN_BY_OWNER

# Nothing of the site needs more than these, and migrations are made by the owner.
WRITABLE = ("SELECT", "INSERT", "UPDATE", "DELETE")
APPENDABLE = ("SELECT", "INSERT")
READABLE = ("SELECT",)
EVERY_RIGHT = (*WRITABLE, "TRUNCATE", "REFERENCES", "TRIGGER")
_TRIGGER = "append_only"


class RoleRefused(Exception):
    """The role doesn't exist, or it could do everything anyway."""


def rights_by_table() -> dict[str, tuple[str, ...]]:
    """What the role may do with each table. A table that isn't named here isn't the site's."""
    rights = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        rights[model._meta.db_table] = WRITABLE if model._meta.managed else READABLE
        if any(trigger.name == _TRIGGER for trigger in getattr(model._meta, "triggers", ())):
            rights[model._meta.db_table] = APPENDABLE
    # The entries are written by a function of the owner; nobody else can make one up.
    for table in (AuditEntry._meta.db_table, *WRITTEN_BY_OWNER):
        rights[table] = READABLE
    rights["django_migrations"] = READABLE
    return rights


@transaction.atomic
def restrict_role(role: str) -> list[str]:
    """Give a role what the site needs and take everything else away; returns the statements that were run.

    Has to be done again after every migration that makes a table. Raises RoleRefused for a role that could undo it.
    """
    _check_role(role)
    name = connection.ops.quote_name(role)
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"REVOKE CREATE ON SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor, include_views=True))
        for table, rights in sorted(rights_by_table().items()):
            if table in there:
                statements.append(f'GRANT {", ".join(rights)} ON "{table}" TO {name}')
        for statement in statements:
            cursor.execute(statement)
    return statements


def excess_of(role: str) -> Iterator[str]:
    """What the role may do that it should not, and what it lacks; nothing when all is as it should be."""
    try:
        _check_role(role)
    except RoleRefused as refusal:
        yield str(refusal)
        return
    wanted = rights_by_table()
    with connection.cursor() as cursor:
        for table in sorted({*connection.introspection.table_names(cursor, include_views=True), *wanted}):
            for right in EVERY_RIGHT:
                cursor.execute(
                    "SELECT to_regclass(%s) IS NOT NULL AND has_table_privilege(%s, to_regclass(%s), %s)",
                    [f'public."{table}"', role, f'public."{table}"', right],
                )
                has, should = cursor.fetchone()[0], right in wanted.get(table, ())
                if has and not should:
                    yield f"may {right} {table}"
                if should and not has:
                    yield f"may not {right} {table}"


def _check_role(role: str) -> None:
    """It has to be there, own nothing, and be a member of nobody who owns anything here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = %s",
            [role],
        )
        found = cursor.fetchone()
        if found is None:
            raise RoleRefused(f"There is no role {role}: CREATE ROLE {role} LOGIN PASSWORD '…'")
        if found[0]:
            raise RoleRefused(f"{role} is a superuser or may make roles: it could undo everything.")
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND pg_has_role(%s, relowner, 'MEMBER')",
            [role],
        )
        if cursor.fetchone()[0]:
            raise RoleRefused(f"{role} owns tables here, or is a member of the role that does.")
