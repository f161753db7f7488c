"""What follows for cases when somebody has to keep away from now on."""

from django.dispatch import receiver

from accounts.signals import tie_declared
from cases.choices import Stage
from cases.services import keep_held, keep_held_after_tie
from cases.signals import case_moved

COMES_BACK = (Stage.ANSWERED, Stage.REVIEWING, Stage.CLOSED)


@receiver(tie_declared)
def pass_on_what_is_shut(sender, *, user, at, **kwargs):
    """In the transaction of the declaration: there is no moment in which nobody may act on a case."""
    keep_held_after_tie(user=user, at=at)


@receiver(case_moved)
def pass_on_what_nobody_may_go_on_with(sender, *, case, event, firewall, **kwargs):
    """Assigned, answered, under review, or back with its unit: if everybody there must keep away by now it goes on at once."""
    if not (firewall.roots or firewall.persons or case.has_recusals):
        return  # nobody has to keep away
    is_back = event.to_stage == Stage.HANDLING and event.from_stage in COMES_BACK
    is_new = event.to_stage in (Stage.ANSWERED, Stage.REVIEWING) and event.from_stage != event.to_stage
    if is_back or is_new or event.to_stage == Stage.ASSIGNED:
        keep_held(case, at=event.at, firewall=firewall)
