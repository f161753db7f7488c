"""Whole questions that are put into SQL once."""

from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast

from common.statements import Statement, any_of, given, statement_for

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


def test_objects_come_with_what_is_read_along_and_added(django_assert_num_queries):
    rights = Statement(
        lambda: (
            Permission.objects.filter(content_type__app_label=given("app"), codename="add_case")
            .select_related("content_type")
            .defer("name")
            .annotate(said=Value("so", TextField()))
        )
    )
    with django_assert_num_queries(1):
        [right] = rights.objects(app="cases")
        assert (right.content_type.model, right.said) == ("case", "so")
    assert right == Permission.objects.get(content_type__app_label="cases", codename="add_case")
    assert right.get_deferred_fields() == {"name"}


def test_what_nothing_fits_has_no_answer_and_asks_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Statement(Permission.objects.none).rows() == []
        assert Statement(Permission.objects.none).objects() == []


def test_who_asks_from_the_same_place_gets_the_same_statement():
    ask = mock.Mock(side_effect=_kinds)
    first = statement_for(("kinds", 1), ask)
    assert statement_for(("kinds", 1), ask) is first
    assert statement_for(("kinds", 2), ask) is not first
    assert ask.call_count == 2
