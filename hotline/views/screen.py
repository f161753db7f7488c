"""The host's screen, large enough to be read from the other side of a studio."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.selectors import ActRefused
from hotline import services
from hotline.selectors.desk import screen_of
from hotline.selectors.overview import newest_guests
from hotline.views.common import ProgrammePage

LIVE_EVERY = 3


class Screen(ProgrammePage):
    """What the host reads out: the words for the air and nothing of who asks."""

    def get(self, request: HttpRequest, session: int) -> HttpResponse:
        """The question on the air, the next ones, and the time that is left."""
        found = self.desk_session(session)
        context = {
            "session": found,
            "guest": newest_guests([found]).get(found.pk),
            "screen": screen_of(found, request.user, on=self.today),
            "every": LIVE_EVERY,
            "now": self.now,
        }
        return render(request, "hotline/screen.html", context)

    def post(self, request: HttpRequest, session: int) -> HttpResponse:
        """On to the next question; what was asked before is answered."""
        found = self.desk_session(session)
        try:
            if services.next_question(session_id=found.pk, actor=request.user, at=self.now) is None:
                messages.info(request, _("No question is ready."))
        except ActRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect("hotline:screen", session=found.pk)
