"""Who hears of a bulletin: notices into the outbox, in the transaction of the step itself."""

from django.urls import reverse

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.selectors import kind_of, users_acting_for
from bulletins.models import Bulletin, Edition, EditionRelease, EditionReview, ReplyRequest
from bulletins.permissions import sees_bulletin
from bulletins.querysets import COMMISSIONERS, READERS, REPLIERS
from common.numbering import CHINA
from notices.services import in_languages, notify_users, tell_of_act
from organizations.models import Unit


def keepers_of(bulletin: Bulletin, *, at, roles=COMMISSIONERS) -> list[User]:
    """The people of the issuing commission who may see the dossier."""
    users = _people([bulletin.issuer_id], roles, at)
    return [user for user in users if sees_bulletin(user, bulletin)]


def tell_of_decision(act: EditionReview | EditionRelease, *, at) -> None:
    """While it waits those who may decide, then whoever has drafted."""
    bulletin = act.edition.bulletin
    may = kind_of(act).may_decide
    deciders = [user for user in keepers_of(bulletin, at=at) if may(user, act)]
    drafter = getattr(act, "drafter", act.asked_by)
    waiting = {"": deciders, Decision.LAPSED: [drafter, *deciders]}
    tell_of_act(act, receivers=waiting.get(act.decision, [drafter, act.asked_by]), at=at)


def tell_recipients(edition: Edition, *, due_on, at) -> None:
    """Each unit hears of the circular that it got, by the people who sign for it."""
    for row in edition.recipients.select_related("unit"):
        notify_users(
            users=_people([row.unit_id], READERS, at),
            wording="bulletin_sent",
            context=_context(edition, row.unit, due_on),
            path=reverse("bulletins:circular", args=[row.pk]),
            about=f"bulletin:{edition.pk}:sent:{row.pk}",
            at=at,
        )


def tell_of_change(edition: Edition, *, at, about: str) -> None:
    """Whoever got a circular hears that it was corrected or withdrawn."""
    for row in edition.recipients.select_related("unit"):
        notify_users(
            users=_people([row.unit_id], READERS, at),
            wording="bulletin_changed",
            context=_context(edition, row.unit, None),
            path=reverse("bulletins:circular", args=[row.pk]),
            about=f"bulletin:{edition.pk}:{about}:{row.pk}",
            at=at,
        )


def tell_unit_to_reply(request: ReplyRequest, *, at) -> None:
    """The leaders of a named unit are asked; of the case behind it they learn nothing but the passage."""
    notify_users(
        users=_people([request.unit_id], REPLIERS, at),
        wording="bulletin_reply_asked",
        context={"unit": in_languages(request.unit), "date": f"{request.due_on}"},
        path=reverse("bulletins:reply", args=[request.pk]),
        about=f"bulletin:reply:{request.pk}",
        at=at,
    )


def tell_of_reply(request: ReplyRequest, edition: Edition, *, at) -> None:
    """The commission hears that the unit has replied."""
    notify_users(
        users=keepers_of(edition.bulletin, at=at),
        wording="bulletin_replied",
        context={"unit": in_languages(request.unit)},
        path=reverse("bulletins:edition", args=[edition.pk]),
        about=f"bulletin:replied:{request.pk}",
        at=at,
    )


def tell_of_draft(bulletin: Bulletin, *, at) -> None:
    """The inspectors of the commission hear that a month's draft lies there."""
    notify_users(
        users=keepers_of(bulletin, at=at, roles=(Role.INSPECTOR,)),
        wording="bulletin_drafted",
        context={"date": f"{bulletin.month:%Y-%m}", "unit": in_languages(bulletin.issuer)},
        path=reverse("bulletins:bulletin", args=[bulletin.pk]),
        about=f"bulletin:{bulletin.pk}:drafted",
        at=at,
    )


def _people(unit_ids: list[int], roles, at) -> list[User]:
    return users_acting_for(unit_ids=unit_ids, roles=roles, on=at.astimezone(CHINA).date())


def _context(edition: Edition, unit: Unit, due_on) -> dict:
    return {"number": edition.number, "unit": in_languages(unit), "date": f"{due_on or ''}"}
