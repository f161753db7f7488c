"""What is asked of whoever drafts a bulletin and says who gets it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletins.choices import EditionForm
from bulletins.forms.base import BulletinForm
from bulletins.models import Bulletin, Edition, Item, Passage
from bulletins.selectors.paper import commissions_below, departments_beside
from bulletins.selectors.quoting import last_basis, units_to_name
from bulletins.services import EditionWords, PassageWords
from cases.forms.fields import text_field
from cases.models import Case
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


class BeginForm(BulletinForm):
    """A new dossier: of which commission, and about what."""

    issuer = UnitLabelField(
        Unit.objects.none(), label=pgettext_lazy("bulletin", "Issuing commission"), empty_label=None
    )
    subject = forms.CharField(
        label=pgettext_lazy("bulletin", "Subject"),
        max_length=Bulletin._meta.get_field("subject").max_length,
        help_text=_("Both editions begin with it as their title."),
    )

    def __init__(self, *args, commissions: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in commissions])
        self.fields["issuer"].initial = commissions[0].pk if commissions else None


class NarrowForm(BulletinForm):
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


class EditionWordsForm(BulletinForm):
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


class ItemForm(BulletinForm):
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


class PassageForm(BulletinForm):
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


class AddressForm(BulletinForm):
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
