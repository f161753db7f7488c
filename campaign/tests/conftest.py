"""The browser of the tests that need one."""

import os
from contextlib import ExitStack, contextmanager

import pytest

from campaign.tests.browser import CHROMIUM

_running = ExitStack()
_browsers: list = []


@pytest.fixture
def chromium():
    """The one browser of the tests that need one; each opens windows of its own, that know nothing of one another."""
    if not _browsers:
        _browsers.append(_running.enter_context(_started()))
    return _browsers[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """The browser ends with the last test in a row that needs it: what comes after has the thread for itself again."""
    try:
        return (yield)
    finally:
        if nextitem is None or not nextitem.get_closest_marker("browser"):
            _running.close()
            _browsers.clear()


@contextmanager
def _started():
    from playwright.sync_api import sync_playwright

    # The browser's event loop runs in this thread, where Django would otherwise refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium, live_server):
    """Open a page and, at the end, see that the browser had nothing to complain of."""

    @contextmanager
    def opened(viewport, **options):
        context = chromium.new_context(viewport=viewport, base_url=live_server.url, locale="zh-CN", **options)
        page = context.new_page()
        complaints, outside = [], []
        page.on(
            "console",
            lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: outside.append(request.url) if live_server.url not in request.url else None,
        )
        yield page
        context.close()
        assert complaints == []
        assert [url for url in outside if not url.startswith("data:")] == []

    return opened
