"""What becomes of a pattern: one lead, refreshed, taken up, dismissed, and back again only for a reason."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, InternalError, transaction

from common.tests.beats import at_once
from supervision.choices import Detector, LeadEventName, LeadState, Outcome
from supervision.management.patterns import PATTERNS, Seeder
from supervision.models import Lead, LeadEvent, LeadEvidence
from supervision.services import LeadRefused, dismiss_lead, find_leads, settle_lead, take_up_lead
from supervision.tests.factories import lead_of, make_order

DAY = timedelta(days=1)
IDLE = [Detector.IDLE]


def names(lead):
    return list(lead.events.values_list("name", flat=True))


@pytest.mark.django_db
def test_a_lead_names_unit_leader_and_commission_and_keeps_its_cases_and_limits(now):
    lead = lead_of(Detector.IDLE, at=now)
    assert lead.unit.code == "440104-land"
    assert (lead.trigger, lead.state) == ("suppressed", LeadState.OPEN)
    assert lead.commission.code == "440104-commission"
    assert lead.post.unit == lead.unit
    assert lead.post.is_first
    assert lead.leader in lead.post.holders.all()
    assert (lead.figures, lead.limits, lead.threshold) == ({"cases": 2}, {"days": 30, "cases": 1}, None)
    evidence = lead.evidence.order_by("figures__days")
    assert [piece.figures for piece in evidence] == [{"days": 39}, {"days": 47}]
    for piece in evidence:
        assert piece.case.events.get(pk=piece.events[0]).move == "sign_for"
    assert names(lead) == [LeadEventName.FOUND]


@pytest.mark.django_db
def test_the_same_pattern_is_the_same_lead(now):
    lead = lead_of(Detector.IDLE, at=now)
    find_leads(at=now + DAY, detectors=IDLE)
    again = Lead.objects.get()
    assert (again.pk, again.first_found_at, again.last_found_at) == (lead.pk, now, now + DAY)
    assert names(again) == [LeadEventName.FOUND]
    assert LeadEvidence.objects.count() == 2
    # It was signed for half a day less than thirty days before that last look.
    Seeder(at=now + DAY).handed(lead.unit, days=34.5)
    (found,) = find_leads(at=now + 2 * DAY, detectors=IDLE)
    assert (found.new, found.again) == (0, 1)
    assert Lead.objects.get().evidence.count() == 3
    assert names(lead) == [LeadEventName.FOUND, LeadEventName.RENEWED]


@pytest.mark.django_db
def test_evidence_stays_when_the_case_is_answered_at_last(now):
    lead = lead_of(Detector.IDLE, at=now)
    seeder = Seeder(at=now + DAY)
    for piece in lead.evidence.all():
        seeder.answer(piece.case, lead.unit, days=0)
    (found,) = find_leads(at=now + 2 * DAY, detectors=IDLE)
    assert found.patterns == 0
    lead.refresh_from_db()
    assert (lead.state, lead.last_found_at, lead.evidence.count()) == (LeadState.OPEN, now, 2)


@pytest.mark.django_db
def test_what_was_dismissed_stays_away_until_something_new_happens(now, province_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    dismiss_lead(lead_id=lead.pk, reason="系统迁移所致", actor=province_inspector, at=now + DAY)
    (found,) = find_leads(at=now + 2 * DAY, detectors=IDLE)
    assert (found.silent, found.new, found.back) == (1, 0, 0)
    assert Lead.objects.get().state == LeadState.DISMISSED
    seeder = Seeder(at=now + 3 * DAY)
    # Thirty days after it was signed for, which is after the dismissal.
    seeder.handed(lead.unit, days=36)
    (found,) = find_leads(at=now + 4 * DAY, detectors=IDLE)
    assert (found.back, found.new) == (1, 0)
    lead.refresh_from_db()
    assert (lead.state, lead.decided_at, lead.decided_by) == (LeadState.OPEN, None, None)
    assert names(lead) == [LeadEventName.FOUND, LeadEventName.DISMISSED, LeadEventName.CAME_BACK]


@pytest.mark.django_db
def test_what_was_turned_into_an_order_is_history_and_a_new_pattern_a_new_lead(now, province_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    settle = {"lead_id": lead.pk, "actor": province_inspector, "at": now}
    elsewhere = make_order(province_inspector, at=now, issuer="440000-commission", to="440106-land")
    with pytest.raises(LeadRefused, match="not_its_outcome"):
        settle_lead(into=elsewhere, **settle)
    order = make_order(province_inspector, at=now, issuer="440000-commission", to=lead.unit.code)
    settle_lead(into=order, **settle)
    (found,) = find_leads(at=now + DAY, detectors=IDLE)
    assert (found.silent, found.new) == (1, 0)
    with pytest.raises(LeadRefused):
        dismiss_lead(lead_id=lead.pk, reason="x", actor=province_inspector, at=now)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Lead.objects.filter(pk=lead.pk).update(order=elsewhere)
    Seeder(at=now + DAY).handed(lead.unit, days=34.5)
    (found,) = find_leads(at=now + 2 * DAY, detectors=IDLE)
    assert (found.silent, found.new) == (0, 1)
    assert sorted(Lead.objects.values_list("state", flat=True)) == [LeadState.OPEN, LeadState.SETTLED]
    lead.refresh_from_db()
    assert (lead.outcome, lead.order, lead.file) == (Outcome.ORDER, order, None)


@pytest.mark.django_db
def test_every_decision_stands_in_the_trail_with_who_and_why(now, province_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    who = {"lead_id": lead.pk, "actor": province_inspector, "at": now}
    with pytest.raises(LeadRefused) as refused:
        dismiss_lead(reason="   ", **who)
    assert refused.value.reasons == ("reason_missing",)
    assert len(refused.value.sentences) == 1
    take_up_lead(**who)
    with pytest.raises(LeadRefused):
        take_up_lead(**who)
    dismiss_lead(reason="已核实", **who)
    take_up_lead(**who, note="复查")
    lead.refresh_from_db()
    assert (lead.state, lead.taken_up_by, lead.decided_at) == (LeadState.TAKEN_UP, province_inspector, None)
    assert list(lead.events.values_list("name", "actor", "note")[1:]) == [
        (LeadEventName.TAKEN_UP, province_inspector.pk, ""),
        (LeadEventName.DISMISSED, province_inspector.pk, "已核实"),
        (LeadEventName.TAKEN_UP, province_inspector.pk, "复查"),
    ]


@pytest.mark.django_db
def test_the_trail_of_a_lead_can_neither_be_changed_nor_deleted(now):
    lead = lead_of(Detector.IDLE, at=now)
    event = LeadEvent.objects.get()
    for act in (
        lambda: LeadEvent.objects.update(note="x"),
        event.delete,
        lead.delete,
        lambda: Lead.objects.update(detector="eve"),
        lambda: lead.evidence.all().delete(),
    ):
        with (
            pytest.raises(Exception, match=r"(?i)append-only|protect|cannot|update|delete"),
            transaction.atomic(),
        ):
            act()


@pytest.mark.django_db
def test_the_database_refuses_a_second_lead_of_the_same_pattern(now):
    lead = lead_of(Detector.IDLE, at=now)
    lead.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        lead.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_make_one_lead(now):
    PATTERNS[Detector.IDLE](Seeder(at=now))
    at_once(*[partial(find_leads, at=now, detectors=IDLE)] * 2)
    assert Lead.objects.count() == 1
    assert (LeadEvent.objects.count(), LeadEvidence.objects.count()) == (1, 2)
