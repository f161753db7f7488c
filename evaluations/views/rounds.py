"""The staff's pages of the appraisal: the rounds, one round, its preparation and its moves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views import tried
from common.spreadsheet import csv_download
from evaluations.choices.appraisal import COUNTED, RoundStage
from evaluations.forms.rounds import (
    AskForm,
    RoundMoveForm,
    VerdictForm,
)
from evaluations.lifecycle.rounds import ROUND_MOVE_BY_NAME, round_moves_from
from evaluations.models import Round
from evaluations.permissions.rounds import (
    can_organise,
    can_prepare_rounds,
    can_publish,
    can_read_figures,
    can_read_whole,
    parties_of,
)
from evaluations.selectors.appraisal_tables import score_rows
from evaluations.selectors.appraisal_terms import terms_of, terms_on
from evaluations.selectors.recount import recount
from evaluations.selectors.rounds import is_under_way, progress_of, survey_in_use, trail_of
from evaluations.selectors.scores import made_of, newest_scores
from evaluations.services import appeals
from evaluations.services import rounds as services
from evaluations.views.appraisal_page import AppraisalPage


class RoundList(AppraisalPage):
    """All rounds that the user sees; for a unit, those with its own result."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The latest first."""
        rounds = Round.objects.visible_to(request.user).select_related("organiser__area")
        rows = [
            {"round": found, "url": self._url(found), "is_whole": can_read_whole(request.user, found)}
            for found in rounds
        ]
        context = {
            "rows": [row for row in rows if row["url"]],
            "may_prepare": can_prepare_rounds(request.user),
            "terms": terms_on(self.today),
        }
        return render(request, "evaluations/round_list.html", context)

    def _url(self, found: Round) -> str:
        if can_read_whole(self.request.user, found):
            return reverse("evaluations:round", args=[found.pk])
        own = found.appraised.visible_to(self.request.user).first()
        return reverse("evaluations:appraised", args=[own.pk]) if own else ""


class RoundPage(AppraisalPage):
    """One round: how far it is, its ranking, and whether the database reckons the same."""

    def get(self, request: HttpRequest, round: int) -> HttpResponse:
        """The page, or with ``format=csv`` its ranking as a file."""
        found = self.round_or_404(round)
        is_counted = found.stage in COUNTED and can_read_figures(request.user, found)
        if request.GET.get("format") == "csv" and is_counted:
            return csv_of(found)
        return self._show(found, VerdictForm())

    def post(self, request: HttpRequest, round: int) -> HttpResponse:
        """Ask for the publication, or decide on it."""
        found = self.round_or_404(round)
        who = {"actor": request.user, "at": self.now}
        if request.POST.get("act") == "ask":
            form = AskForm(request.POST)

            def act():
                return appeals.ask_for_publication(
                    round_id=found.pk, reason=form.cleaned_data["reason"], **who
                )
        else:
            form, waiting = VerdictForm(request.POST), found.publications.filter(decision="").first()
            if waiting is None:
                raise Http404

            def act():
                return appeals.decide_on_publication(act_id=waiting.pk, **who, **form.cleaned_data)

        if not form.is_valid() or tried(form, act) is None:
            return self._show(found, form)
        messages.success(request, _("It is recorded."))
        return redirect("evaluations:round", round=found.pk)

    def _show(self, found: Round, form) -> HttpResponse:
        user, waiting = self.request.user, found.publications.filter(decision="").first()
        organises, is_kept_away = can_organise(user, found), not can_read_figures(user, found)
        is_counted = found.stage in COUNTED and not is_kept_away
        opened = found.appraised.visible_to(user)
        may_decide = waiting is not None and can_publish(user, waiting)
        may_ask = organises and found.stage == RoundStage.COMPUTED and waiting is None
        checked = {row.appraised: row for row in recount(found)} if is_counted else {}
        scores = newest_scores(found) if is_counted else []
        parties = parties_of(user, found)
        context = {
            "round": found,
            "terms": terms_of(found),
            "rows": [(score, checked.get(score.appraised_id)) for score in scores],
            "scores": scores,
            "is_equal": all(row.is_equal for row in checked.values()),
            "opened": set(opened.order_by().values_list("pk", flat=True)) if is_counted else set(),
            "is_kept_away": is_kept_away,
            "live": self._live(found) if not is_counted and not is_kept_away else [],
            "criteria": found.criteria.all(),
            "progress": progress_of(found),
            "survey": survey_in_use(found),
            "moves": [row for row in round_moves_from(found.stage) if parties.intersection(row.by)],
            "organises": organises,
            "is_draft": found.stage == RoundStage.DRAFT,
            "is_open": found.stage == RoundStage.OPEN,
            "takes_survey": organises and found.stage in (RoundStage.OPEN, RoundStage.CLOSED),
            "waiting": waiting,
            "verdict_form": (form if isinstance(form, VerdictForm) else VerdictForm())
            if may_decide
            else None,
            "ask_form": (form if isinstance(form, AskForm) else AskForm()) if may_ask else None,
            "appeals": opened.filter(appeals__decision="").select_related("unit"),
            "entries": trail_of(found),
            "crumbs": self.way(found),
        }
        return render(self.request, "evaluations/round.html", context)

    def _live(self, found: Round) -> list[tuple]:
        """Units with the part that can be told before the closing: the direct votes (M72)."""
        made = made_of(found) if is_under_way(found) else {}
        rows = found.appraised.select_related("unit")
        return [(row, made.get(row.pk)) for row in rows]


class RoundMovePage(AppraisalPage):
    """One move of the lifecycle table on one round."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Know the row of the table."""
        super().setup(request, *args, **kwargs)
        self.row = ROUND_MOVE_BY_NAME.get(kwargs["move"])

    def get(self, request: HttpRequest, round: int, move: str) -> HttpResponse:
        """What the move means and asks for, or back to the round when it isn't possible."""
        found = self._round(round)
        if self.row not in round_moves_from(found.stage):
            messages.error(request, _("The round has moved on: this is no longer possible."))
            return redirect("evaluations:round", round=found.pk)
        return self._show(found, RoundMoveForm(row=self.row))

    def post(self, request: HttpRequest, round: int, move: str) -> HttpResponse:
        """Make the move, or say everything that speaks against it."""
        found = self._round(round)
        form = RoundMoveForm(request.POST, row=self.row)

        def act():
            note = form.cleaned_data.get("note", "")
            return services.move_round(
                round_id=found.pk, move=move, actor=request.user, at=self.now, note=note
            )

        if not form.is_valid() or tried(form, act) is None:
            return self._show(found, form)
        messages.success(request, f"{self.row.label} · {found.title}")
        return redirect("evaluations:round", round=found.pk)

    def _round(self, pk: int) -> Round:
        found = self.round_or_404(pk)
        if self.row is None or not parties_of(self.request.user, found).intersection(self.row.by):
            raise Http404
        return found

    def _show(self, found: Round, form: RoundMoveForm) -> HttpResponse:
        crumbs = self.way(found, str(self.row.label))
        context = {"round": found, "row": self.row, "form": form, "crumbs": crumbs}
        return render(self.request, "evaluations/round_move.html", context)


def csv_of(found: Round) -> StreamingHttpResponse:
    """The ranking as a file."""
    return csv_download(score_rows(found), name=f"appraisal-{found.pk}")
