"""Telling people of what takes two of them, whatever it is."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from accounts.choices import Decision
from accounts.models import TwoKeyAct, User
from accounts.rules import last_day_of
from accounts.selectors import kind_of
from notices.choices import Wording
from notices.services.write import notify_users


def in_languages(words: str | Promise) -> dict[str, str]:
    """Some words in each language: nobody knows yet in which one the notice will be read."""
    told = {}
    for language, _called in settings.LANGUAGES:
        with translation.override(language):
            told[language] = str(words)
    return told


def tell_of_act(act: TwoKeyAct, *, receivers: Iterable[User], at) -> None:
    """Tell of an act as it stands now: that it waits, that it is decided, or that it has lapsed.

    ``receivers`` are those who may decide while it waits, then whoever asked, and of a lapse both; the caller has asked
    the firewall. Each is told once of each of the three.
    """
    kind = kind_of(act)
    notify_users(
        users={user.pk: user for user in receivers if user}.values(),
        wording={"": Wording.ACT_ASKED, Decision.LAPSED: Wording.ACT_LAPSED}.get(
            act.decision, Wording.ACT_DECIDED
        ),
        context={
            "number": kind.about(act),
            "act": in_languages(kind.label),
            "date": f"{last_day_of(act.expires_at)}" if act.expires_at else "",
        },
        path=kind.page(act),
        about=f"act:{kind.name}:{act.pk}:{act.decision or 'asked'}",
        at=at,
    )
