"""Alarms of the system itself."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from audit.choices import Fault
from audit.models import Verification
from audit.registry import SOURCES
from common.numbering import CHINA
from notices.choices import Channel, Wording
from notices.services.write import notify_users
from organizations.choices import Level
from organizations.models import Unit

# Auditors hear of it wherever they are, and of the others those of the province: the chain is one for all.
_EVERYWHERE = (Role.AUDIT_ADMIN, Role.SYSTEM_ADMIN)


def tell_of_tampering(*, check: Verification, at) -> int:
    """Tell auditors, administrators and the leaders of the province's commission what is wrong and where, once a verification."""
    if not check.faults:
        return 0
    today, first = at.astimezone(CHINA).date(), check.faults[0]
    everywhere = User.objects.acting_for(unit_ids=Unit.objects.values("pk"), roles=_EVERYWHERE, on=today)
    province = Unit.objects.filter(area__level=Level.PROVINCE).values("pk")
    leaders = User.objects.acting_for(unit_ids=province, roles=(Role.COMMISSION_LEADER,), on=today)
    return notify_users(
        users=(everywhere | leaders).order_by("username"),
        wording=Wording.AUDIT_BROKEN,
        context={
            "fault": _in_each_language(lambda: str(Fault(first["fault"]).label)),
            "place": _in_each_language(lambda: _place(first)),
        },
        path=reverse("admin:audit_verification_changelist"),
        about=f"audit:{check.pk}",
        at=at,
        channels=(Channel.IN_APP, Channel.EMAIL, Channel.SMS),
    )


def _place(fault: dict) -> str:
    source = SOURCES.get(fault["source"])
    known = {
        "source": source._meta.verbose_name_plural if source else fault["source"] or "-",
        "block": fault["block"] or "-",
        "row": fault["row"] or "-",
    }
    return _("%(source)s, block %(block)s, row %(row)s") % known


def _in_each_language(say) -> dict[str, str]:
    words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[code] = say()
    return words
