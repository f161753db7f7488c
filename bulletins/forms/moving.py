"""What is asked of whoever reviews, releases, withdraws, corrects, answers or studies an edition."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Decision
from bulletins.choices import StudyForm
from bulletins.forms.base import BulletinForm
from bulletins.models import Edition
from bulletins.services import ReleaseTerms, Study
from cases.forms.fields import note_field
from common.forms import DayField


class ReasonForm(BulletinForm):
    """A remark that goes along."""

    note = note_field(_("Remark"), required=False)


class WithdrawForm(BulletinForm):
    """Why it isn't told any longer."""

    note = note_field(_("Reason"), help_text=_("It stays in the trail; readers learn that it was withdrawn."))


class ReviewForm(BulletinForm):
    """Pass on or return, with the reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.GRANTED, _("Pass on for release")),
            (Decision.REFUSED, _("Return to the drafter")),
        ],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))


class ReleaseForm(BulletinForm):
    """Release or return; an exposure may wait for a moment, and carry the replies."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.GRANTED, pgettext_lazy("bulletin", "Release")),
            (Decision.REFUSED, _("Return to the drafter")),
        ],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))
    embargo_until = forms.SplitDateTimeField(
        label=_("Embargo until"),
        required=False,
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "class": "form-control"},
            time_attrs={"type": "time", "class": "form-control"},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        ),
        help_text=_("Empty: everybody reads it at once. Day and time in China."),
    )
    is_for_media = forms.BooleanField(
        label=_("The media may read it while the embargo lasts"), required=False
    )
    prints_replies = forms.BooleanField(label=_("Print what the named units have replied"), required=False)

    def __init__(self, *args, edition: Edition, has_replies: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if edition.is_internal:
            del self.fields["embargo_until"], self.fields["is_for_media"]
        if edition.is_internal or not has_replies:
            del self.fields["prints_replies"]

    @property
    def terms(self) -> ReleaseTerms:
        """On what terms it is released."""
        names = ("embargo_until", "is_for_media", "prints_replies")
        return ReleaseTerms(**{name: self.cleaned_data[name] for name in names if name in self.fields})


class CorrectionForm(BulletinForm):
    """What is put right."""

    words = note_field(
        _("Correction"), help_text=_("What was wrong, and how it is. It stands under the edition for good.")
    )


class DecideForm(BulletinForm):
    """Grant or refuse, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Decision.GRANTED, _("Correct it so")), (Decision.REFUSED, _("Don't correct it so"))],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))


class ReplyForm(BulletinForm):
    """What a named unit has to say."""

    words = note_field(_("Reply of the unit"), help_text=_("It is kept as it is, and may be printed."))


class StudyRecordForm(BulletinForm):
    """How a circular was studied."""

    held_on = DayField(label=_("Held on"), initial=timezone.localdate)
    form = forms.ChoiceField(label=_("How it was studied"), choices=StudyForm.choices)
    people = forms.IntegerField(label=_("How many took part"), min_value=1, max_value=100_000)
    words = note_field(_("What came of it"))

    @property
    def study(self) -> Study:
        """What was written down."""
        return Study(**self.cleaned_data)
