"""What of cases waits for a second person: requests for an identity, texts for the public, objections, more time, demands that somebody keeps away."""

from django.db.models import QuerySet

from cases.choices import RequestKind
from cases.models import Case, CaseRequest, IdentityRequest, PublicAnswer, Recusal


def _of_visible(model, user) -> QuerySet:
    """Waiting acts on cases that the user reads, with what their page and the conditions look at."""
    waiting = model.objects.filter(
        decision="", case__in=Case.objects.visible_to(user).order_by().values("pk")
    )
    return waiting.select_related("case__desk", "case__responsible", "case__escalated_to", "case__reviewer")


def identities_to_decide(user) -> QuerySet[IdentityRequest]:
    """Requests to open an identity that wait, somebody else's."""
    return _of_visible(IdentityRequest, user).exclude(asked_by=user)


def releases_to_decide(user) -> QuerySet[PublicAnswer]:
    """Texts for the public that wait, somebody else's."""
    return _of_visible(PublicAnswer, user).exclude(asked_by=user)


def objections_to_decide(user) -> QuerySet[CaseRequest]:
    """Objections of units that wait."""
    return _of_visible(CaseRequest, user).filter(kind=RequestKind.OBJECTION)


def time_to_decide(user) -> QuerySet[CaseRequest]:
    """Requests for more time that wait."""
    return _of_visible(CaseRequest, user).filter(kind=RequestKind.MORE_TIME)


def recusals_to_decide(user) -> QuerySet[Recusal]:
    """Demands of citizens that somebody keeps away."""
    return _of_visible(Recusal, user)
