"""What the citizen of a joined complaint sees: the way of the leading case from his own receipt on, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from cases.services import join_matter
from cases.tests.factories import ANSWER, make_case, unit, walk
from complaints.permissions import grant_pass
from complaints.selectors import progress_of
from complaints.services import issue_receipt
from files.tests.factories import upload
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def leading(now, city_clerk):
    """A case that lies at the land bureau of Tianhe."""
    return walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))


@pytest.fixture
def joined(now, leading, city_clerk):
    """A second complaint of the same matter, two days later."""
    case = make_case(at=now + 2 * DAY)
    return join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now + 2 * DAY)


def test_it_follows_the_leading_case_and_no_day_comes_before_its_own(joined, leading, county_handler, now):
    walk(leading, [("sign_for", county_handler)], at=now + 3 * DAY)
    progress = progress_of(joined.pk, at=now + 4 * DAY)
    here = next(step for step in progress.steps if step["state"] == "current")
    assert str(unit("440106-land")) in here["text"]
    assert min(step["on"] for step in progress.steps if step["on"]) == (now + 2 * DAY).date()
    assert progress.entries[0]["on"] == (now + 3 * DAY).date()
    assert (progress.case.number, progress.answers) == (joined.number, [])
    assert progress.outlook is not None


def test_its_page_names_no_other_case(joined, leading, citizen):
    code = issue_receipt(case=joined, at=timezone.now())
    page = citizen.post("/track/", {"code": code}).content.decode()
    assert joined.number in page
    assert leading.number not in page


def test_it_gets_the_same_answer_when_the_leading_case_is_closed(
    joined, leading, county_handler, city_inspector, now
):
    steps = [("sign_for", county_handler), ("answer", county_handler)]
    walk(leading, steps, at=now + 3 * DAY)
    assert progress_of(joined.pk, at=now + 4 * DAY).answers == []
    walk(Case.objects.get(pk=leading.pk), [("close", city_inspector)], at=now + 5 * DAY)
    (answer,) = progress_of(joined.pk, at=now + 6 * DAY).answers
    assert answer.opinion == ANSWER["opinion"]


def test_its_citizen_adds_evidence_which_the_desk_is_told_of(joined, citizen, city_clerk):
    form = {"tracking_pass": grant_pass(joined), "files": [upload("收据.jpg")]}
    assert "收据.jpg" in citizen.post("/track/files/", form).content.decode()
    assert Notice.objects.filter(wording="evidence_added", user=city_clerk).exists()
