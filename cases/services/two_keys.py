"""The acts on cases that take two people, as the register of such acts knows them (ADR 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct
from accounts.selectors import TwoKeyKind
from cases.choices import Party, RequestKind
from cases.lifecycle import MOVE_BY_NAME
from cases.models import Case, CaseRequest, IdentityRequest, PublicAnswer, Recusal
from cases.permissions import can_decide_on_identity, can_decide_on_recusal, can_decide_on_release, parties_of
from cases.selectors import two_keys
from cases.services.move import MoveRefused, move_case
from cases.services.recusal import after_recusal
from cases.services.releasing import after_public_answer
from cases.services.unsealing import after_identity_request


def _number(act) -> str:
    return act.case.number


def _lock(act) -> Case:
    return Case.objects.locked().get(pk=act.case_id)


def _case_page(name: str):
    return lambda act: reverse(f"cases:{name}", args=[act.case_id])


def _nothing(act: TwoKeyAct, *, actor, at) -> None:
    """The move of the lifecycle table that asks or decides has logged and told it."""


def _decider_of(move: str):
    """Whoever may make the move that grants such a request."""
    parties = frozenset(MOVE_BY_NAME[move].by)
    return lambda user, act: not parties.isdisjoint(parties_of(user, act.case))


def _lapse_by(move: str):
    """The request lapses by a move of the lifecycle table, which stops the clock, and tells both."""

    def lapse(act: CaseRequest, *, at) -> bool:
        try:
            move_case(case_id=act.case_id, move=move, actor=Party.SYSTEM, at=at)
        except MoveRefused:  # decided while we looked
            return False
        return True

    return lapse


IDENTITY = TwoKeyKind(
    name="identity",
    label=_("Opening an identity"),
    model=IdentityRequest,
    setting="IDENTITY_REQUEST_DAYS",
    why=_("The need was for that moment: whoever still needs the name says so anew."),
    open_to=two_keys.identities_to_decide,
    may_decide=lambda user, act: can_decide_on_identity(user, act.case, act),
    after=after_identity_request,
    page=_case_page("case-identity"),
    about=_number,
    refused=MoveRefused,
    lock=_lock,
)
RELEASE = TwoKeyKind(
    name="release",
    label=_("Text for the public"),
    model=PublicAnswer,
    setting="PUBLIC_TEXT_DAYS",
    why=_("It was due within 20 working days; by now it may no longer be true."),
    open_to=two_keys.releases_to_decide,
    may_decide=lambda user, act: can_decide_on_release(user, act.case, act),
    after=after_public_answer,
    page=_case_page("case-release"),
    about=_number,
    refused=MoveRefused,
    lock=_lock,
)
OBJECTION = TwoKeyKind(
    name="objection",
    label=_("Objection of a unit"),
    model=CaseRequest,
    of={"kind": RequestKind.OBJECTION},
    setting="OBJECTION_DAYS",
    why=_("A case may be handed back only with consent, and silence is none: the unit goes on."),
    open_to=two_keys.objections_to_decide,
    may_decide=_decider_of("consent"),
    after=_nothing,
    page=_case_page("case-detail"),
    about=_number,
    refused=MoveRefused,
    lapse=_lapse_by("lapse_objection"),
)
MORE_TIME = TwoKeyKind(
    name="more_time",
    label=_("More time"),
    model=CaseRequest,
    of={"kind": RequestKind.MORE_TIME},
    setting="MORE_TIME_DAYS",
    why=_("The term runs on meanwhile: without a decision the date stays as it is."),
    open_to=two_keys.time_to_decide,
    may_decide=_decider_of("grant_time"),
    after=_nothing,
    page=_case_page("case-detail"),
    about=_number,
    refused=MoveRefused,
    lapse=_lapse_by("lapse_time"),
)
RECUSAL = TwoKeyKind(
    name="recusal",
    label=_("Demand that somebody keeps away"),
    model=Recusal,
    setting="RECUSAL_DAYS",
    why=_("The matter goes on meanwhile; the citizen hears that nobody decided and can ask anew."),
    open_to=two_keys.recusals_to_decide,
    may_decide=lambda user, act: can_decide_on_recusal(user, act.case, act),
    after=after_recusal,
    page=_case_page("case-recusal"),
    about=_number,
    refused=MoveRefused,
    lock=_lock,
)
KINDS = (IDENTITY, RELEASE, OBJECTION, MORE_TIME, RECUSAL)
