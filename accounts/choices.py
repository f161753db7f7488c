"""The parts that people play."""

from enum import StrEnum

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
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")
    MUNICIPAL_SYSTEM = "municipal_system", _("Municipal system")
    MEDIA = "media", _("Media")


# Who runs the system, who lets people in and who reads the logs are three people, and none of them reads cases: GB/T
# 22239-2019, 8.1.5 (level 3) and the custom of the three administrators (三员分立).
ADMIN_ROLES = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
# Whoever has one of these has no other: the administrators, and the media, who see released bulletins and nothing else (M82).
APART_ROLES = {*ADMIN_ROLES, Role.MEDIA}
# Roles that see the admin console, and roles that only a commission may give.
CONSOLE_ROLES = {Role.INSPECTOR, Role.COMMISSION_LEADER, *ADMIN_ROLES}
# These sign in with a second factor or not at all; for everybody else it is a choice.
SECOND_FACTOR_ROLES = {Role.INSPECTOR, Role.COMMISSION_LEADER, *ADMIN_ROLES}
COMMISSION_ROLES = {Role.INTAKE_CLERK, Role.INSPECTOR, Role.COMMISSION_LEADER}


class Relation(TextChoices):
    """Why somebody has to keep away from a unit or a person."""

    KIN = "kin", _("Relative")
    FORMER_COLLEAGUE = "former_colleague", _("Worked there")
    BUSINESS = "business", _("Business interest")
    OTHER = "other", _("Other tie")


class Decision(TextChoices):
    """What became of something that takes two people."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    LAPSED = "lapsed", _("Lapsed")


# What a person can decide; to lapse is nobody's decision.
VERDICTS = (Decision.GRANTED, Decision.REFUSED)
VERDICT_CHOICES = [(verdict.value, verdict.label) for verdict in VERDICTS]


class ActRefusal(TextChoices):
    """Why something that takes two people is refused, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("This was decided already, or has lapsed.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    ASKED_ALREADY = "asked_already", _("This was asked for already; wait for the decision.")


class ResetRefusal(TextChoices):
    """Why somebody's second factors aren't set back, in words for whoever tried."""

    NOT_YOUR_MOVE = (
        "not_your_move",
        _("Whoever asked, and whose account it is, doesn't decide: somebody else has to."),
    )
    OWN_REQUEST = ActRefusal.OWN_REQUEST.value, ActRefusal.OWN_REQUEST.label
    WRONG_STAGE = ActRefusal.WRONG_STAGE.value, ActRefusal.WRONG_STAGE.label
    NOTE_MISSING = ActRefusal.NOTE_MISSING.value, ActRefusal.NOTE_MISSING.label
    NO_FACTOR = "no_factor", _("This user has no second factor: there is nothing to set back.")
    ASKED_ALREADY = "asked_already", _("A request for this user waits already.")


class TieRefusal(TextChoices):
    """Why a tie can't be declared or ended, in words for whoever tried."""

    DECLARED_ALREADY = "declared_already", _("You have declared this already.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")


class AccountNews(StrEnum):
    """What somebody is told of an account, so that he notices what he hasn't done himself."""

    PASSWORD_CHANGED = "password_changed"
    FACTORS_CHANGED = "factors_changed"
    FACTORS_RESET = "factors_reset"
