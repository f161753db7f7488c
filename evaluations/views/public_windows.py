"""How the service windows were rated, for everybody: by quarters that are over, with the method beside the figures."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from evaluations.models import ServiceWindow
from evaluations.rules.periods import last_settled, period_called, periods_to_choose
from evaluations.selectors.visits import window_lines
from evaluations.selectors.windows import limits_on
from evaluations.views.windows import period_words


@method_decorator(login_not_required, name="dispatch")
class PublicWindows(View):
    """One quarter."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One line for each window; where too few have rated, only that."""
        today = timezone.localdate()
        asked = period_called(request.GET.get("period", ""))
        is_open = asked and asked.is_quarter and asked.is_settled(today)
        period = asked if is_open else last_settled(today)
        windows = ServiceWindow.objects.within(period.begin, period.end).select_related("unit__area")
        limits = limits_on(period.end)
        quarters = [one for one in periods_to_choose(today) if one.is_quarter and one.is_settled(today)]
        context = {
            "lines": window_lines(windows, begin=period.begin, end=period.end, shown_months=True),
            "period": period,
            "period_label": period_words(period),
            "tabs": [
                {"label": period_words(one), "url": f"?period={one.name}", "active": one == period}
                for one in quarters
            ],
            "limits": limits,
        }
        return render(request, "evaluations/public_windows.html", context)
