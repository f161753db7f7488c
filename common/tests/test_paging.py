"""Walking through pages: every row once, whatever the keys look like, and no cursor can break a page."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from common.paging import KeyPage, count_up_to, page_by_key, page_links

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
BY_DATE = ("expire_date", "session_key")
NEWEST_FIRST = ("-session_key",)
ORDERS = (BY_DATE, NEWEST_FIRST, ("-expire_date", "session_key"), ("expire_date", "-session_key"))


def fill(steps):
    """One row for each step, so many microseconds after START; equal steps give equal dates."""
    Session.objects.all().delete()
    Session.objects.bulk_create(
        Session(
            session_key=f"{number:04d}", session_data="", expire_date=START + timedelta(microseconds=step)
        )
        for number, step in enumerate(steps)
    )


def walk(order, size):
    """All pages from the first to the last."""
    pages = [page_by_key(Session.objects.all(), order=order, size=size)]
    while pages[-1].next:
        pages.append(page_by_key(Session.objects.all(), order=order, size=size, after=pages[-1].next))
    return pages


def keys(pages):
    return [row.pk for page in pages for row in page.rows]


@given(
    steps=st.lists(st.integers(min_value=0, max_value=5), max_size=14),
    size=st.integers(min_value=1, max_value=5),
    order=st.sampled_from(ORDERS),
)
def test_walking_forth_and_back_visits_each_row_once(db, steps, size, order):
    fill(steps)
    in_order = list(Session.objects.order_by(*order).values_list("pk", flat=True))

    forth = walk(order, size)
    assert keys(forth) == in_order
    assert all(len(page.rows) == size for page in forth[:-1])

    back = [forth[-1]]
    while back[-1].previous:
        back.append(page_by_key(Session.objects.all(), order=order, size=size, before=back[-1].previous))
    assert keys(reversed(back)) == in_order


def test_the_first_page_has_no_previous_and_the_last_no_next():
    fill(range(5))
    first, middle, last = walk(BY_DATE, 2)
    assert (first.previous, bool(first.next)) == ("", True)
    assert middle.previous
    assert middle.next
    assert (bool(last.previous), last.next) == (True, "")


def test_an_empty_table_is_one_empty_page():
    assert page_by_key(Session.objects.all(), order=BY_DATE, size=2) == KeyPage()


def test_a_row_that_arrives_meanwhile_is_neither_skipped_nor_shown_twice():
    fill([0, 10, 20, 30])
    first = page_by_key(Session.objects.all(), order=BY_DATE, size=2)
    Session.objects.create(session_key="new", session_data="", expire_date=START - timedelta(days=1))
    second = page_by_key(Session.objects.all(), order=BY_DATE, size=2, after=first.next)
    assert keys([first, second]) == ["0000", "0001", "0002", "0003"]


def packed(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "中文",
        "%00",
        "e30",
        "A" * 5000,
        packed(),
        packed("2026-11-23T09:00:00+00:00"),
        packed("2026-11-23T09:00:00", "0001"),
        packed("2026-11-23", "0001"),
        packed("", "0001"),
        packed("not a date", "0001"),
        packed(None, None),
        packed({"a": 1}, "0001"),
        packed("2026-11-23T09:00:00+00:00", "\0"),
        packed("2026-11-23T09:00:00+00:00", "\ud83d"),
        packed("2026-11-23T09:00:00+00:00", "0001", "0002"),
    ],
)
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_cursor_that_cannot_be_read_gives_the_first_page(cursor, side):
    fill(range(3))
    page = page_by_key(Session.objects.all(), order=BY_DATE, size=2, **{side: cursor})
    assert keys([page]) == ["0000", "0001"]
    assert page.previous == ""


def test_a_cursor_behind_the_last_row_gives_the_first_page():
    fill(range(3))
    cursor = packed("9999-12-31T23:59:59-14:00", "zzzz")
    assert keys([page_by_key(Session.objects.all(), order=BY_DATE, size=2, after=cursor)]) == ["0000", "0001"]


def test_going_back_to_the_start_shows_a_full_first_page():
    """Rows that have gone meanwhile must not leave a first page with a single row on it."""
    fill(range(4))
    second = walk(BY_DATE, 2)[1]
    Session.objects.filter(pk="0000").delete()
    page = page_by_key(Session.objects.all(), order=BY_DATE, size=2, before=second.previous)
    assert keys([page]) == ["0001", "0002"]


def test_links_keep_everything_else_in_the_address():
    links = page_links(KeyPage(previous="P", next="N"), QueryDict("tab=open&q=征地&after=old"))
    assert links["next_url"] == "?tab=open&q=%E5%BE%81%E5%9C%B0&after=N"
    assert links["previous_url"] == "?tab=open&q=%E5%BE%81%E5%9C%B0&before=P"
    assert page_links(KeyPage(), QueryDict("tab=open")) == {"previous_url": "", "next_url": ""}


def test_counting_stops_at_the_limit():
    fill(range(5))
    assert count_up_to(Session.objects.all(), 3) == 3
    assert count_up_to(Session.objects.all(), 9) == 5
