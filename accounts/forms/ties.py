"""Declaring what keeps one away from cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Relation
from common.forms import HouseForm


class TieSearchForm(HouseForm):
    """The name of a unit or an official, or a part of it."""

    q = forms.CharField(label=_("Name of a unit or an official"), max_length=60)


class TieForm(HouseForm):
    """Which of those that were found, and how one is tied to it."""

    target = forms.ChoiceField(label=_("Tied to"), widget=forms.RadioSelect)
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices, widget=forms.RadioSelect)

    def __init__(self, *args, targets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = list(targets)


class EndTieForm(HouseForm):
    """Why the tie has ended."""

    tie = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it has ended"), max_length=500)
