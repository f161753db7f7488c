"""Making users for tests."""

from datetime import date

from accounts.models import Duty, User
from organizations.models import Unit

PASSWORD = "a long test phrase"


def make_user(username: str, role: str = "", unit_code: str = "", **fields) -> User:
    """A user with one duty, or with none when no role is given."""
    fields = {"full_name": username.replace("_", " "), "email": f"{username}@example.org"} | fields
    user = User.objects.create_user(username=username, password=PASSWORD, **fields)
    if role:
        give_role(user, role, unit_code)
    return user


def give_role(user: User, role: str, unit_code: str) -> Duty:
    """One more duty, in force since long ago."""
    return Duty.objects.create(
        user=user, unit=Unit.objects.get(code=unit_code), role=role, from_on=date(2013, 1, 1)
    )
