"""What the staff's pages of the appraisal share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from evaluations.models import Round
from evaluations.permissions.rounds import can_organise, can_read_whole, can_see_appraisal


class AppraisalPage(StaffPage):
    """A page for commissions, and for units that may be appraised."""

    def check_access(self, user) -> None:
        """Whoever has nothing to do with the appraisal isn't shown it."""
        super().check_access(user)
        if not can_see_appraisal(user):
            raise PermissionDenied

    def round_or_404(self, pk: int) -> Round:
        """The round of that key; of a round that a unit may see as well, only the commissions read all."""
        rounds = Round.objects.visible_to(self.request.user).select_related(
            "organiser__area", "campaign", "terms"
        )
        found = rounds.filter(pk=pk).first()
        if found is None or not can_read_whole(self.request.user, found):
            raise Http404
        return found

    def own_round(self, pk: int, *stages: str) -> Round:
        """The round of the user's own commission, in one of the stages if any are given."""
        found = self.round_or_404(pk)
        if not can_organise(self.request.user, found) or (stages and found.stage not in stages):
            raise Http404
        return found

    def way(self, found: Round | None = None, *steps: str) -> list[dict]:
        """The way to a page; the last step is the page itself."""
        way = [{"label": _("Public appraisal"), "url": reverse("evaluations:round-list")}]
        if found is not None:
            url = reverse("evaluations:round", args=[found.pk]) if steps else ""
            way.append({"label": found.title, "url": url})
        return [*way, *({"label": step, "url": ""} for step in steps)]
