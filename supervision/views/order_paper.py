"""An order as an official document to print, sign and send."""

from django.http import HttpRequest, HttpResponse

from cases.views.evidence import guarded
from supervision.selectors.order_paper import paper_of
from supervision.views.orders import SupervisionPage


class OrderPaper(SupervisionPage):
    """The paper of the order, as it was issued: replies and what came later don't stand on it."""

    def get(self, request: HttpRequest, order: int) -> HttpResponse:
        """The PDF, to be kept as a file."""
        from common.official import official_pdf

        found = self.find_order()
        return guarded(HttpResponse(official_pdf(paper_of(found))), f"{found.number}.pdf")
