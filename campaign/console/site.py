"""The admin console: who may enter, how one signs in, what a browser may do there, and what stands on its first page."""

from functools import update_wrapper

from csp.constants import SELF, UNSAFE_EVAL
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.sites import UnfoldAdminSite

from accounts.permissions import can_enter_console, can_oversee
from accounts.views import SignOut, ask_again
from campaign.console.home import my_area
from campaign.console.menu import MENU, PAGES
from campaign.console.upkeep import upkeep
from campaign.console.urls import own_pages
from common.admin import HouseAdmin

# Unfold's pages are written for Alpine, which makes functions from the text of attributes.
CONSOLE_POLICY = {"script-src": [SELF, UNSAFE_EVAL]}

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

    def extra_urls(self) -> list:
        """The pages of the console that belong to no one kind of record."""
        return own_pages(self.admin_view)

    def index(self, request, extra_context=None):
        """What there is to do today; the registers stand below it."""
        user = request.user
        page = my_area(user, at=timezone.now()) if can_oversee(user) else {"cards": upkeep(user)}
        title = _("My area today") if can_oversee(user) else _("Mine to look after")
        return super().index(request, {"title": title} | page | (extra_context or {}))

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
        return super().each_context(request) | {"colors": None, "oversees": can_oversee(request.user)}

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
        """The menu at the side: the pages of work, then the same groups."""
        work = [
            {
                "title": label,
                "icon": icon,
                "link": reverse(f"admin:{page}"),
                "active": request.path == reverse(f"admin:{page}"),
                "has_permission": True,
            }
            for label, page, icon, may_open in PAGES
            if may_open(request.user)
        ]
        return [{"title": _("Today"), "items": work}, *self._registers(request)]

    def _registers(self, request) -> list[dict]:
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
