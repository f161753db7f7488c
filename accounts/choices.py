"""The parts that people play."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a user may be for a unit."""

    INTAKE_CLERK = "intake_clerk", _("Intake clerk")
    HANDLER = "handler", _("Handler")
    UNIT_LEADER = "unit_leader", _("Unit leader")
    INSPECTOR = "inspector", _("Discipline inspector")
    COMMISSION_LEADER = "commission_leader", _("Commission leader")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    MUNICIPAL_SYSTEM = "municipal_system", _("Municipal system")


# Roles that see the admin console, and roles that only a commission may give.
CONSOLE_ROLES = {Role.INSPECTOR, Role.COMMISSION_LEADER, Role.SYSTEM_ADMIN}
COMMISSION_ROLES = {Role.INTAKE_CLERK, Role.INSPECTOR, Role.COMMISSION_LEADER}


class Relation(TextChoices):
    """Why somebody has to keep away from a unit or a person."""

    KIN = "kin", _("Relative")
    FORMER_COLLEAGUE = "former_colleague", _("Worked there")
    BUSINESS = "business", _("Business interest")
    OTHER = "other", _("Other tie")
