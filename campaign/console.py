"""The admin console: who may enter, how one signs in, what a browser may do there, and how the menu is arranged."""

from functools import update_wrapper

from csp.constants import SELF, UNSAFE_EVAL
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.sites import UnfoldAdminSite

from accounts.permissions import can_enter_console
from accounts.views import SignOut, ask_again
from common.admin import HouseAdmin

# Unfold's pages are written for Alpine, which makes functions from the text of attributes.
CONSOLE_POLICY = {"script-src": [SELF, UNSAFE_EVAL]}

# The menu and the overview: each group with its models, their icons (names of Material Symbols) and what one finds there.
MENU = (
    (
        _("Work"),
        (
            ("cases.case", "folder_open", _("Every case you may read, with its clocks, answers and trail.")),
            ("cases.caseclock", "timer", _("Running clocks, the most overdue first.")),
            ("supervision.order", "flag", _("Supervision orders with their demands, replies and trail.")),
            ("evaluations.rating", "sentiment_satisfied", _("What citizens say of the answers they got.")),
        ),
    ),
    (
        _("Register"),
        (
            ("organizations.area", "map", _("Cities and counties under their codes, former ones too.")),
            ("organizations.unit", "account_balance", _("Units, whom they answer to and who leads them.")),
            ("organizations.tenure", "badge", _("Who holds or held which leading post.")),
            ("organizations.person", "person_search", _("Officials and all their posts.")),
            (
                "organizations.sector",
                "category",
                _("The eight sectors and the lines of work that lead them."),
            ),
            (
                "cases.daydecision",
                "event",
                _("Working days and free days that were entered by hand, and by which notice."),
            ),
        ),
    ),
    (
        _("Accounts"),
        (
            ("accounts.user", "group", _("People and systems that sign in.")),
            ("accounts.duty", "assignment_ind", _("Who acts for which unit, in which role, and since when.")),
            ("accounts.tie", "link", _("What keeps somebody away from a unit or an official.")),
            ("knox.authtoken", "key", _("Tokens of municipal systems; a token is issued by a command.")),
        ),
    ),
    (
        _("Supervision"),
        (
            ("supervision.order", "flag", _("Supervision orders with their demands, replies and trail.")),
            (
                "supervision.threshold",
                "radar",
                _("From which numbers on the detectors make a lead, since when and why."),
            ),
        ),
    ),
    (
        _("Audit"),
        (
            ("audit.reading", "visibility", _("Who has read which case, file or record.")),
            (
                "audit.auditentry",
                "history",
                _("What was changed of users, duties, the register and settings, and by whom."),
            ),
            ("audit.verification", "link", _("Whether the trail is as it was sealed.")),
        ),
    ),
    (
        _("Messages"),
        (
            ("notices.notice", "mail", _("How far messages have come; those given up can be tried again.")),
            ("notices.template", "edit_note", _("What messages say, in each language and channel.")),
            ("notices.route", "alt_route", _("Who is told of which step, by which channel.")),
        ),
    ),
)


# What doesn't change anything when it is looked at, of pages that ask for the second factor again.
LOOKING = {"changelist_view", "history_view"}


def _asks_again(view, request: HttpRequest) -> bool:
    """Whether this page of a record asks for the second factor again: to change something, or for a form to do so."""
    page = getattr(view, "__self__", None)
    if not getattr(page, "asks_again", False) or not page.has_change_permission(request):
        return False
    return request.method == "POST" or view.__name__ not in LOOKING


class Console(UnfoldAdminSite):
    """For inspectors, commission leaders and the three administrators."""

    site_title = _("Supervision console")
    site_header = _("Supervision console")
    index_title = _("Overview")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only pages of the house come in; those that libraries bring along stay out."""
        if admin_class is not None and issubclass(admin_class, HouseAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request):
        """Entry goes by duty, not by a tick on the user."""
        return request.user.is_active and can_enter_console(request.user)

    def admin_view(self, view, cacheable=False):
        """As Django's, with the console's own browser policy; who is signed in but may not enter is told so."""
        guarded = csp_update(CONSOLE_POLICY)(super().admin_view(view, cacheable))

        def inner(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            if any("\0" in value for values in request.GET.lists() for value in values[1]):
                raise BadRequest("zero bytes are no text")
            if _asks_again(view, request) and (question := ask_again(request)):
                return question
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, view)

    @method_decorator([login_not_required, never_cache])
    def login(self, request, extra_context=None):
        """There is one page to sign in."""
        query = request.GET.urlencode(safe="/")
        return redirect(f"{reverse('accounts:login')}{'?' if query else ''}{query}")

    def logout(self, request, extra_context=None):
        """And one way to sign out, by POST."""
        return SignOut.as_view()(request)

    def password_change(self, request, extra_context=None):
        """One's own password is changed among the staff's pages."""
        return redirect("accounts:password")

    def search(self, request, extra_context=None):
        """The search of the menu; a page that isn't there is 404."""
        try:
            return super().search(request, extra_context)
        except (ValueError, InvalidPage) as problem:
            raise Http404 from problem

    def each_context(self, request):
        """Without the colours as a style inside the page: they are in static/css/console.css."""
        return super().each_context(request) | {"colors": None}

    def get_app_list(self, request, app_label=None):
        """The models that the user may see, by the groups of the menu."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {
            f"{app['app_label']}.{model['object_name']}".lower(): model
            for app in super().get_app_list(request)
            for model in app["models"]
        }
        groups = (
            {
                "name": title,
                "app_label": "",
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": [
                    models[name] | {"icon": icon, "about": about}
                    for name, icon, about in entries
                    if name in models
                ],
            }
            for title, entries in MENU
        )
        return [group for group in groups if group["models"]]

    def get_sidebar_list(self, request):
        """The menu at the side: the same groups."""
        return [
            {
                "title": group["name"],
                "items": [
                    {
                        "title": model["name"],
                        "icon": model["icon"],
                        "link": model["admin_url"],
                        "active": request.path.startswith(model["admin_url"]),
                        "has_permission": True,
                    }
                    for model in group["models"]
                ],
            }
            for group in self.get_app_list(request)
        ]
