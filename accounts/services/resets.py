"""Setting back the second factors of somebody who has lost them: one security administrator asks, another one decides."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import AccountNews, Decision
from accounts.models import FactorReset, User
from accounts.permissions import can_manage_users
from accounts.selectors import has_factor, security_admins
from accounts.services.factors import forget_factors
from accounts.signals import account_news


class ResetRefused(Exception):
    """A request or a decision that can't be; ``reason`` is not_yours, no_reason, no_factor, asked_already or decided."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def ask_for_reset(*, user: User, reason: str, actor: User, at: datetime) -> FactorReset:
    """Ask that somebody's second factors be set back; the other security administrators are told."""
    User.objects.select_for_update().get(pk=user.pk)
    if not can_manage_users(actor) or actor == user:
        raise ResetRefused("not_yours")
    if not reason.strip():
        raise ResetRefused("no_reason")
    if not has_factor(user):
        raise ResetRefused("no_factor")
    if FactorReset.objects.filter(user=user, decision="").exists():
        raise ResetRefused("asked_already")
    request = FactorReset.objects.create(user=user, asked_by=actor, reason=reason.strip(), asked_at=at)
    others = security_admins(on=timezone.localdate(at)).exclude(pk__in=[actor.pk, user.pk])
    _tell(others, AccountNews.RESET_ASKED, request, at=at)
    return request


@transaction.atomic
def decide_on_reset(*, request_id: int, decision: str, actor: User, at: datetime) -> FactorReset:
    """Grant or refuse it, by somebody else than who asked. Granted, the factors are gone and the user is told."""
    request = FactorReset.objects.select_for_update().select_related("user").get(pk=request_id)
    if request.decision:
        raise ResetRefused("decided")
    if not can_manage_users(actor) or actor.pk in (request.asked_by_id, request.user_id):
        raise ResetRefused("not_yours")
    request.decision, request.decided_by, request.decided_at = decision, actor, at
    request.save(update_fields=["decision", "decided_by", "decided_at"])
    if decision == Decision.GRANTED:
        forget_factors(user=request.user)
        _tell([request.user], AccountNews.FACTORS_RESET, request, at=at)
    return request


def _tell(users, news: str, request: FactorReset, *, at: datetime) -> None:
    account_news.send(None, users=users, news=news, about=f"reset:{request.pk}:{news}", at=at)
