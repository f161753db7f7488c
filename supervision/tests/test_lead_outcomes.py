"""A lead and the order or accountability file that it was turned into lead to one another, for whoever may see both."""

import html

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.tests.factories import FOUND_PROVED, unit
from common.tests.browsing import browse_as, main_of
from supervision.choices import Detector, LeadState, Outcome
from supervision.models import Accountability, Lead, LeadEvidence, Order
from supervision.selectors.lead_outcomes import leads_behind, order_start
from supervision.selectors.leads import leads_for
from supervision.services import LeadRefused, issue_order, settle_lead
from supervision.tests.factories import close_with, draft_for, lead_of, make_lead, make_order

pytestmark = pytest.mark.django_db


def page_of(lead):
    return reverse("supervision:lead-detail", args=[lead.pk])


def link_in(client, lead, name):
    """The address behind the button of the lead's page that leads there."""
    body = client.get(page_of(lead)).content.decode()
    start = f'href="{reverse(name)}'
    return html.unescape(reverse(name) + body.split(start)[1].split('"')[0])


def test_an_order_begins_with_what_the_lead_says_and_both_pages_show_the_other(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    client = browse_as(city_inspector)
    address = link_in(client, lead, "supervision:order-add")
    form = client.get(address).context["form"]
    assert (form.unit, form.initial["trigger"]) == (lead.unit, "lead")
    for piece in lead.evidence.all():
        assert piece.case.number in form.initial["reason"]
    typed = form.initial | {
        "leader": form.fields["leader"].initial,
        "level": "blue",
        "demand_1": "说明原因。",
    }
    assert client.post(address, typed).status_code == 200
    assert Lead.objects.get().state == LeadState.OPEN
    client.post(address, typed | {"confirmed": "1"})
    order, lead = Order.objects.get(trigger="lead"), Lead.objects.get()
    assert (lead.state, lead.outcome, lead.order) == (LeadState.SETTLED, Outcome.ORDER, order)
    assert order.number in main_of(client.get(page_of(lead)))
    shown = client.get(reverse("supervision:order-detail", args=[order.pk]))
    assert lead.number in main_of(shown)
    # Sent twice, the second order isn't written either.
    assert client.post(address, typed | {"confirmed": "1"}).status_code == 409
    assert Order.objects.filter(trigger="lead").count() == 1


def test_the_unit_that_is_ordered_never_hears_of_the_lead(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    order = make_order(city_inspector, at=now, to=lead.unit.code, trigger="lead")
    settle_lead(lead_id=lead.pk, into=order, actor=city_inspector, at=now)
    handler = make_user("land_handler", Role.HANDLER, lead.unit.code)
    shown = browse_as(handler).get(reverse("supervision:order-detail", args=[order.pk]))
    assert shown.status_code == 200
    assert page_of(lead) not in shown.content.decode()
    assert list(leads_behind(handler, order)) == []
    assert list(leads_behind(city_inspector, order)) == [lead]


def test_a_unit_accused_by_the_cases_is_not_ordered_but_the_one_above_it(now, city_inspector):
    lead_of(Detector.REPEATED, at=now)
    lead = leads_for(city_inspector).get()
    assert {piece.case.accused.get().unit for piece in lead.evidence.all()} == {lead.unit}
    start = order_start(city_inspector, lead, on=now.date())
    assert (start.unit, start.case) == (lead.unit.parent, None)
    assert start.initial["about"] == lead.unit_id
    for piece in lead.evidence.all():
        assert piece.case.number not in start.initial["reason"]
    with pytest.raises(LeadRefused, match="accused"):
        issue_order(
            draft=draft_for(lead.unit, at=now),
            issuer=unit("440100-commission"),
            actor=city_inspector,
            at=now,
            lead_id=lead.pk,
        )
    assert not Order.objects.filter(case=None).exists()


def test_a_file_is_opened_from_a_proved_case_of_the_lead(now, city_inspector, city_clerk, county_handler):
    who = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    case = close_with(FOUND_PROVED, at=now, **who)
    lead = make_lead(unit("440106-land"), at=now, commission=unit("440100-commission"), shut_units=[])
    LeadEvidence.objects.create(lead=lead, case=case, at=now, figures={"days": 40}, found_at=now)
    client = browse_as(city_inspector)
    address = f"{reverse('supervision:ledger-open', args=[case.pk])}?lead={lead.pk}"
    assert address in client.get(page_of(lead)).content.decode()
    form = client.get(address).context["form"]
    assert (form.initial["unit"], form.initial["liability"]) == (lead.unit_id, "leader")
    typed = form.initial | {"happened_on": f"{now.date()}", "name": "李某", "post_name": "局长"}
    client.post(address, typed)
    file, lead = Accountability.objects.get(), Lead.objects.get()
    assert (lead.outcome, lead.file, lead.order) == (Outcome.ACCOUNTABILITY, file, None)
    assert file.number in main_of(client.get(page_of(lead)))
    assert lead.number in main_of(client.get(reverse("supervision:ledger-file", args=[file.pk])))


def test_another_citys_lead_opens_no_form(now, city_inspector):
    other_city_inspector = make_user("far_inspector", Role.INSPECTOR, "440300-commission")
    lead = lead_of(Detector.IDLE, at=now)
    address = f"{reverse('supervision:order-add')}?unit={lead.unit_id}&lead={lead.pk}"
    assert browse_as(city_inspector).get(address).status_code == 200
    assert browse_as(other_city_inspector).get(address).status_code == 404
