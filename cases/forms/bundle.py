"""Which file of a case is taken out."""

from django import forms


class BundleForm(forms.Form):
    """The buttons of the page, checked: never shown as a form."""

    form = forms.ChoiceField(choices=[("pdf", "PDF"), ("zip", "ZIP")])
    with_originals = forms.BooleanField(required=False)
