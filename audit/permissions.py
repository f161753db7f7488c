"""Who reads the audit, and who looks after its chain."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of

# Who reads what others have read: leaders of commissions as far as their area goes, auditors everywhere.
LOG_ROLES = (Role.COMMISSION_LEADER, Role.AUDIT_ADMIN)
# Who sees whether the chain is sound and has it verified; of what it seals that shows nothing.
CHAIN_ROLES = (*LOG_ROLES, Role.SYSTEM_ADMIN)


def can_read_log(user) -> bool:
    """Leaders of commissions and auditors; which entries is asked of ``visible_to``."""
    return standing_of(user, on=timezone.localdate()).has_role(*LOG_ROLES)


def can_see_chain(user) -> bool:
    """Those, and whoever keeps the system running."""
    return standing_of(user, on=timezone.localdate()).has_role(*CHAIN_ROLES)
