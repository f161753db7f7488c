"""What everybody may read of the registers: no account, no script, no name of a private person (M14, M47, M54)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from common.paging import page_by_key, page_links
from registers.choices import REGISTERS
from registers.selectors.public import (
    public_areas,
    public_figures,
    public_line,
    public_records,
    public_registers,
)

PAGE_SIZE = 50


@method_decorator(login_not_required, name="dispatch")
class PublicRegisters(View):
    """The registers that are open to everybody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One line for each."""
        return render(request, "registers/public_registers.html", {"registers": public_registers()})


@method_decorator(login_not_required, name="dispatch")
class PublicRegister(View):
    """One of them, by city."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """One page of its rows."""
        found = REGISTERS.get(register)
        if found is None or not found.is_public:
            raise Http404
        areas = public_areas()
        asked = request.GET.get("area", "")
        area = asked if any(asked == one.code for one in areas) else ""
        page = page_by_key(
            public_records(found, area=area),
            order=("-id",),
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "register": found,
            "rows": [public_line(record) for record in page.rows],
            "figures": public_figures(found, area=area),
            "areas": areas,
            "area": area,
            **page_links(page, request.GET),
        }
        return render(request, "registers/public_register.html", context)
