"""A member of a unit can't score it, and yet nothing in the database ties a ballot to a member (M66; ADR 35)."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

from accounts.selectors import ActRefused
from audit.models import AuditEntry
from cases.tests.factories import unit
from evaluations.models import Ballot, BallotCode, Member, RoundEvent
from evaluations.services.ballots import _lay_anew, appoint_member, cast_ballot, give_codes, open_booth
from evaluations.tests.appraisal import SOON, VOTING, cast, inspector, make_open, make_round, move, of

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(call, **given_to):
    with pytest.raises(ActRefused) as refused:
        call(**given_to)
    return set(refused.value.reasons)


def physical(table: str, columns: str = "id") -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}, xmin::text, cmin::text, ctid::text FROM {table} ORDER BY ctid")
        return cursor.fetchall()


@pytest.mark.django_db(transaction=False)
def test_whoever_has_a_tie_to_a_unit_cannot_score_it():
    found = move(make_round(units=("440100-land", "440100-housing", "440106-land")), "open", at=SOON)
    who = {"round_id": found.pk, "actor": inspector(), "at": SOON}
    appoint_member(name="甲", kind="citizen", employer=unit("440100-land"), **who)
    appoint_member(name="乙", kind="deputy", ties=[unit("440100-housing")], **who)
    appoint_member(name="丙", kind="expert", **who)
    free, *tied = sorted(give_codes(**who), key=lambda sheet: len(sheet.not_for))
    by_units = {sheet.not_for: sheet for sheet in tied}
    of_land = by_units[str(unit("440100-land")), str(unit("440106-land"))]
    of_housing = by_units[(str(unit("440100-housing")),)]
    land, housing = of(found, "440100-land"), of(found, "440100-housing")
    marks = {"general": (5, 5), "items": (5, 5), "at": VOTING}
    assert refusals(cast_ballot, typed=of_land.code, appraised_id=land.pk, **marks) == {"conflict"}
    assert refusals(cast_ballot, typed=of_housing.code, appraised_id=housing.pk, **marks) == {"conflict"}
    below = of(found, "440106-land")
    assert open_booth(typed=of_land.code, at=VOTING).states == {
        land.pk: "shut",
        below.pk: "shut",
        housing.pk: "open",
    }
    cast(free, land)
    assert refusals(cast_ballot, typed=free.code, appraised_id=land.pk, **marks) == {"cast_already"}
    wrong = marks | {"items": (5,)}
    assert refusals(cast_ballot, typed=free.code, appraised_id=housing.pk, **wrong) == {"marks_missing"}
    assert open_booth(typed="1234 5678 9012 3456", at=VOTING) is None
    assert refusals(give_codes, **who) == {"voting_began"}
    assert "codes_are_out" in refusals(appoint_member, name="丁", kind="expert", **who)


def test_nothing_in_the_database_joins_a_ballot_with_a_member_or_a_right():
    found, sheets = make_open(members=6)
    land, housing = of(found, "440100-land"), of(found, "440100-housing")
    members = physical("evaluations_member")
    audited = AuditEntry.objects.count()
    told = RoundEvent.objects.count()
    for number, sheet in enumerate(sheets[:5]):
        cast(sheet, land, (1 + number, 1))
        cast(sheet, housing)
    # No column leads from one to the other, and none holds a time or a number that counts up.
    for model in (Ballot, BallotCode):
        related = {
            field.related_model.__name__ for field in model._meta.fields if isinstance(field, ForeignKey)
        }
        assert related == {"Appraised"}
        kinds = {field.get_internal_type() for field in model._meta.fields}
        assert not kinds & {"DateTimeField", "DateField", "AutoField", "BigAutoField"}
    pointing = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
        if field.is_relation and field.related_model in (Ballot, BallotCode, Member)
    }
    assert pointing == {"evaluations.Member_ties"}
    # Neither audit nor trail has a line about what was cast, and members weren't touched.
    assert (AuditEntry.objects.count(), RoundEvent.objects.count()) == (audited, told)
    assert physical("evaluations_member") == members
    # All ballots of a unit come from one transaction and one statement, whoever cast them; and so do all rights.
    for row in (land, housing):
        boxes = [line for line in physical("evaluations_ballot", "appraised_id") if line[0] == row.pk]
        rights = [line for line in physical("evaluations_ballotcode", "appraised_id") if line[0] == row.pk]
        assert (len(boxes), len(rights)) == (5, 6)
        assert len({line[1:3] for line in boxes}) == len({line[1:3] for line in rights}) == 1
    # The order on the disk is drawn by lot: in several boxes it isn't that in which the ballots were cast.
    orders = set()
    for _ in range(4):
        _lay_anew(land)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT general[1] FROM evaluations_ballot WHERE appraised_id = %s ORDER BY ctid", [land.pk]
            )
            orders.add(tuple(mark for (mark,) in cursor.fetchall()))
    assert len(orders) > 1


def test_closing_forgets_every_code():
    found, sheets = make_open()
    for sheet in sheets[:4]:
        cast(sheet, of(found, "440100-land"))
    assert refusals(move, found=found, name="close", at=VOTING) == {"not_over", "box_open"}
    move(found, "close")
    row = of(found, "440100-land")
    assert not BallotCode.objects.exists()
    assert (row.votes_used, row.votes_given, row.ballots.count(), row.round.codes_salt) == (4, 6, 4, "")
    assert len({line[1:3] for line in physical("evaluations_ballot")}) == 1
    assert open_booth(typed=sheets[0].code, at=VOTING) is None
