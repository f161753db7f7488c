"""What pages about notices send."""

from django import forms

BIGGEST_ID = 2**63 - 1


class ReadForm(forms.Form):
    """Up to which notice the inbox was seen."""

    up_to = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
