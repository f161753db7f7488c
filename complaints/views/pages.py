"""What this is and how it works."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from cases.lifecycle import MOVE_BY_NAME
from complaints.selectors import (
    MAIN_CLOCKS,
    are_invented,
    contact,
    desks,
    law_texts,
    laws,
    questions,
    time_limits,
)
from organizations.models import Sector

# The moves whose sentences a citizen reads on the tracking page when all goes well, in their order.
COURSE = ("accept", "assign", "sign_for", "answer", "close")


@method_decorator(login_not_required, name="dispatch")
class Start(TemplateView):
    """What this is, and the two ways onward."""

    template_name = "complaints/start.html"

    def get_context_data(self, **kwargs):
        """The eight fields, and how long things take."""
        return super().get_context_data(
            sectors=Sector.objects.all(), limits=time_limits(MAIN_CLOCKS), **kwargs
        )


@method_decorator(login_not_required, name="dispatch")
class Help(TemplateView):
    """How it works, who sees what, and the rules behind it."""

    template_name = "complaints/help.html"
    extra_context = {"nav_current": "guide"}

    def get_context_data(self, **kwargs):
        """The ways that need no internet, the course of a complaint, the limits and laws, and what people ask."""
        return super().get_context_data(
            contact=contact(),
            desks=desks(),
            desks_are_invented=are_invented(),
            lines=[MOVE_BY_NAME[name].citizen_line for name in COURSE],
            limits=time_limits(),
            laws=laws(),
            law_texts=law_texts(),
            questions=questions(),
            **kwargs,
        )
