"""The feedback edition: checked and published by the programme office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views import tried
from hotline import services
from hotline.forms import EditionForm
from hotline.models import Edition
from hotline.permissions import can_publish_edition
from hotline.selectors.promises import promises_of
from hotline.views.common import ProgrammePage


class EditionPage(ProgrammePage):
    """What is told a week later of every promise."""

    def get(self, request: HttpRequest, session: int) -> HttpResponse:
        """The draft with the promises as they stand today."""
        edition = self._edition(session)
        return self._show(edition, EditionForm(initial={"text": edition.text}))

    def post(self, request: HttpRequest, session: int) -> HttpResponse:
        """Publish it."""
        edition = self._edition(session)
        form = EditionForm(request.POST)

        def act():
            return services.publish_edition(
                session_id=session, text=form.cleaned_data["text"], actor=request.user, at=self.now
            )

        if not form.is_valid() or tried(form, act) is None:
            return self._show(edition, form)
        messages.success(request, _("The feedback edition is published."))
        return redirect("hotline:session", session=session)

    def _edition(self, pk: int) -> Edition:
        session = self.session_or_404(pk)
        edition = Edition.objects.filter(session=session).first()
        if edition is None or not can_publish_edition(self.request.user, session):
            raise Http404
        edition.session = session
        return edition

    def _show(self, edition: Edition, form: EditionForm) -> HttpResponse:
        session = edition.session
        context = {
            "edition": edition,
            "session": session,
            "form": form,
            "promises": promises_of([session], today=self.today),
            "crumbs": self.crumbs(session, (_("Feedback edition"), "")),
        }
        return render(self.request, "hotline/edition.html", context)
