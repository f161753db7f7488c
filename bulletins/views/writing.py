"""Writing an edition: its words, those of its items with marks and a preview, and to which units it goes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletins import services
from bulletins.choices import EditionForm, EditionStage
from bulletins.forms import AddressForm, EditionWordsForm, PassageForm
from bulletins.models import Edition, Passage
from bulletins.selectors.checking import allowed_names, cases_of
from bulletins.selectors.quoting import sanctions_of
from bulletins.views.common import BulletinPage, tried
from cases.selectors.leaks import Found, blind_marked, hide_marked, leaks_among, mark_all, pieces_of
from cases.views.releasing import places


class DraftPage(BulletinPage):
    """A page on which a draft is written."""

    def draft_or_404(self, pk: int) -> Edition:
        """A draft that this user writes."""
        edition = self.edition_or_404(pk)
        if edition.stage != EditionStage.DRAFT:
            raise Http404
        return edition

    def crumbs_of(self, edition: Edition, label: str) -> list[dict]:
        """The way to a page below an edition."""
        return self.crumbs_in(edition.bulletin, (f"{edition.get_form_display()} · {label}", ""))


class EditionWrite(DraftPage):
    """Title, opening and closing."""

    def get(self, request: HttpRequest, edition: int) -> HttpResponse:
        """The form as it is."""
        found = self.draft_or_404(edition)
        return self._show(found, EditionWordsForm(edition=found))

    def post(self, request: HttpRequest, edition: int) -> HttpResponse:
        """Keep it."""
        found = self.draft_or_404(edition)
        form = EditionWordsForm(request.POST, edition=found)

        def act():
            services.write_edition(edition_id=found.pk, words=form.words, actor=request.user, at=self.now)

        if not form.is_valid() or tried(form, act):
            return self._show(found, form)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:edition", edition=found.pk)

    def _show(self, edition: Edition, form: EditionWordsForm) -> HttpResponse:
        context = {
            "edition": edition,
            "form": form,
            "crumbs": self.crumbs_of(edition, pgettext("bulletin", "Words")),
        }
        return render(self.request, "bulletins/edition_write.html", context)


class EditionAddress(DraftPage):
    """Which units get the circular."""

    def get(self, request: HttpRequest, edition: int) -> HttpResponse:
        """The units that can be chosen, with those that are."""
        found = self._circular(edition)
        return self._show(found, AddressForm(edition=found))

    def post(self, request: HttpRequest, edition: int) -> HttpResponse:
        """Keep the choice."""
        found = self._circular(edition)
        form = AddressForm(request.POST, edition=found)

        def act():
            services.address_edition(edition_id=found.pk, units=form.units, actor=request.user, at=self.now)

        if not form.is_valid() or tried(form, act):
            return self._show(found, form)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:edition", edition=found.pk)

    def _circular(self, pk: int) -> Edition:
        found = self.draft_or_404(pk)
        if not found.is_internal:
            raise Http404
        return found

    def _show(self, edition: Edition, form: AddressForm) -> HttpResponse:
        context = {"edition": edition, "form": form, "crumbs": self.crumbs_of(edition, _("Recipients"))}
        return render(self.request, "bulletins/edition_address.html", context)


class PassageWrite(DraftPage):
    """What an edition says of an item: marked, looked at as it would be read, checked, and kept."""

    def get(self, request: HttpRequest, passage: int) -> HttpResponse:
        """The form as it is, with its preview."""
        found = self._passage(passage)
        words = {"heading": found.heading, "text": found.text}
        return self._show(found, PassageForm(passage=found), words)

    def post(self, request: HttpRequest, passage: int) -> HttpResponse:
        """Keep it; or only show it, with everything marked that was found, or begun from the circular's words."""
        found = self._passage(passage)
        form, step = PassageForm(request.POST, passage=found), request.POST.get("step", "keep")
        if not form.is_valid():
            return self._show(found, form, {})
        words = {name: form.cleaned_data[name] for name in ("heading", "text")}
        if step == "mark":
            leaks = self._leaks(found, words)
            words = {name: mark_all(text, leaks.get(name, ())) for name, text in words.items()}
        if step == "copy":
            twin = Passage.objects.get(item=found.item, edition__form=EditionForm.INTERNAL)
            words = {"heading": twin.heading, "text": twin.text}
        if step in ("mark", "copy", "look"):
            begun = form.cleaned_data | words
            return self._show(found, PassageForm(passage=found, begun=begun), words)

        def act():
            services.write_passage(passage_id=found.pk, words=form.words, actor=request.user, at=self.now)

        if tried(form, act):
            return self._show(found, form, words)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:edition", edition=found.edition_id)

    def _passage(self, pk: int) -> Passage:
        found = Passage.objects.select_related("item__case", "item__unit").filter(pk=pk).first()
        if found is None:
            raise Http404
        found.edition = self.draft_or_404(found.edition_id)
        return found

    def _leaks(self, passage: Passage, words: dict[str, str]) -> dict[str, list[Found]]:
        """What is still readable and must not be; what is marked counts as hidden."""
        edition = passage.edition
        cases, named = list(cases_of(edition)), allowed_names(edition)
        found = {}
        for name, text in words.items():
            blind = blind_marked(text) if edition.form == EditionForm.PUBLIC else text
            found[name] = leaks_among(blind, cases=cases, named=named)
        return {name: leaks for name, leaks in found.items() if leaks}

    def _show(self, passage: Passage, form: PassageForm, words: dict[str, str]) -> HttpResponse:
        edition = passage.edition
        leaks = self._leaks(passage, words)
        labels = {"heading": pgettext("bulletin", "Heading"), "text": _("Text")}
        context = {
            "passage": passage,
            "edition": edition,
            "is_public": edition.form == EditionForm.PUBLIC,
            "form": form,
            "heading": hide_marked(words.get("heading", "")),
            "pieces": pieces_of(words.get("text", "")),
            "sanctions": sanctions_of(passage.item, names_persons=passage.names_persons),
            "found": [{**row, "part": labels[row["part"]]} for row in places(words, leaks)],
            "crumbs": self.crumbs_of(edition, passage.heading or _("Item")),
        }
        return render(self.request, "bulletins/passage.html", context)
