"""Putting a reply template into a text that is being written, with JavaScript and without."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.choices import TemplatePurpose
from cases.forms import typed
from cases.models import Case, ReplyTemplate
from cases.permissions import acting_unit_id, note_party
from cases.selectors.templates import filled, for_purposes
from cases.services.templates import count_use
from cases.views.common import CasePage
from organizations.models import Unit


def asks_for_templates(request: HttpRequest) -> bool:
    """Whether a form was sent, without JavaScript, to see the templates or to put one in."""
    return "templates" in request.POST or "insert" in request.POST


def refilled(view: CasePage, case: Case, form_class):
    """The form with everything that was typed, the chosen template added to its text, and the templates below it."""
    request, name = view.request, form_class.template_field
    initial = typed(request.POST, form_class)
    if chosen := request.POST.get("insert", ""):
        text = words_for(view, case, chosen)
        initial[name] = "\n".join(part for part in (initial[name].rstrip(), text) if part)
    form = form_class(initial=initial)
    form.templates = for_purposes(ReplyTemplate.objects.offered_to(request.user), form.purposes)
    return form


def words_for(view: CasePage, case: Case, template_id) -> str:
    """The words of one of the user's templates for this case; its use is counted. 404 for any other."""
    user = view.request.user
    offered = ReplyTemplate.objects.offered_to(user).current()
    template = offered.filter(pk=template_id).first() if str(template_id).isdecimal() else None
    if template is None:
        raise Http404
    party = note_party(user, case)
    unit = Unit.objects.get(pk=acting_unit_id(user, case, party)) if party else None
    count_use(template=template)
    return filled(template, case, unit=unit, at=view.now)


class TemplatePanel(CasePage):
    """The templates that are offered for a text, fetched when somebody wants them."""

    reads = None

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list for the kinds of texts that are asked for."""
        case = self.find_case()
        wanted = tuple(name for name in request.GET.get("for", "").split(",") if name in TemplatePurpose)
        templates = for_purposes(ReplyTemplate.objects.offered_to(request.user), wanted)
        return render(request, "components/forms/template_rows.html", {"case": case, "templates": templates})


class TemplateFill(CasePage):
    """The words of a template for a case, for the page to put in at the cursor. By POST, because its use is counted."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, template: int) -> HttpResponse:
        """The words, and nothing around them."""
        return HttpResponse(words_for(self, self.find_case(), template), content_type="text/plain")
