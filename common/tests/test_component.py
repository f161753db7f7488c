"""Badges that are drawn once and used in every row."""

from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import override

from common.templatetags import look


def test_a_component_is_drawn_once_for_the_same_values_and_anew_in_another_language():
    def drawn():
        text = '{% load look %}{% component "components/light.html" light="red" text="" %}'
        return engines["django"].from_string(text).render()

    with override("en"):
        assert "Overdue" in drawn()
        before = look._drawn.cache_info().hits
        drawn()
        assert look._drawn.cache_info().hits == before + 1
    with override("zh-hans"):
        assert "Overdue" not in drawn()


def test_a_component_escapes_what_it_is_given_even_after_a_marked_safe_twin():
    source = '{% load look %}{% component "components/light.html" light="red" text=text %}'
    template = engines["django"].from_string(source)
    assert "<b>" not in template.render({"text": mark_safe("<b>")})
    assert "<b>" not in template.render({"text": "<b>"})
