"""Dissatisfied in a call after the redo: the commission finds it among its leads, and an order can be made of it."""

from datetime import timedelta

import pytest

from cases.choices import Stage
from cases.tests.factories import walk
from evaluations.tests.calls import UNSETTLED, answered_case, called
from supervision.models import Lead

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_after_the_redo_the_next_step_is_an_order_which_the_commission_finds_among_its_leads(
    now, city_clerk, county_handler, city_inspector
):
    people = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    case = answered_case(at=now - 2 * DAY, **people)
    assert called(case, by=city_clerk, at=now, said=UNSETTLED).reopened
    case = walk(case, [("answer", county_handler), ("close", city_inspector)], at=now + DAY)
    row = called(case, by=city_clerk, at=now + 2 * DAY, said=UNSETTLED)
    case.refresh_from_db()
    assert (case.stage, case.reopened_count, row.reopened) == (Stage.CLOSED, 1, False)
    lead = Lead.objects.get()
    assert (lead.detector, lead.unit.code, lead.state) == ("unsettled", "440106-land", "open")
    assert lead.commission.code == "440106-commission"
    assert [piece.case_id for piece in lead.evidence.all()] == [case.pk]
