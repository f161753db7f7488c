"""Working in a real browser: the two screens, signing in, and what makes a page readable; the browser itself is a fixture (conftest.py)."""

import shutil

import pytest

from accounts.tests.factories import PASSWORD
from cases.tests.factories import STORY
from common.tests.browsing import browse_as

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
# Whether the page fits its screen, and whether it has been looked at before. What a bar that stays in view covers at the
# moment is reached by scrolling.
PREPARE = """() => {
    const fits = document.documentElement.scrollWidth <= window.innerWidth
    document.querySelectorAll('.action-bar').forEach(bar => bar.style.position = 'static')
    return [fits, 'axe' in window]
}"""

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


def arrive(page, user):
    """On the first page of the staff, with a session as signing in begins one, where signing in is not what is told."""
    session = browse_as(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])
    page.goto("/staff/")


def assert_readable(page, *, in_colours=True):
    """No sideways scroll, and nothing that a screen reader or a weak eye stumbles over.

    To reckon the contrast of all that is written takes longer than all the rest, and it is the same on every screen: of a page
    that is looked at on several, once is enough.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    page.wait_for_load_state()
    fits, has_axe = page.evaluate(PREPARE)
    assert fits, page.url
    if not has_axe:
        page.evaluate(AXE_SCRIPT)
    options = WCAG if in_colours else WCAG | {"rules": {"color-contrast": {"enabled": False}}}
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
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
