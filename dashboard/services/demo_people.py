"""Who works in the demonstration: a login for every role, and colleagues so that every notice has a receiver."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import CONSOLE_ROLES, Relation, Role
from accounts.models import Duty, User
from accounts.services import declare_tie, give_duty
from common.numbering import CHINA
from dashboard.services.demo_texts import Texts
from organizations.choices import Level, Line
from organizations.models import Tenure, Unit

# Known to everybody who reads this: for trials only.
PASSWORD = "guangdong-2014"
IN_OFFICE = timedelta(days=500)


@dataclass(frozen=True)
class Login:
    """A login of the trial; ``tries`` says what is worth looking at with it."""

    username: str
    role: str
    unit_code: str
    tries: str | Promise
    email: str = ""


LOGINS = (
    Login(
        "demo-clerk",
        Role.INTAKE_CLERK,
        "440100-commission",
        _("accept, decline, assign"),
        "clerk@example.org",
    ),
    Login(
        "demo-handler", Role.HANDLER, "440106-land", _("sign for a case, answer it"), "handler@example.org"
    ),
    Login("demo-leader", Role.UNIT_LEADER, "440106-land", _("never sees the case that names him")),
    Login(
        "demo-inspector",
        Role.INSPECTOR,
        "440100-commission",
        _("close, return, supervise"),
        "inspector@example.org",
    ),
    Login("demo-commission-leader", Role.COMMISSION_LEADER, "440100-commission", _("has declared a tie")),
    Login("demo-province-lead", Role.UNIT_LEADER, "440000-land", _("sees its own sector in all cities")),
    Login(
        "demo-province-clerk",
        Role.INTAKE_CLERK,
        "440000-commission",
        _("cases that accuse a city commission"),
    ),
    Login(
        "demo-province-leader",
        Role.COMMISSION_LEADER,
        "440000-commission",
        _("decides on the plans of the sectors"),
    ),
    Login(
        "demo-province-colleague",
        Role.INSPECTOR,
        "440000-commission",
        _("reviews what the other has drafted"),
    ),
    Login(
        "demo-province-inspector", Role.INSPECTOR, "440000-commission", _("sees all cities, and escalations")
    ),
    Login("demo-admin", Role.SYSTEM_ADMIN, "440000-commission", _("words of notices, days; no case")),
    Login("demo-security", Role.SECURITY_ADMIN, "440000-commission", _("users and duties, no case")),
    Login("demo-audit", Role.AUDIT_ADMIN, "440000-commission", _("who did what; changes nothing")),
    Login("demo-shenzhen-clerk", Role.INTAKE_CLERK, "440300-commission", _("another city: other cases")),
    Login("demo-shenzhen-inspector", Role.INSPECTOR, "440300-commission", _("another city: other cases")),
    Login("demo-shenzhen-handler", Role.HANDLER, "440306-environment", _("another sector")),
    Login("demo-meizhou-clerk", Role.INTAKE_CLERK, "441400-commission", _("a city in the mountains")),
    Login("demo-meizhou-inspector", Role.INSPECTOR, "441400-commission", _("a city in the mountains")),
    Login("demo-media", Role.MEDIA, "440000-party-committee", _("released exposures, and nothing else")),
    Login("demo-system", Role.MUNICIPAL_SYSTEM, "440100-commission", _("a system: by token, no sign-in")),
)
LEADER, TIED, SYSTEM, MEDIA = "demo-leader", "demo-commission-leader", "demo-system", "demo-media"
TIED_TO = "440106-land"


class Staff:
    """Everybody who works in the demonstration, found by unit and role."""

    def __init__(self, duties: Iterable[Duty]):
        self._people = {(duty.unit_id, duty.role): duty.user for duty in duties}

    def who(self, unit_id: int, *roles: str) -> User | None:
        """The one who acts for the unit in the first of these roles that is filled."""
        return next((user for role in roles if (user := self._people.get((unit_id, role)))), None)


def make_people(*, texts: Texts, today: date) -> Staff:
    """Create the logins and their colleagues; those with a login come first where a unit has both."""
    since = today - IN_OFFICE
    units = {
        unit.code: unit
        for unit in Unit.objects.filter(is_active=True).select_related("area").order_by("code")
    }
    duties = _make_colleagues(units.values(), texts=texts, since=since)
    password, nobody = make_password(PASSWORD), make_password(None)
    for login in LOGINS:
        unit = units[login.unit_code]
        user = User.objects.create(
            username=login.username,
            # One slow hash for all of them: the password is no secret.
            password=nobody if login.role == Role.MUNICIPAL_SYSTEM else password,
            **_identity_of(login, unit=unit, texts=texts, today=today),
        )
        duties.append(give_duty(user=user, unit=unit, role=login.role, from_on=since))
    tied = User.objects.get(username=TIED)
    opened = datetime.combine(since, time(9), tzinfo=CHINA)
    declare_tie(user=tied, unit=units[TIED_TO], relation=Relation.KIN, at=opened)
    return Staff(duties)


def give_addresses() -> None:
    """Let the three logins that have an e-mail address receive from now on; the past has sent nothing."""
    for login in LOGINS:
        if login.email:
            User.objects.filter(username=login.username).update(email=login.email)


def _identity_of(login: Login, *, unit: Unit, texts: Texts, today: date) -> dict:
    """A name; for the one who leads a unit that of the official whom the register knows there."""
    if login.username == MEDIA:
        return {"full_name": "示范日报记者"}
    if login.username != LEADER:
        return {"full_name": texts.full_name()}
    tenures = Tenure.objects.in_office(on=today).select_related("person")
    person = tenures.get(post__unit=unit, post__is_first=True).person
    return {"full_name": person.name, "person": person}


def _make_colleagues(units: Iterable[Unit], *, texts: Texts, since: date) -> list[Duty]:
    """One for each post that a case may need; nobody can sign in as one of them."""
    nobody = make_password(None)
    posts = [(unit, role) for unit in units for role in _roles_in(unit)]
    users = [
        User(
            username=f"{unit.code}.{role.replace('_', '-')}",
            full_name=texts.full_name(),
            password=nobody,
            is_staff=role in CONSOLE_ROLES,
        )
        for unit, role in posts
    ]
    User.objects.bulk_create(users)
    duties = [
        Duty(user=user, unit=unit, role=role, from_on=since)
        for user, (unit, role) in zip(users, posts, strict=True)
    ]
    return Duty.objects.bulk_create(duties)


def _roles_in(unit: Unit) -> tuple[str, ...]:
    level = unit.area.level if unit.area else None
    if unit.line in (Line.COMMISSION, Line.CENTRAL):
        desk = () if level == Level.COUNTY else (Role.INTAKE_CLERK,)
        return (*desk, Role.INSPECTOR, Role.HANDLER)
    return (Role.HANDLER,) if level == Level.COUNTY else (Role.HANDLER, Role.UNIT_LEADER)
