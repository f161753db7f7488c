"""Asking for the second factor: at signing in, and again before what matters most, without losing what was typed."""

import ipaddress
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from accounts.forms import FactorForm, PasswordForm
from accounts.models import User
from accounts.selectors import factors_of, has_factor
from accounts.services import (
    ask_for_passkey,
    check_code,
    check_passkey,
    is_confirmed_lately,
    note_confirmed,
    note_factor,
)
from common.brakes import Brake

# What the browser was asked to sign, until it answers.
ASKED = "passkey_asked"
PREFIX = "again"


class TooOften(Exception):
    """Too many wrong codes: nobody tries on for a quarter of an hour."""


def name_of_site(request: HttpRequest) -> str:
    """The name in the address bar, to which passkeys are bound; empty where there is only a number, which can't have any."""
    name = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name
    return ""


def question_of(request: HttpRequest, user: User) -> dict:
    """What a page needs to ask this user for the second factor, or for the password where there is none."""
    factors = factors_of(user)
    host = name_of_site(request)
    asked = ask_for_passkey(user=user, host=host) if factors.passkeys and host else None
    if asked:
        request.session[ASKED] = asked[1]
    return {"factors": factors, "passkey_options": json.dumps(asked[0]) if asked else ""}


def is_right(request: HttpRequest, user: User, form: FactorForm) -> bool:
    """Whether the filled-in form proves it. Each try is counted before it is looked at; raises TooOften."""
    with counted(user) as right:
        if _proves(request, user, form):
            right()
            return True
    return False


@contextmanager
def counted(user: User) -> Iterator[Callable[[], None]]:
    """Count a try of this user before it is looked at, and not when the block says that it was right; raises TooOften."""
    brake = Brake("second-factor", settings.SECOND_FACTOR_TRIES, 15 * 60)
    who = f"user{user.pk}"
    if brake.press(who) > brake.limit:
        raise TooOften
    yield lambda: brake.lift(who)


def _proves(request: HttpRequest, user: User, form: FactorForm) -> bool:
    at = timezone.now()
    if isinstance(form, PasswordForm):
        return not has_factor(user) and user.check_password(form.cleaned_data["password"])
    if answer := form.cleaned_data["passkey"]:
        state = request.session.pop(ASKED, None)
        host = name_of_site(request)
        return bool(state and host) and check_passkey(user=user, host=host, state=state, answer=answer, at=at)
    return check_code(user=user, code=form.cleaned_data["code"] or form.cleaned_data["recovery"], at=at)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """None when the second factor was shown lately, or just now on this very page; else the page that asks for it.

    What was sent stands in that page, hidden, and goes on to where it was meant for; nothing of it is kept here.
    """
    if is_confirmed_lately(request.session):
        return None
    if request.method in ("GET", "HEAD") or _gives_file(request):
        return redirect(f"{reverse('accounts:confirm')}?{urlencode(_way_back(request))}")
    form = _filled_in(request)
    answered = _try(request, form) if form is not None else None
    if answered is True:
        return None
    return answered or _ask(request, form, to=request.get_full_path(), carried=_carried(request))


def confirm_here(request: HttpRequest, *, to: str) -> HttpResponse:
    """The page that asks before a page is opened, and what follows."""
    form = _filled_in(request)
    answered = _try(request, form) if form is not None else None
    if answered is True:
        return redirect(to)
    return answered or _ask(request, form, to=request.get_full_path(), carried=[])


def too_often(request: HttpRequest) -> HttpResponse:
    """Too many wrong codes: says so, and when to try again."""
    return render(request, "accounts/tried_too_often.html", status=429)


def _filled_in(request: HttpRequest) -> FactorForm | None:
    if request.method != "POST" or not any(name.startswith(f"{PREFIX}-") for name in request.POST):
        return None
    return _form_for(request.user, request.POST)


def _form_for(user: User, data=None) -> FactorForm:
    return (FactorForm if has_factor(user) else PasswordForm)(data, prefix=PREFIX)


def _try(request: HttpRequest, form: FactorForm) -> HttpResponse | bool | None:
    """True when it was right, the answer when it was tried too often, None when it is asked for once more."""
    if not form.is_valid():
        return None
    try:
        if is_right(request, request.user, form):
            (note_confirmed if isinstance(form, PasswordForm) else note_factor)(request.session)
            return True
    except TooOften:
        return too_often(request)
    form.add_error(None, form.wrong)
    return None


def _ask(request: HttpRequest, form, *, to: str, carried: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "form": form or _form_for(request.user),
        "to": to,
        "carried": carried,
        "minutes": settings.STEP_UP_MINUTES,
        **question_of(request, request.user),
    }
    response = render(request, "accounts/ask_again.html", context)
    add_never_cache_headers(response)
    return response


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was sent, but for the form's own token and what was answered here."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(f"{PREFIX}-")
        for value in values
    ]


def _way_back(request: HttpRequest) -> dict[str, str]:
    """The page that was asked for; of a file, which shows nothing, the page with its button, to be pressed again."""
    if not _gives_file(request):
        return {"next": request.get_full_path()}
    before = request.META.get("HTTP_REFERER", "")
    here = urlsplit(before)._replace(scheme="", netloc="").geturl() if is_here(request, before) else ""
    return {"next": here or reverse(settings.LOGIN_REDIRECT_URL), "press": "1"}


def _gives_file(request: HttpRequest) -> bool:
    view = getattr(request.resolver_match.func, "view_class", None)
    return request.method in getattr(view, "file_by", ())


def is_here(request: HttpRequest, address: str) -> bool:
    """Whether an address is one of this site."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def said_confirmed() -> str:
    """What is said after confirming, where somebody has to press a button once more."""
    return _("Confirmed for %(minutes)d minutes: please ask for the file once more.") % {
        "minutes": settings.STEP_UP_MINUTES
    }
