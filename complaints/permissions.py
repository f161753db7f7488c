"""Who may follow a complaint: whoever has just opened it with its receipt code, for half an hour, without a session;
and who may take one down for somebody else."""

from django.core import signing
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of
from cases.models import Case

PASS_SECONDS = 30 * 60
_SALT = "complaints.tracking"


def grant_pass(case: Case) -> str:
    """A signed word for the hidden fields of the tracking page, so that the code itself never stands in a page."""
    return signing.dumps(case.pk, salt=_SALT)


def case_id_of_pass(tracking_pass: str) -> int | None:
    """The case that the pass was given for; None when it isn't ours or is older than half an hour."""
    try:
        return signing.loads(tracking_pass, salt=_SALT, max_age=PASS_SECONDS)
    except signing.BadSignature:
        return None


def can_take_down(user) -> bool:
    """Intake clerks write down what somebody tells them."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.INTAKE_CLERK)
