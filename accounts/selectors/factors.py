"""With what somebody confirms a sign-in, and who has to."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from accounts.choices import SECOND_FACTOR_ROLES, Role
from accounts.models import AppFactor, Duty, FactorReset, Passkey, RecoveryCode, User
from accounts.selectors.standing import standing_of


@dataclass(frozen=True)
class Factors:
    """Somebody's second factors; recovery codes are for an emergency and no factor of their own."""

    app: AppFactor | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def count(self) -> int:
        """How many ways there are beside the recovery codes."""
        return len(self.passkeys) + (self.app is not None)

    def __bool__(self) -> bool:
        return self.count > 0


def factors_of(user: User) -> Factors:
    """Everything that this user can confirm a sign-in with."""
    return Factors(
        app=AppFactor.objects.filter(user=user).first(),
        passkeys=tuple(Passkey.objects.filter(user=user)),
        codes_left=RecoveryCode.objects.filter(user=user, used_at=None).count(),
    )


def has_factor(user: User) -> bool:
    """Whether there is an app or a passkey."""
    return AppFactor.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def needs_factor(user: User) -> bool:
    """Whether what the user may do today asks for a second factor (GB/T 22239-2019, 8.1.4.1 d)."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return standing_of(user, on=timezone.localdate()).has_role(*SECOND_FACTOR_ROLES)


def lacks_factor(user: User) -> bool:
    """Whether the user has yet to set up the second factor that is asked of him."""
    return needs_factor(user) and not has_factor(user)


def users_without_factor(*, on: date) -> QuerySet[User]:
    """Active users whose duty asks for a second factor on that day, and who have set none up yet."""
    needing = Duty.objects.in_force(on=on).filter(role__in=SECOND_FACTOR_ROLES)
    users = User.objects.filter(pk__in=needing.order_by().values("user"), is_active=True)
    return users.exclude(pk__in=AppFactor.objects.order_by().values("user")).exclude(
        pk__in=Passkey.objects.order_by().values("user")
    )


def security_admins(*, on: date) -> QuerySet[User]:
    """Everybody who lets people in on that day."""
    acting = Duty.objects.in_force(on=on).filter(role=Role.SECURITY_ADMIN)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("username")


def resets_to_decide(user: User) -> QuerySet[FactorReset]:
    """Requests that wait for a second security administrator, but for one on this very user."""
    waiting = FactorReset.objects.filter(decision="").exclude(user=user).select_related("user")
    is_asked = standing_of(user, on=timezone.localdate()).has_role(Role.SECURITY_ADMIN)
    return waiting if is_asked else waiting.none()


def resets_to_show() -> QuerySet[FactorReset]:
    """Requests to set somebody's factors back, those that wait first."""
    return FactorReset.objects.select_related("user", "asked_by", "decided_by").order_by("decision", "-id")
