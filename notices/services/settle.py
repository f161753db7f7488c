"""What becomes of a notice after a try: sent, tried again later, not known, or given up."""

from datetime import timedelta

from django.conf import settings

from notices.channels import NoAddress, Refused, Rejected, Unheard
from notices.choices import State
from notices.models import Notice
from notices.services.write import sendable_from

# Minutes to wait after each failure; after the last one the notice is given up and shown on a page.
BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)
SETTLED = ("state", "next_attempt_at", "sent_at", "last_error", "sealed_box")


def settle_sent(notice: Notice, *, at) -> None:
    """The provider has taken it; an answer to whoever wrote forgets its address."""
    notice.state, notice.sent_at, notice.last_error, notice.sealed_box = State.SENT, at, "", ""
    _keep(notice)


def settle_failed(notice: Notice, problem: Exception, *, at) -> None:
    """It wasn't taken: try again later; give it up after the last try, or at once where trying again can't help."""
    notice.last_error = _said(notice, problem)
    if isinstance(problem, NoAddress | Rejected) or is_last_try(notice):
        notice.state = State.DEAD
    else:
        notice.state = State.RETRYING
        again = at + timedelta(minutes=BACK_OFF_MINUTES[notice.attempts - 1])
        notice.next_attempt_at = sendable_from(again, notice.channel, notice.wording)
    _keep(notice)


def settle_unknown(notice: Notice, *, at) -> None:
    """No answer came over the line: wait for a receipt before it is sent again; after the last try nobody sends it again."""
    notice.last_error = "no answer; it may have left"
    if is_last_try(notice):
        notice.state = State.DEAD
    else:
        notice.state = State.UNKNOWN
        notice.next_attempt_at = at + timedelta(seconds=settings.SMPP_DOUBT_SECONDS)
    _keep(notice)


def is_last_try(notice: Notice) -> bool:
    """Whether no further try is planned after this one."""
    return notice.attempts > len(BACK_OFF_MINUTES)


def _keep(notice: Notice) -> None:
    """Store it; one that was taken back meanwhile stays away."""
    Notice.objects.filter(pk=notice.pk).update(**{name: getattr(notice, name) for name in SETTLED})


def _said(notice: Notice, problem: Exception) -> str:
    """What a provider says may repeat the address, which is kept of nobody who wrote to us."""
    if isinstance(problem, NoAddress | Rejected | Refused | Unheard):
        return str(problem)[:300]
    return f"{type(problem).__name__}{'' if notice.sealed_box else f': {problem}'}"[:300]
