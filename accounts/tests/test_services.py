"""Sealed identities, and duties."""

import pytest
from cryptography.exceptions import InvalidTag

from accounts.choices import Role
from accounts.models import SealedIdentity
from accounts.services import give_duty, open_name, open_phone, seal_identity
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
