"""Those who work on the drill's site, and what they come in with."""

from dataclasses import dataclass

from scripts.drills.chaos.storm import Cast

DESK, UNIT = "440100-commission", "440106-land"


@dataclass(frozen=True)
class Staff:
    """Who sends, the number of the municipal system, and the users who hear of danger."""

    cast: Cast
    system_id: int
    on_duty: tuple[int, ...]


def make_staff() -> Staff:
    """A clerk and an inspector of the commission, a handler of the unit, a municipal system with its token."""
    from knox.models import AuthToken

    from accounts.choices import Role
    from organizations.models import Unit
    from scripts.bench.scenarios import sign_in

    clerk, inspector, system = (
        make_user(role, DESK) for role in (Role.INTAKE_CLERK, Role.INSPECTOR, Role.MUNICIPAL_SYSTEM)
    )
    make_user(Role.HANDLER, UNIT)
    _, token = AuthToken.objects.create(system)
    cookies = "; ".join(f"{name}={value}" for name, value in sign_in(clerk.username).items())
    unit_id = Unit.objects.get(code=UNIT).pk
    cast = Cast(token=token, clerk=cookies, unit_id=unit_id)
    return Staff(cast=cast, system_id=system.pk, on_duty=(clerk.pk, inspector.pk))


def make_user(role: str, unit_code: str):
    """Somebody with a telephone and no e-mail address, who has had the duty since long ago."""
    from datetime import date

    from accounts.models import User
    from accounts.services import give_duty
    from organizations.models import Unit

    user = User.objects.create(username=f"chaos-{role}", full_name=role, phone="13900139000")
    give_duty(user=user, unit=Unit.objects.get(code=unit_code), role=role, from_on=date(2025, 1, 1))
    return user
