"""The complaint form, one question a page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from complaints.forms import NEXT, SEND, GuidedForm
from complaints.views.create import ComplaintCreate


class ComplaintGuided(ComplaintCreate):
    """One question after the other, in large letters; the answers travel in the page, and nothing is kept before sending."""

    form_class = GuidedForm
    template_name = "complaints/complaint_guided.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go to another question, or hand the complaint in as the long form does."""
        go = request.POST.get("go", NEXT)
        if go == SEND:
            return super().post(request)
        form = self.form_class(request.POST, request.FILES, on=timezone.localdate())
        form.keep_files()
        form.walk(go)
        return self._form(request, form)

    def _form(self, request: HttpRequest, form: GuidedForm, *, status: int = 0) -> HttpResponse:
        """A sending that was refused shows the question that has to be answered anew."""
        if request.POST.get("go") == SEND:
            form.show_fault()
        return super()._form(request, form, status=status)
