"""Print the logins of the demonstration."""

import unicodedata

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from dashboard.services import LOGINS, PASSWORD


class Command(BaseCommand):
    """Print where to sign in, as whom, and what is worth trying."""

    help = "Print the addresses of the site and one login for every role of the demonstration."

    def add_arguments(self, parser):
        """Where the site answers."""
        parser.add_argument("--address", default=settings.SITE_ADDRESS, help="address of the site")

    def handle(self, *, address: str, **options):
        """Addresses first, then the logins that exist."""
        address = address.rstrip("/")
        places = [
            (_("Citizens"), f"{address}/"),
            (_("Officials"), address + reverse("accounts:login")),
            (_("Administration"), address + reverse("admin:index")),
        ]
        self._print(places)
        names = [login.username for login in LOGINS]
        people = User.objects.filter(username__in=names).in_bulk(field_name="username")
        rows = [
            (login.username, Role(login.role).label, people[login.username].full_name, login.tries)
            for login in LOGINS
            if login.username in people and people[login.username].has_usable_password()
        ]
        if not rows:
            self.stdout.write(_("There is no demonstration here: no logins to show."))
            return
        self.stdout.write("")
        self._print([(_("Login"), _("Role"), _("Name"), _("What to try")), *rows])
        self.stdout.write("")
        self.stdout.write(
            _("Password of all of them: %(password)s (for trials only)") % {"password": PASSWORD}
        )
        self.stdout.write(
            _(
                "Inspectors, commission leaders and administrators are asked for a code too: make code shows it"
            )
        )

    def _print(self, rows: list[tuple]) -> None:
        """The rows in columns; Chinese characters are two wide."""
        texts = [[str(cell) for cell in row] for row in rows]
        widths = [max(map(_width, column)) for column in zip(*texts, strict=True)]
        for row in texts:
            cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
            self.stdout.write("  " + "  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
