"""What of retention takes two people, as the register of such acts knows it (ADR 21, ADR 25)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import TwoKeyKind
from cases.models import Case
from retention.models import DisposalBatch, Hold, HoldLifting, TermChange
from retention.permissions import (
    can_ask_for_term,
    can_decide_on_batch,
    can_decide_on_lifting,
    can_decide_on_term,
)
from retention.services.batches import after_batch
from retention.services.holds import after_lifting
from retention.services.refused import RetentionRefused
from retention.services.terms import after_term

DISPOSAL = TwoKeyKind(
    name="disposal",
    label=_("Destruction list"),
    model=DisposalBatch,
    setting="DISPOSAL_DAYS",
    why=_("Meanwhile holds are placed and cases are reopened: after two months the list is drawn up anew."),
    open_to=lambda user: DisposalBatch.objects.visible_to(user).select_related("unit"),
    may_decide=can_decide_on_batch,
    after=after_batch,
    page=lambda act: reverse("retention:batch-detail", args=[act.pk]),
    about=lambda act: act.number,
    refused=RetentionRefused,
)
HOLD_LIFTING = TwoKeyKind(
    name="hold_lifting",
    label=_("Lifting of a hold"),
    model=HoldLifting,
    setting="HOLD_LIFTING_DAYS",
    why=_("A hold that nobody lifts goes on: nothing is lost by waiting."),
    open_to=lambda user: HoldLifting.objects.filter(
        hold__in=Hold.objects.visible_to(user).order_by().values("pk")
    ).select_related("hold__case"),
    may_decide=can_decide_on_lifting,
    after=after_lifting,
    page=lambda act: reverse("retention:hold-detail", args=[act.hold_id]),
    about=lambda act: act.hold.case.number,
    refused=RetentionRefused,
    lock=lambda act: Case.objects.locked().get(pk=act.hold.case_id),
)
TERM_CHANGE = TwoKeyKind(
    name="term_change",
    label=_("Change of a term of retention"),
    model=TermChange,
    setting="TERM_CHANGE_DAYS",
    why=_("The term in force goes on meanwhile: nothing goes sooner by waiting."),
    open_to=lambda user: TermChange.objects.all() if can_ask_for_term(user) else TermChange.objects.none(),
    may_decide=can_decide_on_term,
    after=after_term,
    page=lambda act: reverse("retention:term-detail", args=[act.record_class]),
    about=lambda act: str(act.effective_on),
    refused=RetentionRefused,
)
KINDS = (DISPOSAL, HOLD_LIFTING, TERM_CHANGE)
