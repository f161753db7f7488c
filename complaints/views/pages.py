"""What this is and how it works."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from complaints.selectors import MAIN_CLOCKS, contact, laws, time_limits
from organizations.models import Sector


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
        """The limits with their legal bases, the laws by name, and the ways that need no internet."""
        return super().get_context_data(limits=time_limits(), laws=laws(), contact=contact(), **kwargs)
