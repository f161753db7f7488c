"""What somebody changes in his own account."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERDICT_CHOICES
from accounts.forms.signing_in import CodeField, PasskeyAnswer
from accounts.models import Passkey, User
from common.forms import HouseForm


class OwnPasswordForm(HouseForm, PasswordChangeForm):
    """The old password and twice the new one; a mistake names every rule that is broken."""


class LanguageForm(HouseForm):
    """In which language the pages and notices are."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class AppForm(HouseForm):
    """The first code of a new authenticator app."""

    code = CodeField(label=_("The code that the app shows now"))


class PasskeyForm(HouseForm):
    """A new passkey and how its owner calls it."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=Passkey._meta.get_field("name").max_length,
        help_text=_("By which you know it again, such as “phone” or “key on the ring”."),
    )
    passkey = PasskeyAnswer()


class AskResetForm(HouseForm):
    """Whose factors are to be set back, and why."""

    username = forms.CharField(label=_("User name"), max_length=User._meta.get_field("username").max_length)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("How you made sure who asks: by telephone with the unit, or in person."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_username(self) -> User:
        """The user of that name."""
        user = User.objects.filter(username=self.cleaned_data["username"].strip()).first()
        if user is None:
            raise forms.ValidationError(_("There is no user of this name."))
        return user


class DecideResetForm(HouseForm):
    """Granted or refused, with the reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
