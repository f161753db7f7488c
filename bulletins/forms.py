"""What people fill in on the pages of bulletins."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Decision
from bulletins.choices import EditionForm, StudyForm
from bulletins.models import Bulletin, Edition, Item, Passage
from bulletins.selectors.paper import commissions_below, departments_beside
from bulletins.selectors.quoting import last_basis, units_to_name
from bulletins.services import EditionWords, PassageWords, ReleaseTerms, Study
from cases.forms.fields import note_field, text_field
from cases.models import Case
from common.forms import DayField, HouseForm
from organizations.models import Sector, Unit

MARK_HINT = _("What stands between [[ and ]] is made unreadable for the public.")


class UnitLabelField(forms.ModelChoiceField):
    """One of some units, in the language of the page."""

    def label_from_instance(self, unit: Unit) -> str:
        """The unit's name."""
        return unit.label


class UnitLabelsField(forms.ModelMultipleChoiceField):
    """Several of some units, in the language of the page."""

    def label_from_instance(self, unit: Unit) -> str:
        """The unit's name."""
        return unit.label


class BeginForm(HouseForm):
    """A new dossier: of which commission, and about what."""

    issuer = UnitLabelField(Unit.objects.none(), label=_("Issuing commission"), empty_label=None)
    subject = forms.CharField(
        label=pgettext_lazy("bulletin", "Subject"),
        max_length=Bulletin._meta.get_field("subject").max_length,
        help_text=_("Both editions begin with it as their title."),
    )

    def __init__(self, *args, commissions: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in commissions])
        self.fields["issuer"].initial = commissions[0].pk if commissions else None


class NarrowForm(HouseForm):
    """Which dossiers a list shows."""

    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        to_field_name="code",
        required=False,
        empty_label=_("All sectors"),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All")),
            ("in_hand", pgettext_lazy("bulletin", "In hand")),
            ("out", pgettext_lazy("bulletin", "Given out")),
        ],
    )


class EditionWordsForm(HouseForm):
    """Title, opening and closing of an edition."""

    title = forms.CharField(label=_("Title"), max_length=Edition._meta.get_field("title").max_length)
    opening = text_field(_("Opening"), rows=6, required=False)
    closing = text_field(
        _("Closing"), rows=5, required=False, help_text=_("What is demanded of everybody who reads it.")
    )

    def __init__(self, *args, edition: Edition, **kwargs):
        begun = {name: getattr(edition, name) for name in ("title", "opening", "closing")}
        super().__init__(*args, initial=begun, **kwargs)
        if edition.form == EditionForm.PUBLIC:
            self.fields["opening"].help_text = MARK_HINT

    @property
    def words(self) -> EditionWords:
        """What was written."""
        return EditionWords(**self.cleaned_data)


class ItemForm(HouseForm):
    """The rule that was broken, and the unit that is named for it."""

    rule = forms.CharField(
        label=_("Rule that was broken"), max_length=Item._meta.get_field("rule").max_length
    )
    unit = UnitLabelField(
        Unit.objects.none(),
        label=_("Unit that is named"),
        required=False,
        empty_label=_("No unit is named"),
        help_text=_("It is asked for its reply before everybody reads its name."),
    )

    def __init__(self, *args, case: Case, item: Item | None = None, **kwargs):
        begun = {"rule": item.rule, "unit": item.unit_id} if item else {"rule": last_basis(case)}
        super().__init__(*args, initial=begun, **kwargs)
        units = [unit.pk for unit in units_to_name(case)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units).order_by("code")


class PassageForm(HouseForm):
    """What an edition says of an item; in the public one with marks for what is hidden."""

    heading = forms.CharField(
        label=pgettext_lazy("bulletin", "Heading"),
        max_length=Passage._meta.get_field("heading").max_length,
        required=False,
    )
    text = text_field(_("Text"), rows=10, required=False)
    names_persons = forms.BooleanField(
        label=_("Name those who were held to account, with their posts"), required=False
    )
    is_left_out = forms.BooleanField(label=_("Leave this item out of the edition"), required=False)

    def __init__(self, *args, passage: Passage, begun: dict | None = None, **kwargs):
        names = ("heading", "text", "names_persons", "is_left_out")
        initial = {name: getattr(passage, name) for name in names} | (begun or {})
        super().__init__(*args, initial=initial, **kwargs)
        if passage.edition.form == EditionForm.PUBLIC:
            self.fields["text"].help_text = MARK_HINT

    @property
    def words(self) -> PassageWords:
        """What was written."""
        return PassageWords(**self.cleaned_data)


class AddressForm(HouseForm):
    """Which units get the circular: the commissions below, the departments beside, and the units that it names."""

    below = UnitLabelsField(
        Unit.objects.none(),
        label=_("Commissions below"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    beside = UnitLabelsField(
        Unit.objects.none(),
        label=_("Departments of this level"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    named = UnitLabelsField(
        Unit.objects.none(),
        label=_("Units that it names"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, edition: Edition, **kwargs):
        chosen = list(edition.recipients.values_list("unit_id", flat=True))
        groups = self.groups_of(edition)
        initial = {name: [unit.pk for unit in units if unit.pk in chosen] for name, units in groups.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for name, units in groups.items():
            self.fields[name].queryset = units
            if not units.exists():
                del self.fields[name]

    @staticmethod
    def groups_of(edition: Edition) -> dict:
        """The units that can be chosen, by group; each stands in one."""
        below, beside = commissions_below(edition), departments_beside(edition)
        named = Unit.objects.filter(bulletin_items__bulletin=edition.bulletin).distinct().order_by("code")
        others = {*below.values_list("pk", flat=True), *beside.values_list("pk", flat=True)}
        return {"below": below, "beside": beside, "named": named.exclude(pk__in=others)}

    @property
    def units(self) -> list[Unit]:
        """All that were chosen."""
        return [unit for name in self.fields for unit in self.cleaned_data[name]]


class ReasonForm(HouseForm):
    """A remark that goes along."""

    note = note_field(_("Remark"), required=False)


class WithdrawForm(HouseForm):
    """Why it isn't told any longer."""

    note = note_field(_("Reason"), help_text=_("It stays in the trail; readers learn that it was withdrawn."))


class ReviewForm(HouseForm):
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


class ReleaseForm(HouseForm):
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


class CorrectionForm(HouseForm):
    """What is put right."""

    words = note_field(
        _("Correction"), help_text=_("What was wrong, and how it is. It stands under the edition for good.")
    )


class DecideForm(HouseForm):
    """Grant or refuse, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Decision.GRANTED, _("Correct it so")), (Decision.REFUSED, _("Don't correct it so"))],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))


class ReplyForm(HouseForm):
    """What a named unit has to say."""

    words = note_field(_("Reply of the unit"), help_text=_("It is kept as it is, and may be printed."))


class StudyRecordForm(HouseForm):
    """How a circular was studied."""

    held_on = DayField(label=_("Held on"), initial=timezone.localdate)
    form = forms.ChoiceField(label=_("How it was studied"), choices=StudyForm.choices)
    people = forms.IntegerField(label=_("How many took part"), min_value=1, max_value=100_000)
    words = note_field(_("What came of it"))

    @property
    def study(self) -> Study:
        """What was written down."""
        return Study(**self.cleaned_data)
