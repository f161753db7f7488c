"""Windows, visits and invitations for tests, always made by the services that make real ones."""

from datetime import date, datetime, timedelta

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from common.numbering import CHINA
from evaluations import services
from evaluations.models import Invitation, Visit
from evaluations.rules.samples import LIMITS
from evaluations.services.visit_draws import draw_unit

WINDOW = "440100-land"
BEGUN = date(2013, 12, 1)
PHONE = "13812345678"


def list_windows() -> None:
    """Put the stand-ins on the list."""
    services.load_windows(from_on=BEGUN, at=datetime(2013, 12, 1, 8, tzinfo=CHINA))


def clerk_of(code: str = WINDOW) -> User:
    """Somebody who records the visits of a window."""
    name = f"window-{code}"
    return User.objects.filter(username=name).first() or make_user(name, Role.HANDLER, code)


def row(number: str = "A-1", phone: str = PHONE, *, at: datetime, code: str = WINDOW) -> dict[str, str]:
    """A visit as a system hands it in."""
    visited = f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return {"unit": code, "number": number, "visited_at": visited, "business": "不动产登记", "phone": phone}


def make_visits(phones: list[str], *, at: datetime, code: str = WINDOW) -> None:
    """Visits of these numbers, the day before ``at``."""
    visited = at - timedelta(days=1)
    start = Visit.objects.count()
    rows = [row(f"V-{start + place}", phone, at=visited, code=code) for place, phone in enumerate(phones)]
    outcomes = services.take_visits(rows=rows, source="api", actor=clerk_of(code), at=at)
    assert {outcome.fate for outcome in outcomes} == {"recorded"}, outcomes


def invite(phones: list[str], *, at: datetime, code: str = WINDOW) -> list[Invitation]:
    """Invitations for all of these numbers: as many as the draw of a small window takes, by batches of one window each."""
    make_visits(phones, at=at, code=code)
    draw_unit(unit=unit(code), on=at.astimezone(CHINA).date(), at=at)
    return list(Invitation.objects.filter(visit__unit__code=code).order_by("pk"))


def ask_everybody(leader: User, *, at: datetime, **limits: int) -> None:
    """Limits by which everybody is asked, and those that a test wants otherwise."""
    values = {name: built_in for name, (built_in, _least, _most) in LIMITS.items()}
    values |= {"share": 100} | limits
    services.set_window_rule(
        values=values, effective_on=at.astimezone(CHINA).date(), reason="试行", actor=leader, at=at
    )
