"""Working in a real browser: the two screens, signing in, and what makes a page readable; the browser itself is a fixture (conftest.py)."""

import shutil

import pytest

from accounts.tests.factories import PASSWORD
from cases.tests.factories import STORY

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
# The keys that decide rest so long on a new page, in milliseconds, and a little more.
READING = 700
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # What keeps the rules need not be described.
    "resultTypes": ["violations"],
}

# What every module of tests in a browser says of itself: pytestmark = IN_CHROMIUM.
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer"),
    pytest.mark.xdist_group("browser"),
]


def sign_in(page, user):
    page.goto("/staff/sign-in/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form .form-actions .btn")
    page.wait_for_url("**/staff/")


def assert_readable(page, *, in_colours=True):
    """No sideways scroll, and nothing that a screen reader or a weak eye stumbles over.

    To reckon the contrast of all that is written takes longer than all the rest, and it is the same on every screen: of a page
    that is looked at on several, once is enough.
    """
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    # What a bar that stays in view covers at the moment is reached by scrolling.
    page.evaluate("document.querySelectorAll('.action-bar').forEach(bar => bar.style.position = 'static')")
    options = WCAG if in_colours else WCAG | {"rules": {"color-contrast": {"enabled": False}}}
    found = Axe().run(page, options=options).response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == [], page.url


def fill_complaint(page):
    page.goto("/complain/")
    page.fill("[name=story]", STORY)
    page.select_option("[name=city]", "440100")
    page.select_option("[name=county]", "440106")


def send(page) -> str:
    page.click("main form .form-actions .btn")
    page.wait_for_selector(".receipt-digits")
    return "".join(char for char in page.inner_text(".receipt-digits") if char.isdigit())[:16]
