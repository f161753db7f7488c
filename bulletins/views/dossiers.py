"""Dossiers: the list, beginning one, one with all that belongs to it, and who reads too late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bulletins import services
from bulletins.choices import EditionForm, EditionStage
from bulletins.forms import BeginForm, NarrowForm
from bulletins.models import Bulletin
from bulletins.permissions import can_keep_bulletins, commissions_of
from bulletins.selectors.figures import counted_anew
from bulletins.selectors.quoting import sanctions_of
from bulletins.selectors.reading import late_readers, read_so_far, trail_of
from bulletins.views.common import ROWS, BulletinPage, ReaderPage, tried
from common.paging import page_by_key, page_links


class BulletinList(ReaderPage):
    """The dossiers that the user may see; whoever writes none finds what his unit got."""

    tab = "bulletin-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them, the newest first."""
        if not can_keep_bulletins(request.user):
            return redirect("bulletins:circular-list")
        form = NarrowForm(request.GET)
        page = page_by_key(
            narrowed(Bulletin.objects.visible_to(request.user), form).for_list(),
            order=("-id",),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        rows = [{"bulletin": bulletin, **by_form(bulletin)} for bulletin in page.rows]
        context = {
            "rows": rows,
            "form": form,
            "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
            "reset_url": request.path,
            **self.tabs(),
            **page_links(page, request.GET),
        }
        return render(request, "bulletins/bulletin_list.html", context)


class BulletinAdd(BulletinPage):
    """Beginning a dossier of typical cases."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._show(BeginForm(commissions=commissions_of(request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it."""
        form = BeginForm(request.POST, commissions=commissions_of(request.user))
        made = []

        def act():
            made.append(services.begin_bulletin(**form.cleaned_data, actor=request.user, at=self.now))

        if not form.is_valid() or tried(form, act):
            return self._show(form)
        return redirect("bulletins:bulletin", bulletin=made[0].pk)

    def _show(self, form: BeginForm) -> HttpResponse:
        context = {"form": form, "crumbs": self.crumbs((_("New bulletin"), ""))}
        return render(self.request, "bulletins/bulletin_add.html", context)


class BulletinDetail(BulletinPage):
    """One dossier: its items, its two editions, its figures beside the same counted now, and its trail."""

    def get(self, request: HttpRequest, bulletin: int) -> HttpResponse:
        """The page."""
        found = self.bulletin_or_404(bulletin)
        editions = list(found.editions.select_related("issuer"))
        items = found.items.select_related("case", "unit").prefetch_related("passages")
        context = {
            "bulletin": found,
            "editions": [{"edition": row, **self._state(row)} for row in editions],
            "items": [
                {"item": item, "sanctions": sanctions_of(item), "passages": self._passages(item, editions)}
                for item in items
            ],
            "figures": counted_anew(found),
            "changes": all(row.stage == EditionStage.DRAFT for row in editions),
            "entries": trail_of(found),
            "crumbs": self.crumbs((found.subject, "")),
        }
        return render(request, "bulletins/bulletin.html", context)

    def _state(self, edition) -> dict:
        return {"read": read_so_far(edition)} if edition.is_internal and edition.published_at else {}

    def _passages(self, item, editions) -> list[dict]:
        by_edition = {passage.edition_id: passage for passage in item.passages.all()}
        return [{"edition": row, "passage": by_edition[row.pk]} for row in editions]


class LateReaders(BulletinPage):
    """The units that haven't signed for a circular in time (M83)."""

    tab = "late-readers"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them, the latest first."""
        rows = late_readers(Bulletin.objects.visible_to(request.user), today=self.today)
        page = page_by_key(
            rows,
            order=("due_on", "id"),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "rows": [{"row": row, "days": (self.today - row.due_on).days} for row in page.rows],
            **self.tabs(),
            **page_links(page, request.GET),
        }
        return render(request, "bulletins/late_readers.html", context)


def narrowed(rows, form: NarrowForm):
    """Those that the filters let through; a filter that isn't one narrows nothing."""
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("sector"):
        rows = rows.about(asked["sector"])
    return {"in_hand": rows.in_hand, "out": rows.out}.get(asked.get("show"), rows.all)()


def by_form(bulletin: Bulletin) -> dict:
    """The two editions of a dossier by their names."""
    found = {edition.form: edition for edition in bulletin.editions.all()}
    return {"internal": found[EditionForm.INTERNAL], "public": found[EditionForm.PUBLIC]}
