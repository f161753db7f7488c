"""How forms are drawn: nothing here touches the database."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.sessions.models import Session
from django.utils import translation

from common.forms import DayInput, HouseForm, RadioCards


class Question(HouseForm):
    """A field whose name asks."""

    named = forms.ChoiceField(label="Do you leave your name?", choices=[("yes", "Yes")])


class Refused(HouseForm):
    """What a service may refuse for reasons of its own."""

    field_of_refusal = {"in_past": "day", "elsewhere": "place"}

    day = forms.CharField()
    note = forms.CharField(required=False)


class Complaint(HouseForm):
    """One field of every kind."""

    subject = forms.CharField(help_text="One sentence.")
    story = forms.CharField(widget=forms.Textarea, max_length=2000, required=False)
    sector = forms.ChoiceField(choices=[("", "-"), ("land", "Land")])
    named = forms.ChoiceField(
        choices=[("yes", "With my name"), ("no", "Without <name>")],
        widget=RadioCards(hints={"yes": "You get an answer & a letter"}),
    )
    kinds = forms.MultipleChoiceField(
        choices=[("fee", "Fees"), ("delay", "Delay")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField()
    token = forms.CharField(widget=forms.HiddenInput)


FILLED = {
    "subject": "",
    "story": "What happened",
    "sector": "land",
    "named": "",
    "kinds": ["fee"],
    "token": "t",
}


def control(html, name):
    return re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', html)[0]


@pytest.mark.parametrize(
    ("name", "css_class"),
    [
        ("subject", "form-control"),
        ("story", "form-control"),
        ("sector", "form-select"),
        ("named", "form-check-input"),
        ("kinds", "form-check-input"),
        ("agree", "form-check-input"),
    ],
)
def test_control_has_the_class_of_its_kind(name, css_class):
    assert f'class="{css_class}"' in control(str(Complaint()), name)


def test_hidden_control_has_no_class():
    assert "class=" not in control(str(Complaint()), "token")


def test_class_given_to_the_widget_is_kept():
    class Narrow(HouseForm):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "form-control-narrow"}))

    assert 'class="form-control-narrow form-control"' in str(Narrow())


def test_nothing_typed_is_lost():
    html = str(Complaint(FILLED))
    assert "What happened</textarea>" in html
    assert re.search(r'value="land"\s+selected', html)
    assert " checked" in control(html, "kinds")


def test_error_stands_beside_its_field_and_is_tied_to_it():
    html = str(Complaint(FILLED))
    subject = control(html, "subject")
    assert 'aria-invalid="true"' in subject
    assert 'aria-describedby="id_subject_helptext id_subject_error"' in subject
    assert "form-control is-invalid" in subject
    assert 'id="id_subject_error"' in html


def test_summary_links_to_the_first_control_of_every_wrong_field():
    html = str(Complaint(FILLED))
    assert re.findall(r'<li><a href="#([^"]+)"', html) == ["id_subject", "id_named_0", "id_agree"]
    assert all(f'id="{target}"' in html for target in ("id_subject", "id_named_0", "id_agree"))


@pytest.mark.parametrize(
    ("language", "subject", "question"),
    [
        ("en", "Subject: This field is required.", "Do you leave your name? This field is required."),
        ("zh-hans", "Subject：", "Do you leave your name?此项必填"),
    ],
)
def test_summary_puts_a_colon_after_a_name_but_not_after_a_question(language, subject, question):
    with translation.override(language):
        assert f'<a href="#id_subject">{subject}' in str(Complaint(FILLED))
        assert f'<a href="#id_named">{question}' in str(Question({}))


def test_summary_tells_errors_of_hidden_fields():
    html = str(Complaint(FILLED | {"token": ""}))
    summary = html[html.index('role="alert"') : html.index("</ul>")]
    assert summary.count("<li>") == 4


def test_correct_form_has_no_summary():
    assert 'role="alert"' not in str(Complaint(FILLED | {"subject": "Fees", "named": "yes", "agree": "on"}))


def test_radio_group_is_marked_as_wrong_as_a_whole():
    html = str(Complaint(FILLED))
    fieldset = re.search(r'<fieldset[^>]*role="radiogroup"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in fieldset
    assert "aria-invalid" not in control(html, "named")


def test_checkbox_group_is_no_radio_group():
    assert str(Complaint()).count('role="radiogroup"') == 1


def test_required_fields_say_so_in_words():
    assert str(Complaint()).count('class="required-mark"') == 4


def test_cards_carry_their_explanation_escaped():
    html = str(Complaint())
    assert "You get an answer &amp; a letter" in html
    assert "Without &lt;name&gt;" in html


def test_long_text_counts_down():
    assert 'data-count-for="id_story"' in str(Complaint())


def test_plain_forms_keep_their_look():
    class Plain(forms.Form):
        subject = forms.CharField()

    assert "form-control" not in str(Plain())


def test_house_form_lends_its_look_to_another_form():
    class Other(forms.Form):
        subject = forms.CharField()

    class Mixed(HouseForm, Other):
        pass

    assert "form-control" in str(Mixed())


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_day_that_is_filled_in_already_is_written_as_browsers_know_it(language):
    class Paper(HouseForm):
        day = forms.DateField(widget=DayInput())

    with translation.override(language):
        assert 'value="2014-03-05"' in str(Paper(initial={"day": date(2014, 3, 5)})["day"])


def test_what_was_typed_into_a_plain_input_is_escaped():
    html = str(Complaint({"subject": '"><script>', "token": "&"})["subject"])
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert "<script>" not in html


def test_a_plain_input_says_what_djangos_own_template_says():
    field = Complaint({"subject": "征地"})["subject"]
    django_draws = field.field.widget.render(
        "subject", "征地", field.build_widget_attrs({"id": "id_subject"})
    )
    assert sorted(str(field).strip("<>").split()) == sorted(django_draws.strip("<>").split())


def test_what_a_service_refuses_is_said_beside_its_field_and_what_belongs_to_none_above_the_form():
    form = Refused({"day": "1999-01-01", "note": "typed"})
    assert form.is_valid()
    form.add_refusal(
        SimpleNamespace(
            reasons=("in_past", "note_missing", "elsewhere", "busy"),
            sentences=[
                "It is over.",
                "Why?",
                "No field for the place.",
                "Somebody else does it.",
                "And this.",
            ],
        )
    )
    assert form.errors["day"] == ["It is over."]
    assert form.errors["note"] == ["Why?"]
    assert form.non_field_errors() == ["No field for the place.", "Somebody else does it.", "And this."]
    assert form["note"].value() == "typed"


def test_a_list_of_units_begins_with_words_instead_of_dashes():
    class Places(HouseForm):
        wanted = forms.ModelChoiceField(Session.objects.none())
        other = forms.ModelChoiceField(Session.objects.none(), required=False)
        named = forms.ModelChoiceField(Session.objects.none(), empty_label="All units")

    with translation.override("en"):
        shown = [str(dict(form_field.field.choices)[""]) for form_field in Places()]
    assert shown == ["Please choose", "—", "All units"]
