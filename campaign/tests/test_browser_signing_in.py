"""Signing in in a real browser: an app by its key, a passkey by a virtual key, and asking again without losing a word."""

import pytest

from accounts.tests.factories import PASSWORD, make_user
from accounts.tests.signing import code_at
from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, assert_readable

pytestmark = IN_CHROMIUM

SEND = "main form .form-actions .btn"


@pytest.fixture(autouse=True)
def _as_in_real_use(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.STEP_UP_MINUTES = 15


def enter_password(page, user):
    page.goto("/staff/sign-in/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click(SEND)


def with_virtual_key(page):
    """A key that Chromium itself plays, and that is touched at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_an_inspector_sets_up_an_app_and_a_passkey_and_signs_in_with_the_key(open_page, city_inspector):
    with open_page(PHONE) as page:
        with_virtual_key(page)
        enter_password(page, city_inspector)
        page.wait_for_url("**/account/factors/")
        assert_readable(page)
        page.goto("/staff/account/factors/app/")
        assert_readable(page)
        secret = page.inner_text(".secret-key code").replace(" ", "")
        page.fill("[name=code]", code_at(secret))
        page.click(SEND)
        page.wait_for_selector(".recovery-codes")
        assert_readable(page)
        page.goto("/staff/account/factors/passkey/")
        assert_readable(page)
        page.fill("[name=name]", "手机")
        page.click("[data-passkey=create]")
        # The words stand on both pages: they say nothing of which one it is.
        page.wait_for_url("**/account/factors/")
        page.wait_for_selector("text=手机")
        assert_readable(page)
        page.goto("/staff/account/")
        assert_readable(page)
        page.goto("/staff/account/password/")
        assert_readable(page)
        page.context.clear_cookies()
        enter_password(page, city_inspector)
        page.wait_for_url("**/sign-in/second/")
        assert_readable(page)
        page.click("[data-passkey=get]")
        page.wait_for_url("**/staff/")


def test_asking_again_loses_nothing_that_was_typed(open_page, security_admin, settings):
    make_user("colleague")
    with open_page(DESK) as page:
        with_virtual_key(page)
        enter_password(page, security_admin)
        page.goto("/staff/account/factors/passkey/")
        page.fill("[name=name]", "key")
        page.click("[data-passkey=create]")
        page.wait_for_selector(".recovery-codes")
        page.goto("/staff/factor-resets/")
        page.fill("[name=username]", "colleague")
        page.fill("[name=reason]", "a reason that was typed")
        settings.STEP_UP_MINUTES = 1e-9
        page.click(SEND)
        page.wait_for_selector("[data-passkey=get]")
        assert_readable(page)
        settings.STEP_UP_MINUTES = 15
        page.click("[data-passkey=get]")
        page.wait_for_selector("[name=reason]")
        assert page.input_value("[name=reason]") == "a reason that was typed"
        assert_readable(page)
