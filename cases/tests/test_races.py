"""Two officials act on the same matter in the same moment: one is first, the other is told why not, neither waits for ever."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from cases.models import Case
from cases.services import MoveRefused, join_matter, leave_matter, move_case, name_accused
from cases.tests.factories import FOUND_NOTHING, make_case, unit, walk
from common.tests import beats

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6
DAY = timedelta(days=1)


def close(case, inspector, *, at):
    return partial(move_case, case_id=case.pk, move="close", actor=inspector, at=at, details=FOUND_NOTHING)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all at the same moment; says of each "done" or why it was refused."""
    return beats.at_once(*(partial(outcome, act) for act in acts))


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except (MoveRefused, Case.DoesNotExist) as refusal:
        return str(refusal)
    return "done"


def answered_with_a_joined_case(now, city_clerk, county_handler) -> tuple[Case, Case]:
    """An answered case, and an earlier one that is joined to it."""
    first, leading = make_case(at=now), make_case(at=now)
    walk(leading, [("assign", city_clerk), ("sign_for", county_handler)], at=now, unit=unit("440106-land"))
    join_matter(case_id=first.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    walk(leading, [("answer", county_handler)], at=now)
    return leading, first


def test_two_cases_joined_to_each_other_become_one_matter_with_one_leading_case(now, city_clerk):
    for _ in range(TIMES):
        pair = make_case(at=now), make_case(at=now)
        said = at_once(
            *(
                partial(join_matter, case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
                for case, leading in (pair, pair[::-1])
            )
        )
        assert sorted(said)[0] == "done"
        assert said.count("done") == 1
        stages = sorted(
            Case.objects.filter(pk__in=[case.pk for case in pair]).values_list("stage", flat=True)
        )
        assert stages == ["joined", "received"]


def test_a_case_is_taken_out_while_its_matter_is_closed(now, city_clerk, county_handler, city_inspector):
    for _ in range(TIMES):
        leading, joined = answered_with_a_joined_case(now, city_clerk, county_handler)
        said = at_once(
            close(leading, city_inspector, at=now + DAY),
            partial(leave_matter, case_id=joined.pk, actor=city_clerk, at=now + DAY, note="另一件事"),
        )
        joined.refresh_from_db(fields=["stage"])
        assert said[0] == "done"
        assert joined.stage == ("accepted" if said[1] == "done" else "closed")


def test_the_answering_unit_is_accused_while_the_matter_is_closed(
    now, city_clerk, county_handler, city_inspector
):
    for _ in range(TIMES):
        leading, joined = answered_with_a_joined_case(now, city_clerk, county_handler)
        accused = unit("440106-land")
        said = at_once(
            close(leading, city_inspector, at=now + DAY),
            partial(name_accused, case_id=joined.pk, actor=city_clerk, at=now + DAY, unit=accused),
        )
        assert "done" in said
        holders = Case.objects.filter(
            pk__in=[leading.pk, joined.pk], stage__in=["assigned", "handling", "answered"]
        )
        if said[1] == "done":
            assert not holders.filter(responsible=accused).exists()
