"""Whole questions that are put into SQL once."""

import pytest
from django.contrib.contenttypes.models import ContentType

from common.statements import Statement, any_of, given

pytestmark = pytest.mark.django_db
ASKED = []


def _kinds():
    ASKED.append(1)
    kinds = ContentType.objects.filter(app_label=given("app"), pk__in=any_of("ids"))
    return kinds.order_by("pk").values_list("model")


def test_it_is_built_once_and_answered_each_time_for_what_is_given():
    kinds = Statement(_kinds)
    ids = list(ContentType.objects.filter(model__in=("case", "user")).values_list("pk", flat=True))
    assert kinds.rows(app="cases", ids=ids) == [("case",)]
    assert kinds.rows(app="accounts", ids=ids) == [("user",)]
    assert kinds.rows(app="accounts", ids=[]) == []
    assert len(ASKED) == 1


def test_what_isnt_given_is_missed():
    with pytest.raises(KeyError, match="app"):
        Statement(_kinds).rows(ids=[])
