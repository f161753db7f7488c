"""Sealed identities, and duties."""

from io import StringIO

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command

from accounts.choices import Role
from accounts.models import SealedIdentity
from accounts.services import (
    give_duty,
    identities_to_seal_anew,
    mark_of,
    open_name,
    open_phone,
    seal_identity,
)
from accounts.tests.factories import make_user
from organizations.models import Unit

pytestmark = pytest.mark.django_db


def test_a_name_and_phone_can_be_read_only_with_the_key(now):
    identity = seal_identity(name="张某某", phone="13900000000", at=now)
    row = SealedIdentity.objects.values().get()
    assert "张某某" not in str(row)
    assert "13900000000" not in str(row)
    assert open_name(identity) == "张某某"
    assert open_phone(identity) == "13900000000"


def test_the_same_name_is_sealed_differently_each_time(now):
    boxes = {seal_identity(name="张某某", phone="", at=now).name_box for _ in range(2)}
    assert len(boxes) == 2


def test_a_box_moved_to_another_row_does_not_open(now):
    first = seal_identity(name="张某某", phone="13900000000", at=now)
    second = seal_identity(name="李某某", phone="", at=now)
    second.name_box = first.name_box
    with pytest.raises(InvalidTag):
        open_name(second)


def test_a_box_moved_to_another_field_does_not_open(now):
    identity = seal_identity(name="张某某", phone="13900000000", at=now)
    identity.phone_box = identity.name_box
    with pytest.raises(InvalidTag):
        open_phone(identity)


def test_older_keys_still_open_what_they_sealed(now, settings):
    identity = seal_identity(name="张某某", phone="", at=now)
    settings.IDENTITY_KEYS = [
        "next:c2Vjb25kIGtleSwgZm9yIHRyaWFscywgMzIgYnl0ZXM=",
        *settings.IDENTITY_KEYS,
    ]
    assert open_name(identity) == "张某某"
    assert seal_identity(name="李某某", phone="", at=now).name_box.startswith("next:")


def test_an_inspector_may_open_the_console_and_a_handler_may_not(province_inspector):
    inspector, handler = make_user("new_inspector"), make_user("new_handler")
    give_duty(user=inspector, unit=Unit.objects.get(code="440100-commission"), role=Role.INSPECTOR)
    give_duty(user=handler, unit=Unit.objects.get(code="440106-land"), role=Role.HANDLER)
    assert inspector.is_staff
    assert not handler.is_staff


class TestChangingTheKey:
    NEW = "new:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="

    def test_all_identities_are_sealed_anew_and_the_old_key_may_go(self, now, settings):
        rows = [seal_identity(name=f"某{n}", phone="13800000000" if n % 2 else "", at=now) for n in range(5)]
        settings.IDENTITY_KEYS = [self.NEW, *settings.IDENTITY_KEYS]
        call_command("seal_identities_anew", stdout=StringIO())
        settings.IDENTITY_KEYS = [self.NEW]
        assert [open_name(SealedIdentity.objects.get(pk=row.pk)) for row in rows] == [
            f"某{n}" for n in range(5)
        ]
        assert identities_to_seal_anew() == 0

    def test_running_it_again_changes_nothing(self, now):
        row = seal_identity(name="某某", phone="", at=now)
        call_command("seal_identities_anew", stdout=StringIO())
        assert SealedIdentity.objects.get(pk=row.pk).name_box == row.name_box

    def test_the_marks_are_made_anew_when_their_key_has_changed(self, now, settings):
        row = seal_identity(name="某某", phone="13800000000", at=now)
        settings.IDENTITY_INDEX_KEY = "another"
        call_command("seal_identities_anew", all_marks=True, stdout=StringIO())
        assert SealedIdentity.objects.get(pk=row.pk).phone_mark == mark_of("13800000000") != row.phone_mark


def test_a_number_is_found_by_its_mark_which_tells_nothing_of_it(now):
    row = seal_identity(name="某某", phone="13800000000", at=now)
    seal_identity(name="某某", phone="13800000001", at=now)
    assert list(SealedIdentity.objects.filter(phone_mark=mark_of("13800000000"))) == [row]
    assert "13800000000" not in row.phone_mark
