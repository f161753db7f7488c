"""Whole questions that are put into SQL once."""

from unittest import mock

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast

from common.statements import Statement, any_of, given

pytestmark = pytest.mark.django_db


def _kinds():
    kinds = ContentType.objects.filter(app_label=given("app"), pk__in=any_of("ids"))
    return kinds.order_by("pk").values_list("model")


def test_it_is_built_once_and_answered_each_time_for_what_is_given():
    ask = mock.Mock(side_effect=_kinds)
    kinds = Statement(ask)
    ids = [
        ContentType.objects.get(app_label=app, model=name).pk
        for app, name in (("cases", "case"), ("accounts", "user"))
    ]
    assert kinds.rows(app="cases", ids=ids) == [("case",)]
    assert kinds.rows(app="accounts", ids=ids) == [("user",)]
    assert kinds.rows(app="accounts", ids=[]) == []
    ask.assert_called_once()


def test_values_come_as_the_columns_give_them():
    said = Cast(Value('{"days": 3}', TextField()), JSONField())
    kinds = Statement(
        lambda: ContentType.objects.filter(app_label=given("app"), model="case").values_list("model", said)
    )
    assert kinds.rows(app="cases") == [("case", {"days": 3})]


def test_what_isnt_given_is_missed():
    with pytest.raises(KeyError, match="app"):
        Statement(_kinds).rows(ids=[])
