"""What a service refuses is said beside its field: the words by which forms place it are words that something refuses with."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.apps import apps
from django.db.models import TextChoices

from common.forms import HouseLook

# The settings of an appraisal make their fields from the scale.
SET_LATER = {"direct"}


def below(one: type) -> Iterator[type]:
    for kind in one.__subclasses__():
        yield kind
        yield from below(kind)


def app_of(kind: type) -> str:
    return kind.__module__.partition(".")[0]


@pytest.fixture(scope="module")
def placing() -> set[type]:
    """Every form of ours that says beside which field something is said; one that a test made for itself isn't among them."""
    for app in apps.get_app_configs():
        if hasattr(app.module, "__path__") and not app.name.count("."):
            for found in walk_packages(app.module.__path__, f"{app.name}."):
                if found.name.startswith(f"{app.name}.forms"):
                    import_module(found.name)
    return {
        form
        for form in below(HouseLook)
        if "field_of_refusal" in vars(form) and ".tests." not in form.__module__
    }


def test_a_form_places_only_words_that_its_app_refuses_with(placing):
    refusals = [kind for kind in below(TextChoices) if kind.__name__.endswith("Refusal")]
    words = {
        app: {word for kind in refusals if app_of(kind) == app for word in kind.values}
        for app in map(app_of, refusals)
    }
    assert len(placing) > 25
    unknown = {form: set(form.field_of_refusal) - words[app_of(form)] for form in placing}
    assert {form: lost for form, lost in unknown.items() if lost} == {}


def test_each_field_beside_which_something_is_said_is_there(placing):
    """Forms that share one table of places have its fields between them."""
    tables = {id(form.field_of_refusal): form.field_of_refusal for form in placing}
    fields: dict[int, set[str]] = {table: set() for table in tables}
    for form in placing:
        for kind in (form, *below(form)):
            fields[id(form.field_of_refusal)].update(getattr(kind, "base_fields", ()))
    lost = [set(places.values()) - fields[table] - SET_LATER for table, places in tables.items()]
    assert not any(lost), lost
