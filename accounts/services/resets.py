"""Setting back the second factors of somebody who has lost them: one security administrator asks, another one decides."""

from datetime import datetime

from django.db import transaction

from accounts.choices import AccountNews, Decision, ResetRefusal
from accounts.models import FactorReset, User
from accounts.permissions import can_manage_users
from accounts.selectors import ActRefused, has_factor
from accounts.services.factors import forget_factors
from accounts.services.two_keys import ask_for_act, decide_on_act
from accounts.signals import account_news


class ResetRefused(ActRefused):
    """A reset can't be asked for or decided; ``reasons`` are words of ``ResetRefusal``, all of them."""

    words = ResetRefusal


@transaction.atomic
def ask_for_reset(*, user: User, reason: str, actor: User, at: datetime) -> FactorReset:
    """Ask that somebody's second factors be set back; the other security administrators are told. Raises ResetRefused."""
    lock_account(user.pk)
    waits = FactorReset.objects.filter(user=user, decision="").exists()
    reasons = [] if can_manage_users(actor) and actor != user else ["not_your_move"]
    reasons += [] if reason.strip() else ["note_missing"]
    reasons += [] if has_factor(user) else ["no_factor"]
    reasons += ["asked_already"] if waits else []
    return ask_for_act(FactorReset(user=user, reason=reason), actor=actor, at=at, reasons=reasons)


@transaction.atomic
def decide_on_reset(
    *, request: FactorReset, decision: str, note: str, actor: User, at: datetime
) -> FactorReset:
    """Grant or refuse what another security administrator has asked for. Raises ResetRefused."""
    return decide_on_act(request, decision=decision, note=note, actor=actor, at=at)


def carry_out_reset(request: FactorReset, *, at: datetime) -> None:
    """Granted, the factors are gone and the user is told; anything else changes nothing."""
    if request.decision == Decision.GRANTED:
        forget_factors(user=request.user)
        news = AccountNews.FACTORS_RESET
        account_news.send(None, users=[request.user], news=news, about=f"reset:{request.pk}:{news}", at=at)


def lock_account(user_id: int) -> User:
    """The account, which is locked before anything about its factors."""
    return User.objects.select_for_update().get(pk=user_id)
