"""One edition: as it is read, what may be done with it next, who has read it; and its files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bulletins import services
from bulletins.choices import EditionStage
from bulletins.forms import CorrectionForm, DecideForm, ReasonForm, ReleaseForm, ReviewForm, WithdrawForm
from bulletins.lifecycle import MOVE_BY_NAME
from bulletins.models import Correction, Edition, EditionRelease, EditionReview
from bulletins.permissions import can_decide_on_correction, can_release, can_review, can_withdraw
from bulletins.selectors.checking import checked_places, leaks_of, place_label
from bulletins.selectors.reading import read_so_far, recipient_rows
from bulletins.selectors.texts import read_text, replies_of
from bulletins.views.common import BulletinPage, edition_file, kind_or_404, tried
from cases.views.releasing import places

# Before these the second factor is asked for again.
DECIDING = {"review", "release", "withdraw", "decide_correction"}


class EditionPage(BulletinPage):
    """An edition as its readers see it, with the next step of whoever looks."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before somebody decides what leaves the house."""
        return request.method == "POST" and request.POST.get("step") in DECIDING

    def get(self, request: HttpRequest, edition: int) -> HttpResponse:
        """The page."""
        self.find(edition)
        return self.show(self.forms())

    def post(self, request: HttpRequest, edition: int) -> HttpResponse:
        """One step; every refusal is told in words and nothing typed is lost."""
        self.find(edition)
        name = request.POST.get("step", "")
        forms = self.forms(request.POST)
        form = forms.get(name)
        if form is None:
            messages.error(request, _("The edition has moved on: this is no longer possible."))
            return redirect("bulletins:edition", edition=edition)
        if not form.is_valid():
            return self.show(forms)
        refusal = tried(form, lambda: self.make(name, form))
        if refusal is not None:
            more = {"correction": form.cleaned_data["words"]} if name == "correct" else {}
            return self.show(forms, found=getattr(refusal, "found", {}), more=more)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:edition", edition=edition)

    def find(self, pk: int) -> None:
        """The edition, and what waits for a decision."""
        self.edition: Edition = self.edition_or_404(pk)
        self.review: EditionReview | None = self._waiting(self.edition.reviews)
        self.release: EditionRelease | None = self._waiting(self.edition.releases)
        self.correction: Correction | None = self._waiting(self.edition.corrections)
        for act in (self.review, self.release, self.correction):
            if act is not None:
                act.edition = self.edition

    def _waiting(self, acts):
        return acts.filter(decision="").select_related("asked_by").first()

    def forms(self, data=None) -> dict:
        """What this user may do next; only the form that was sent is filled in."""
        sent = data.get("step") if data else None
        return {
            name: make(data if name == sent else None, auto_id=f"id_{name}_%s", **more)
            for name, (make, more) in self.steps().items()
        }

    def steps(self) -> dict:
        """The steps that are open, each with its form."""
        user, edition = self.request.user, self.edition
        found: dict = {"put_forward": (ReasonForm, {})} if edition.stage == EditionStage.DRAFT else {}
        if self.review is not None and can_review(user, self.review):
            found["review"] = (ReviewForm, {})
        if self.release is not None and can_release(user, self.release):
            more = {"edition": edition, "has_replies": bool(replies_of(edition))}
            found["release"] = (ReleaseForm, more)
        if edition.stage == EditionStage.PUBLISHED and self.correction is None:
            found["correct"] = (CorrectionForm, {})
        if self.correction is not None and can_decide_on_correction(user, self.correction):
            found["decide_correction"] = (DecideForm, {})
        if edition.stage in MOVE_BY_NAME["withdraw"].sources and can_withdraw(user, edition):
            found["withdraw"] = (WithdrawForm, {})
        return found

    def make(self, name: str, form) -> None:
        """The one step that was asked for."""
        by = {"actor": self.request.user, "at": self.now}
        given = form.cleaned_data
        if name == "put_forward":
            services.put_forward(edition_id=self.edition.pk, reason=given["note"], **by)
        elif name == "review":
            services.decide_on_review(review_id=self.review.pk, **given, **by)
        elif name == "release":
            said = {"decision": given["decision"], "note": given["note"]}
            services.decide_on_release(release_id=self.release.pk, terms=form.terms, **said, **by)
        elif name == "correct":
            services.propose_correction(edition_id=self.edition.pk, words=given["words"], **by)
        elif name == "decide_correction":
            services.decide_on_correction(correction_id=self.correction.pk, **given, **by)
        else:
            services.withdraw_edition(edition_id=self.edition.pk, note=given["note"], **by)

    def show(self, forms: dict, *, found: dict | None = None, more: dict | None = None) -> HttpResponse:
        """The page with these forms, and what was found that must not stand there."""
        edition = self.edition
        is_draft = edition.stage == EditionStage.DRAFT
        leaks = leaks_of(edition) if is_draft and not found else found or {}
        texts = checked_places(edition, prints_replies=True) | (more or {})
        asked = edition.replies.filter(ended_at=None).select_related("unit", "replied_by")
        context = {
            "edition": edition,
            "bulletin": edition.bulletin,
            "text": read_text(edition),
            "passages": edition.passages.select_related("item__case").order_by("item__position"),
            "is_draft": is_draft,
            "found": [{**row, "part": place_label(row["part"])} for row in places(texts, leaks)],
            "forms": forms,
            "waiting": self.review or self.release,
            "waits_for_release": self.release is not None,
            "correction": self.correction,
            "returned": self._returned() if is_draft else None,
            "replies": asked if not edition.is_internal else (),
            "recipients": recipient_rows(edition, today=self.today) if edition.is_internal else (),
            "read": read_so_far(edition) if edition.is_internal else None,
            "crumbs": self.crumbs_in(edition.bulletin, (str(edition.get_form_display()), "")),
        }
        return render(self.request, "bulletins/edition.html", context)

    def _returned(self):
        """The last decision that has sent it back."""
        acts = [acts.exclude(decision="").last() for acts in (self.edition.reviews, self.edition.releases)]
        last = max((act for act in acts if act is not None), key=lambda act: act.decided_at, default=None)
        return last if last is not None and last.decision != "granted" else None


class EditionFile(BulletinPage):
    """The edition as a file, a draft too, to be looked at page by page."""

    def get(self, request: HttpRequest, edition: int, kind: str) -> HttpResponse:
        """The file."""
        found = self.edition_or_404(edition)
        return edition_file(found, kind_or_404(found, kind))
