"""`manage.py migrate`, which says in plain words when a database is too old for these migrations."""

from collections.abc import Collection, Mapping

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Key = tuple[str, str]


def stopped_in(migrations: Mapping[Key, Migration], applied: Collection[Key]) -> list[str]:
    """The apps whose database has run some, but not all, of the migrations that one of these replaces (ADR 36)."""
    return sorted(
        {
            app
            for (app, name), migration in migrations.items()
            if (app, name) not in applied
            and 0 < sum(replaced in applied for replaced in migration.replaces) < len(migration.replaces)
        }
    )


class Command(migrate.Command):
    """As Django's own, which fails on such a database with an error that tells nobody what to do."""

    def handle(self, *args, **options):
        """Ask before anything is planned."""
        applied = MigrationRecorder(connections[options["database"]]).applied_migrations()
        if old := stopped_in(MigrationLoader(None).disk_migrations, applied):
            raise CommandError(
                f"This database was made by an older version ({', '.join(old)}). Bring it to the last migrations of that time with the "
                "version of 2026-11-28 first (docs/adr/0036-migrations-begin-anew.md); a trial is begun anew by 'make reset'."
            )
        super().handle(*args, **options)
