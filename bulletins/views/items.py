"""The items of a dossier: choosing a concluded case, and the rule and unit that are named."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.choices import ReadKind
from audit.services import note_reading
from bulletins import services
from bulletins.choices import EditionStage
from bulletins.forms import ItemForm
from bulletins.models import Bulletin, Item
from bulletins.selectors.quoting import final_files, quotable
from bulletins.views.common import ROWS, BulletinPage, tried
from cases.models import Case


class ItemChoose(BulletinPage):
    """The concluded cases that can be quoted: proved, closed, and nobody's accountability open."""

    def get(self, request: HttpRequest, bulletin: int) -> HttpResponse:
        """The newest of them; of a sector's month those of the sector."""
        found = self.bulletin_or_404(bulletin)
        cases = Case.objects.supervised_by(request.user).exclude(bulletin_items__bulletin=found)
        if found.sector_id:
            cases = cases.filter(sector=found.sector_id)
        rows = quotable(cases).for_list()[:ROWS]
        context = {
            "bulletin": found,
            "cases": [{"case": case, "files": final_files(case)} for case in rows],
            "crumbs": self.crumbs_in(found, (_("Choose a case"), "")),
        }
        return render(request, "bulletins/item_choose.html", context)


class ItemAdd(BulletinPage):
    """Quoting one of them."""

    def get(self, request: HttpRequest, bulletin: int, case: int) -> HttpResponse:
        """The form, with the rule that the ledger names."""
        found, quoted = self._find(bulletin, case)
        return self._show(found, quoted, ItemForm(case=quoted))

    def post(self, request: HttpRequest, bulletin: int, case: int) -> HttpResponse:
        """Add it; then its words are written."""
        found, quoted = self._find(bulletin, case)
        form = ItemForm(request.POST, case=quoted)

        def act():
            by = {"actor": request.user, "at": self.now}
            services.add_item(bulletin_id=found.pk, case_id=quoted.pk, **form.cleaned_data, **by)

        if not form.is_valid() or tried(form, act):
            return self._show(found, quoted, form)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:bulletin", bulletin=found.pk)

    def _find(self, bulletin: int, case: int) -> tuple[Bulletin, Case]:
        found = self.bulletin_or_404(bulletin)
        quoted = Case.objects.supervised_by(self.request.user).filter(pk=case).first()
        if quoted is None:
            raise Http404
        note_reading(reader=self.request.user, kind=ReadKind.BULLETIN, case_id=quoted.pk)
        return found, quoted

    def _show(self, bulletin: Bulletin, case: Case, form: ItemForm, item: Item | None = None) -> HttpResponse:
        choose = reverse("bulletins:item-choose", args=[bulletin.pk])
        context = {
            "bulletin": bulletin,
            "case": case,
            "item": item,
            "files": final_files(case),
            "conclusion": case.conclusions.last(),
            "form": form,
            "crumbs": self.crumbs_in(
                bulletin, *([] if item else [(_("Choose a case"), choose)]), (case.number, "")
            ),
        }
        return render(self.request, "bulletins/item.html", context)


class ItemEdit(ItemAdd):
    """Changing an item, or taking it out."""

    def get(self, request: HttpRequest, item: int) -> HttpResponse:
        """The form as it is."""
        found = self._item(item)
        return self._show(found.bulletin, found.case, ItemForm(case=found.case, item=found), found)

    def post(self, request: HttpRequest, item: int) -> HttpResponse:
        """Change it or take it out."""
        found = self._item(item)
        form = ItemForm(request.POST, case=found.case, item=found)
        drops = request.POST.get("step") == "drop"

        def act():
            by = {"item_id": found.pk, "actor": request.user, "at": self.now}
            if drops:
                services.drop_item(**by)
            else:
                services.change_item(**form.cleaned_data, **by)

        if (not form.is_valid() and not drops) or tried(form, act):
            return self._show(found.bulletin, found.case, form, found)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:bulletin", bulletin=found.bulletin_id)

    def _item(self, pk: int) -> Item:
        found = Item.objects.select_related("case").filter(pk=pk).first()
        if found is None:
            raise Http404
        found.bulletin = self.bulletin_or_404(found.bulletin_id)
        if found.bulletin.editions.exclude(stage=EditionStage.DRAFT).exists():
            raise Http404
        return found
