"""What is shown of notices: the inbox, and what could not be delivered, without a word of its content."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Duty
from accounts.selectors import standing_of
from notices.choices import Wording
from notices.models import Notice
from organizations.choices import Level

# Telephone numbers and addresses that a provider's answer may repeat.
_WORD = r"[^\s<>@'\"{}(),:;]+"
_PERSONAL = re.compile(rf"\+?\d[\d\s-]{{3,}}\d|{_WORD}@{_WORD}")
_MASK = "***"
BLANK = "…"


@dataclass(frozen=True)
class DeadLetter:
    """A given-up notice as it may be shown: nothing of the case, nothing of a citizen."""

    notice: Notice
    receiver: str
    kind: str
    error: str


def dead_letters_of(user) -> QuerySet[Notice]:
    """The given-up notices that this user may see, newest first.

    System administrators and inspectors of the province see all; other inspectors those to officials of their own area.
    """
    standing = standing_of(user, on=timezone.localdate())
    dead = Notice.objects.dead().select_related("user")
    areas = [acting.unit.area for acting in standing.actings if acting.role == Role.INSPECTOR]
    if standing.has_role(Role.SYSTEM_ADMIN) or any(
        area is None or area.level == Level.PROVINCE for area in areas
    ):
        return dead
    inside = Q(unit__area__in=areas) | Q(unit__area__parent__in=areas)
    return dead.filter(Exists(Duty.objects.filter(inside, user=OuterRef("user"))))


def shown(notice: Notice) -> DeadLetter:
    """What may be shown of a given-up notice."""
    return DeadLetter(
        notice=notice,
        receiver=str(notice.user) if notice.user else _("Citizen"),
        kind=kind_of(notice.wording),
        error=without_personal_data(notice.last_error),
    )


def kind_of(wording: str) -> str:
    """The sentence of a wording with its particulars left blank."""
    return str(Wording(wording).label).format_map(defaultdict(lambda: BLANK))


def without_personal_data(text: str) -> str:
    """An error of a provider without numbers and addresses that could be somebody's."""
    return _PERSONAL.sub(_MASK, text)
