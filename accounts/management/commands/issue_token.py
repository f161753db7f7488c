"""Give a municipal system its token, or withdraw all that it has."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from knox.models import AuthToken

from accounts.choices import Role
from accounts.models import User
from accounts.selectors import standing_of


class Command(BaseCommand):
    """Print a new token once; only its digest is kept."""

    help = (
        "Give a municipal system a new API token, printed this once only; --revoke withdraws all its tokens."
    )

    def add_arguments(self, parser):
        """For whom, and whether to give or to take."""
        parser.add_argument("username", help="user name of the municipal system")
        parser.add_argument("--revoke", action="store_true", help="withdraw every token of this user instead")

    def handle(self, *, username: str, revoke: bool, **options):
        """Only the token goes to the standard output, so that it can be piped into a secret store."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username!r}.")
        if revoke:
            count, _ = AuthToken.objects.filter(user=user).delete()
            self.stderr.write(f"{count} token(s) of {username} withdrawn.")
            return
        if not standing_of(user, on=timezone.localdate()).has_role(Role.MUNICIPAL_SYSTEM):
            raise CommandError(f"{username} is not active, or has no duty as a municipal system today.")
        _, token = AuthToken.objects.create(user)
        self.stderr.write(f"Token of {username}; it can't be shown again:")
        self.stdout.write(token)
