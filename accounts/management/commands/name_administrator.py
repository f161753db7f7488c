"""Name an administrator at the machine itself: the first security administrator of a site, or one after all have left."""

from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.services import DutyRefused, give_duty
from organizations.models import Unit

KINDS = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}


class Command(BaseCommand):
    """Enter the user if need be, and give the one duty."""

    help = (
        "Make somebody one of the three administrators (system, security or audit), for a site that has no security"
        " administrator yet. A user who isn't there is entered, and the password is asked for. From then on the security"
        " administrator gives all other duties in the console."
    )

    def add_arguments(self, parser):
        """Whom, as what, and where."""
        parser.add_argument("username", help="user name; entered if it isn't there")
        parser.add_argument("kind", choices=sorted(KINDS), help="which of the three")
        parser.add_argument("--unit", default="440000-commission", help="code of the unit (%(default)s)")
        parser.add_argument("--name", default="", help="full name, for a user who isn't there yet")

    @transaction.atomic
    def handle(self, *, username: str, kind: str, unit: str, name: str, **options):
        """All or nothing; the user sets the second factor up at the first sign-in."""
        place = Unit.objects.filter(code=unit, is_active=True).first()
        if place is None:
            raise CommandError(f"There is no unit {unit!r}; load the register first.")
        user = User.objects.filter(username=username).first() or self._entered(username, name)
        try:
            give_duty(user=user, unit=place, role=KINDS[kind])
        except DutyRefused as refusal:
            raise CommandError(f"{username} has another role: {refusal}.") from refusal
        self.stdout.write(f"{username} is {Role(KINDS[kind]).label} of {place} from today on.")

    def _entered(self, username: str, name: str) -> User:
        if not name:
            raise CommandError(f"There is no user {username!r}: give --name to enter one.")
        user = User(username=username, full_name=name)
        password = getpass("Password: ")
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        if getpass("Password once more: ") != password:
            raise CommandError("The two passwords are not the same.")
        user.set_password(password)
        user.save()
        return user
