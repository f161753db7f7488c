"""The register of tombstones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.numbering import parse_case_number
from common.paging import page_by_key, page_links
from retention.forms import NumberForm
from retention.models import Tombstone
from retention.views.page import ROWS, RetentionPage


class TombstoneList(RetentionPage):
    """What went, when, and by which list; found by the number of the case."""

    tab = "tombstone-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the register, the newest first; a number that isn't one finds nothing."""
        form = NumberForm(request.GET or None)
        stones = Tombstone.objects.visible_to(request.user)
        asked = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
        if asked:
            stones = stones.filter(case_id=parse_case_number(asked) or 0)
        page = page_by_key(
            stones.select_related("batch", "area"),
            order=("-id",),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "form": form,
            "is_filtered": bool(asked),
            "reset_url": request.path,
            "stones": page.rows,
            **self.tabs(),
            **page_links(page, request.GET),
        }
        return render(request, "retention/tombstone_list.html", context)
