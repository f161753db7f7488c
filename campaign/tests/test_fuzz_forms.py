"""Whatever is typed into a form: an answer in words, never an error of ours, and nothing stored by halves.

The suite draws five for each page, `make fuzz` two hundred and fifty: two pages are opened for each.
"""

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.tests.fuzzing import filled, stored
from cases.models import Case
from cases.tests.factories import make_case
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db
PUBLIC = ("complaints:complaint-create", "complaints:track", "complaints:complaint-guided")
STAFF = (
    *(("city_clerk", "cases:case-move", move) for move in ("accept", "decline", "assign", "hand_up")),
    *(
        ("city_clerk", page, None)
        for page in ("cases:case-notes", "cases:case-urgency", "cases:case-relocate")
    ),
    *(("city_clerk", page, None) for page in ("cases:case-forum", "cases:case-accuse", "cases:case-join")),
)
CONSOLE = (("system_admin", "admin:cases_daydecision_add"),)


few = settings(max_examples=settings.default.max_examples // 4)


class _Undo(Exception):
    """Nothing of an example stays."""


@pytest.fixture(autouse=True)
def _as_often_as_they_like(settings):
    """The brakes are tested elsewhere."""
    settings.COMPLAINTS_PER_CLIENT = settings.RECEIPT_GUESSES_PER_CLIENT = 10**9
    settings.CALM_COMPLAINTS_PER_MINUTE = settings.RECEIPT_GUESSES_PER_MINUTE = 10**9


def is_answered(post) -> None:
    """Send something and look at the answer: no error, and when the page comes back nothing has been stored."""
    try:
        with transaction.atomic():
            before = stored()
            response = post()
            assert response.status_code < 500
            page = response.content.decode(errors="replace")
            if response.status_code in (200, 400, 409, 429) and "receipt-digits" not in page:
                assert stored() == before, page[:500]
            raise _Undo
    except _Undo:
        pass


@pytest.mark.parametrize("name", PUBLIC)
@few
@given(st.data())
def test_whatever_a_citizen_types_is_answered(name, data):
    client, path = browse_as(), reverse(name)
    form = data.draw(filled(client.get(path).content.decode()))
    is_answered(lambda: client.post(path, form))


@pytest.mark.parametrize(("who", "name", "move"), STAFF)
@few
@given(st.data())
def test_whatever_a_clerk_types_is_answered(request, now, who, name, move, data):
    clerk = request.getfixturevalue(who)
    case = Case.objects.first() or make_case(at=now)
    client, path = browse_as(clerk), reverse(name, args=[case.pk, *filter(None, [move])])
    form = data.draw(filled(client.get(path).content.decode()))
    is_answered(lambda: client.post(path, form))


@pytest.mark.parametrize(("who", "name"), CONSOLE)
@few
@given(st.data())
def test_whatever_an_administrator_types_is_answered(request, who, name, data):
    client, path = browse_as(request.getfixturevalue(who)), reverse(name)
    form = data.draw(filled(client.get(path).content.decode()))
    is_answered(lambda: client.post(path, form))
