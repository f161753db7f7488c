"""Print what the authenticator apps of the demonstration's logins would show now."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AppFactor
from dashboard.services import LOGINS, codes_now


class Command(BaseCommand):
    """For a trial, in which nobody has those phones."""

    help = "Print the current codes of the logins of the demonstration that need a second factor."

    def handle(self, *args, **options):
        """One login a line: the code of this half minute and the next one, for who has used the first already."""
        names = [login.username for login in LOGINS]
        apps = AppFactor.objects.filter(user__username__in=names).select_related("user").order_by("user")
        rows = codes_now(apps, at=timezone.now())
        if not rows:
            self.stdout.write(_("There is no demonstration here: no codes to show."))
            return
        for row in rows:
            self.stdout.write(f"  {row.username:<26}{row.code}   {row.following}")
        said = _("Good for %(seconds)d more seconds; then, or after it was used, the second one.")
        self.stdout.write(said % {"seconds": rows[0].seconds})
