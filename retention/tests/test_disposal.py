"""What goes with a disposal, and that nothing else does (drill F13)."""

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from audit.choices import Fault
from audit.services import verify_chain
from cases.models import Case, CaseEvent, ExportJob, Matter
from cases.services import join_matter, move_case, prepare_bulk
from cases.tests.factories import make_case, unit, walk
from complaints.services import issue_receipt
from evaluations.models import Rating
from notices.models import Notice
from retention import services
from retention.choices import Bar, LineState
from retention.models import DisposalBatch, DisposalLine, FileRemoval, Tombstone, TombstoneRow
from retention.rules import REGISTRY, Gone
from retention.selectors.due import class_of
from retention.services import dispose
from retention.tests.factories import (
    LONG_AGO,
    answered,
    canary,
    declined,
    dump,
    files_there,
    rich,
    settle,
    withdrawn,
)
from supervision.models import Lead, LeadEvidence
from supervision.services import dismiss_lead
from supervision.tests.factories import make_lead, make_order

pytestmark = pytest.mark.django_db
# What a disposal writes beside what it removes.
WRITTEN = {
    "retention_disposalline", "retention_disposalbatch", "retention_tombstone", "retention_tombstonerow",
    "audit_auditentry", "dashboard_casefact", "dashboard_figurecell", "dashboard_staycell", "dashboard_figurestate",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = str(tmp_path / "chain.jsonl")
    for path in files_there():  # the storage in memory outlives a test
        default_storage.delete(path)


@pytest.fixture
def cast(city_clerk, county_handler, city_inspector, commission_leader):
    """Who works on the cases of Tianhe."""
    return {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}


@pytest.fixture
def old(cast, commission_leader):
    """Three cases that go and two that stay, each with a word of its own: (case, word)."""
    words = [canary() for _ in range(5)]
    going = [
        (rich(words[0], leader=commission_leader, **cast), words[0]),
        (withdrawn(words[1]), words[1]),
        (declined(cast["clerk"], words[2]), words[2]),
    ]
    staying = [
        (answered(words[3], **cast), words[3]),
        (declined(cast["clerk"], words[4], at=timezone.now()), words[4]),
    ]
    settle()
    return going, staying


def grant(inspector, leader, *, record_class="unanswered"):
    """A list that was drawn up and granted."""
    batch = services.propose_batch(
        record_class=record_class, reason="保管期限已满", actor=inspector, at=timezone.now()
    )
    return services.decide_on_batch(
        batch_id=batch.pk,
        decision="granted",
        note="同意销毁",
        digest=batch.digest,
        actor=leader,
        at=timezone.now(),
    )


def carry_out():
    """What beat does."""
    while services.dispose_next(at=timezone.now()):
        pass
    while services.remove_next_file():
        pass


def test_exactly_what_belongs_to_the_listed_cases_goes_and_a_second_run_changes_nothing(
    old, city_inspector, commission_leader
):
    going, staying = old
    gone_ids = {str(case.pk) for case, _word in going}
    batch = grant(city_inspector, commission_leader)
    before, files_before = dump(), files_there()
    for case, _word in going[:2]:
        assert any(f"/staff/cases/{case.pk}/" in row for row in before["notices_notice"].values())
    carry_out()
    after, files_after = dump(), files_there()

    removed = {table: set(rows) - set(after[table]) for table, rows in before.items()}
    tables = {part.part.table for part in REGISTRY.values() if isinstance(part, Gone)}
    assert {table for table, keys in removed.items() if keys} <= tables
    assert removed["cases_case"] == gone_ids
    counted = {}
    for stone in Tombstone.objects.all():
        for label, count in stone.rows.items():
            table = label.lower().replace(".", "_")
            counted[table] = counted.get(table, 0) + count
    assert counted == {table: len(keys) for table, keys in removed.items() if keys}
    for table, rows in after.items():
        if table not in WRITTEN:
            assert {key: row for key, row in rows.items() if before[table].get(key) != row} == {}, table
    assert not any(after["notices_notice"][key] for key in after["notices_notice"]
                   if any(f"/staff/cases/{pk}/" in after["notices_notice"][key] for pk in gone_ids))  # fmt: skip

    everything = "\n".join(row for rows in after.values() for row in rows.values())
    for _case, word in going:
        assert word not in everything
    for case, word in staying:
        assert word in everything
        assert Case.objects.get(pk=case.pk).story.startswith(word)
    assert len(files_before) == 5
    assert files_after == set()

    batch.refresh_from_db()
    assert batch.finished_at
    assert batch.lines.filter(state=LineState.REMOVED).count() == Tombstone.objects.count() == len(going)
    assert Tombstone.objects.get(case_id=going[0][0].pk).files == 2
    carry_out()
    assert dump() == after


def test_the_audit_is_sound_after_a_disposal_and_names_what_went_without_one(
    old, city_inspector, commission_leader
):
    going, staying = old
    grant(city_inspector, commission_leader)
    trail = set(CaseEvent.objects.filter(case__in=[case for case, _ in going]).values_list("pk", flat=True))
    carry_out()
    settle()
    assert set(TombstoneRow.objects.values_list("row", flat=True)) == trail
    assert verify_chain().findings == []
    row = staying[0][0].events.order_by("pk").last().pk
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE cases_caseevent DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM cases_caseevent WHERE id = %s", [row])
    found = verify_chain().findings
    assert [(finding.fault, finding.row) for finding in found] == [(Fault.DELETED, row)]


def test_a_tombstone_that_no_two_people_decided_on_is_refused_and_a_forged_one_found(old, city_inspector):
    going, _staying = old
    case = going[1][0]
    batch = services.propose_batch(
        record_class="unanswered", reason="保管期限已满", actor=city_inspector, at=timezone.now()
    )
    line = batch.lines.get(case_id=case.pk)
    columns = (
        "batch_id, line_id, case_id, number, record_class, ended_year, area_id, disposed_at, rows, files"
    )
    forged = (
        f"INSERT INTO retention_tombstone ({columns}) SELECT batch_id, id, case_id, number, record_class, ended_year,"
        f" area_id, now(), '{{}}', 0 FROM retention_disposalline WHERE id = {line.pk} RETURNING id"
    )
    row = case.events.order_by("pk").last().pk
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="two people"), transaction.atomic():
            cursor.execute(forged)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("retention_tombstone", "retention_tombstonerow", "cases_caseevent"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(forged)
        (stone,) = cursor.fetchone()
        cursor.execute(
            'INSERT INTO retention_tombstonerow (tombstone_id, source, "row", digest)'
            " SELECT %s, 'cases_caseevent', %s, sha256('x')", [stone, row]
        )  # fmt: skip
        cursor.execute("DELETE FROM cases_caseevent WHERE id = %s", [row])
    found = {(finding.fault, finding.source, finding.row) for finding in verify_chain().findings}
    assert (Fault.DELETED, "cases_caseevent", row) in found
    assert (Fault.UNPROVED, "retention_tombstone", stone) in found


def test_what_was_tampered_with_does_not_vanish_in_a_disposal(old, city_inspector, commission_leader):
    going, _staying = old
    case = going[2][0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE cases_caseevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE cases_caseevent SET note = 'x' WHERE case_id = %s AND note <> ''", [case.pk])
        cursor.execute("ALTER TABLE cases_caseevent ENABLE TRIGGER USER")
    grant(city_inspector, commission_leader)
    carry_out()
    assert DisposalLine.objects.get(case_id=case.pk).why == [Bar.UNSEALED]
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_crash_in_the_middle_leaves_the_whole_case_and_the_next_run_goes_on(
    old, city_inspector, commission_leader, monkeypatch
):
    going, _staying = old
    grant(city_inspector, commission_leader)
    before = dump()
    whole = dispose.dispose_line

    def breaks_off(line):
        whole(line)
        raise SystemExit("power cut")

    monkeypatch.setattr(dispose, "dispose_line", breaks_off)
    with pytest.raises(SystemExit):
        services.dispose_next(at=timezone.now())
    assert dump() == before
    monkeypatch.setattr(dispose, "dispose_line", whole)
    carry_out()
    assert not Case.objects.filter(pk__in=[case.pk for case, _ in going]).exists()


def test_a_record_that_fails_is_left_out_whole_and_holds_up_no_other(
    old, city_inspector, commission_leader, monkeypatch
):
    going, _staying = old
    grant(city_inspector, commission_leader)
    whole, failing = dispose.dispose_line, DisposalLine.objects.order_by("pk").first()

    def fails_on_the_first(line):
        whole(line)
        if line.pk == failing.pk:
            raise ValueError("a fault in the program")

    monkeypatch.setattr(dispose, "dispose_line", fails_on_the_first)
    carry_out()
    failing.refresh_from_db()
    assert failing.why == [Bar.FAILED]
    left = set(Case.objects.filter(pk__in=[case.pk for case, _ in going]).values_list("pk", flat=True))
    mates = DisposalLine.objects.filter(state=failing.state, why=[Bar.FAILED]).values_list(
        "case_id", flat=True
    )
    assert left == set(mates)
    assert len(left) < len(going)


def test_a_file_that_the_storage_does_not_delete_is_asked_for_again(
    old, city_inspector, commission_leader, monkeypatch
):
    grant(city_inspector, commission_leader)
    while services.dispose_next(at=timezone.now()):
        pass
    waiting = FileRemoval.objects.count()
    assert waiting >= 5

    def away(path):
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", away)
        assert not services.remove_next_file()
    assert FileRemoval.objects.count() == waiting
    carry_out()
    assert files_there() == set()
    assert not FileRemoval.objects.exists()


def test_what_is_held_or_reopened_meanwhile_is_left_out_with_the_reason(
    old, city_inspector, commission_leader, city_clerk
):
    (held, _), (_free, _), (reopened, _) = old[0]
    grant(city_inspector, commission_leader)
    services.place_hold(case_id=held.pk, reason="另案需要", actor=city_inspector, at=timezone.now())
    move_case(
        case_id=reopened.pk, move="reconsider", actor=city_inspector, at=timezone.now(), note="应当受理"
    )
    carry_out()
    whys = dict(DisposalLine.objects.values_list("case_id", "why"))
    assert whys[held.pk] == [Bar.HELD]
    assert Bar.OPEN in whys[reopened.pk]
    assert Case.objects.filter(pk__in=[held.pk, reopened.pk]).count() == 2
    assert Tombstone.objects.count() == 1
    assert DisposalBatch.objects.get().finished_at


def test_of_an_identity_the_boxes_are_emptied_and_the_case_stays(
    old, city_inspector, commission_leader, cast
):
    word = canary()
    case = answered(word, **cast)
    named = old[0][0][0]
    settle()
    batch = grant(city_inspector, commission_leader, record_class="identity")
    assert set(batch.lines.values_list("case_id", flat=True)) == {named.pk, old[0][2][0].pk}
    carry_out()
    named.identity.refresh_from_db()
    assert (named.identity.name_box, named.identity.phone_box, named.identity.phone_mark) == ("", "", "")
    assert Case.objects.filter(pk__in=[named.pk, case.pk]).count() == 2
    assert Tombstone.objects.get(case_id=named.pk).rows == {"accounts.SealedIdentity": 1}
    with pytest.raises(services.RetentionRefused):
        grant(city_inspector, commission_leader, record_class="identity")


def test_large_files_of_the_list_go_too(old, city_inspector, commission_leader):
    path = default_storage.save("exports/list.csv", __import__("io").BytesIO(b"2014"))
    ExportJob.objects.create(
        owner=city_inspector, tab="all", columns="number", kind="csv", language="en", state="done", total=1,
        file=path, asked_at=timezone.now(),
    )  # fmt: skip
    grant(city_inspector, commission_leader)
    carry_out()
    assert not ExportJob.objects.exists()
    assert not default_storage.exists(path)


def test_the_code_of_a_case_that_went_is_like_one_that_never_was(
    old, city_inspector, commission_leader, citizen
):
    case = old[0][1][0]
    code = issue_receipt(case=case, at=timezone.now())
    known = citizen.post("/track/", {"code": code})
    grant(city_inspector, commission_leader)
    carry_out()
    gone, never = (citizen.post("/track/", {"code": one}) for one in (code, "1234567890123452"))
    assert gone.status_code == never.status_code
    assert known.content != gone.content
    assert Notice.objects.filter(path__contains=f"/cases/{case.pk}/").count() == 0


@pytest.fixture
def matter(cast):
    """Two cases of one matter, answered long ago."""
    _ten_years()
    joined, leading = make_case(at=LONG_AGO), make_case(at=LONG_AGO)
    join_matter(case_id=joined.pk, leading_id=leading.pk, actor=cast["clerk"], at=LONG_AGO)
    steps = [("assign", "clerk"), ("sign_for", "handler"), ("answer", "handler"), ("close", "inspector")]
    walk(leading, [(move, cast[who]) for move, who in steps], at=LONG_AGO, unit=unit("440106-land"))
    settle()
    return joined, leading


def test_a_matter_goes_as_a_whole(matter, city_inspector, commission_leader):
    batch = grant(city_inspector, commission_leader, record_class="answered")
    assert set(batch.lines.values_list("case_id", flat=True)) == {case.pk for case in matter}
    assert services.dispose_next(at=timezone.now())
    assert not Case.objects.filter(pk__in=[case.pk for case in matter]).exists()
    assert not Matter.objects.exists()
    assert sum(stone.rows.get("cases.Matter", 0) for stone in Tombstone.objects.all()) == 1


def test_what_keeps_one_case_of_a_matter_keeps_all(matter, city_inspector, commission_leader):
    batch = grant(city_inspector, commission_leader, record_class="answered")
    services.place_hold(case_id=matter[0].pk, reason="另案", actor=city_inspector, at=timezone.now())
    carry_out()
    assert {tuple(line.why) for line in batch.lines.all()} == {(Bar.HELD,)}
    assert Case.objects.filter(pk__in=[case.pk for case in matter]).count() == 2


def test_an_answered_case_goes_with_answer_conclusion_rating_and_its_place_in_a_dismissed_lead(
    cast, city_inspector, commission_leader
):
    _ten_years()
    word, at = canary(), timezone.now()
    case = answered(word, **cast)
    Rating.objects.create(answer=case.answer, grade="satisfied", comment=word, rated_at=at)
    prepare_bulk(actor=cast["clerk"], move="assign", case_ids=[case.pk], at=at)
    lead = make_lead(unit("440106-housing"), at=at, commission=unit("440106-commission"))
    LeadEvidence.objects.create(lead=lead, case=case, at=at, figures={}, found_at=at)
    settle()
    with pytest.raises(services.RetentionRefused):
        grant(city_inspector, commission_leader, record_class="answered")
    dismiss_lead(lead_id=lead.pk, reason="已核实", actor=commission_leader, at=at)
    grant(city_inspector, commission_leader, record_class="answered")
    carry_out()
    rows = Tombstone.objects.get().rows
    assert {
        "cases.Answer",
        "cases.Conclusion",
        "evaluations.Rating",
        "cases.BulkItem",
        "supervision.LeadEvidence",
    } <= set(rows)
    assert word not in "".join(row for table in dump().values() for row in table.values())
    assert Lead.objects.filter(pk=lead.pk).exists()


def test_what_the_commission_has_ordered_about_is_never_due(cast, city_inspector, commission_leader):
    _ten_years()
    case = answered(canary(), **cast)
    make_order(city_inspector, at=timezone.now(), case=Case.objects.get(pk=case.pk))
    settle()
    assert class_of(case.pk) == "supervised"
    with pytest.raises(services.RetentionRefused) as refusal:
        grant(city_inspector, commission_leader, record_class="answered")
    assert refusal.value.reasons == ("nothing_due",)


def _ten_years() -> None:
    """Answered cases are kept for ten years for once."""
    leader = make_user("term_leader", Role.COMMISSION_LEADER, "440000-commission")
    asking = make_user("term_inspector", Role.INSPECTOR, "440000-commission")
    on = LONG_AGO.date()
    asked = services.ask_for_term(
        record_class="answered", years=10, effective_on=on, reason="试行", actor=asking, at=LONG_AGO
    )
    services.decide_on_term(change_id=asked.pk, decision="granted", note="同意", actor=leader, at=LONG_AGO)
