"""A condition that is put into SQL once finds the same wherever it stands in a question."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count, Exists, OuterRef, Q

from cases.models import Accused, Case
from cases.tests.factories import make_case, unit
from common.conditions import written

pytestmark = pytest.mark.django_db
AT = datetime(2014, 3, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def cases():
    """One that accuses a unit and one that accuses nobody."""
    return [make_case(at=AT, accused=[unit("440106-land")]), make_case(at=AT)]


@pytest.fixture
def accusing():
    """That a case accuses somebody; the question within has names for its tables like any other."""
    accused = Accused.objects.filter(case=OuterRef("pk"), case__desk=OuterRef("desk"))
    return written("accusing, for this test", lambda: Case.objects.filter(Exists(accused)))


def test_a_list_finds_by_it_and_counts_by_it(cases, accusing):
    assert list(Case.objects.filter(accusing)) == [cases[0]]
    assert list(Case.objects.filter(~Q(accusing))) == [cases[1]]
    assert Case.objects.filter(accusing).count() == 1
    assert Case.objects.filter(accusing).select_related("desk", "area__parent").get() == cases[0]
    by_desk = Case.objects.filter(accusing).values("desk").annotate(number=Count("accused"))
    assert [row["number"] for row in by_desk] == [1]


def test_within_another_question_it_speaks_of_that_questions_row(cases, accusing):
    mine = Case.objects.filter(accusing)
    assert list(Accused.objects.filter(case__in=mine).values_list("case", flat=True)) == [cases[0].pk]
    assert list(Case.objects.filter(pk__in=mine.values("pk"))) == [cases[0]]
    assert list(Case.objects.filter(Exists(mine.filter(pk=OuterRef("pk"))))) == [cases[0]]
    twice = Accused.objects.filter(Exists(mine.filter(pk=OuterRef("case"), pk__in=mine.values("pk"))))
    assert twice.count() == 1
    assert set(mine.union(Case.objects.filter(~Q(accusing)))) == set(cases)


def test_it_is_made_once_for_what_it_was_made_from():
    asked = []

    def rows():
        asked.append(True)
        return Case.objects.filter(story="1")

    assert written("made once, for this test", rows) is written("made once, for this test", rows)
    assert len(asked) == 1


def test_where_nothing_or_everything_can_be_found_it_says_so(cases):
    assert written("nothing, for this test", lambda: Case.objects.filter(pk__in=[])) is None
    everything = written("everything, for this test", Case.objects.all)
    assert Case.objects.filter(everything).count() == 2


def test_rows_found_by_a_join_are_refused():
    with pytest.raises(ValueError, match="found by a join"):
        written("joined, for this test", lambda: Case.objects.filter(desk__name="a"))
