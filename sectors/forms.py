"""The forms of the campaign and of its plans."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import VERDICT_CHOICES
from cases.forms.fields import note_field
from common.forms import DayField, HouseForm
from files.forms import EvidenceForm
from organizations.models import Tenure, Unit
from sectors.choices import TICKS, EntryKind, ItemKind, Phase, Progress
from sectors.models import Campaign, Deployment, PlanItem
from sectors.rules import BEST_SCORE
from sectors.selectors import leaders_to_choose, phase_days, province_units
from sectors.services import CampaignDraft, DeploymentDraft, EntryDraft, ItemDraft

HOLDS = [("yes", _("It holds")), ("no", _("It no longer holds"))]


class CampaignForm(HouseForm):
    """Name and days of a campaign; the phases follow one another without a gap."""

    field_of_refusal = {"name_missing": "name", "code_taken": "code", "phases_out_of_order": "rectify_from"}

    code = forms.SlugField(
        label=_("Code"),
        max_length=20,
        help_text=_("Latin letters and digits, such as 2015. It stays for good."),
    )
    name = forms.CharField(
        label=pgettext_lazy("campaign", "Name"),
        max_length=120,
        help_text=_("In simplified characters; the traditional ones follow from them."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    starts_on = DayField(label=_("First day"))
    rectify_from = DayField(label=_("Finding and putting right begins on"))
    inspect_from = DayField(label=_("Inspecting and concluding begins on"))
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args, campaign: Campaign | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        if campaign is not None:
            del self.fields["code"]
            self.initial = self._as_it_is(campaign)

    @property
    def draft(self) -> CampaignDraft:
        """What the service takes."""
        given = {"code": getattr(self.campaign, "code", "")} | self.cleaned_data
        return CampaignDraft(**given)

    @staticmethod
    def _as_it_is(campaign: Campaign) -> dict:
        days = phase_days(campaign)
        return {
            "name": campaign.name,
            "name_en": campaign.name_en,
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
            "rectify_from": days[Phase.RECTIFY].first,
            "inspect_from": days[Phase.INSPECT].first,
        }


class LeaderField(forms.ModelChoiceField):
    """Somebody who holds a leading post, with post and unit."""

    def label_from_instance(self, obj: Tenure) -> str:
        """Unit, post, name."""
        return f"{obj.post.unit} · {obj.post} · {obj.person}"


class ItemForm(HouseForm):
    """An item of a draft; what is missing is asked for when the plan is put forward."""

    field_of_refusal = {"leader_elsewhere": "leader"}

    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, widget=forms.RadioSelect)
    heading = forms.CharField(
        label=_("Heading"),
        max_length=40,
        required=False,
        help_text=_("Items with the same heading stand together, such as those of one programme."),
    )
    title = forms.CharField(label=pgettext_lazy("plan", "Title"), max_length=120)
    text = forms.CharField(
        label=_("What is done"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    standard = forms.CharField(
        label=_("Standard"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("By what anybody can tell that it is done."),
    )
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Owner"), required=False, empty_label=_("Nobody yet")
    )
    leader = LeaderField(
        Tenure.objects.none(),
        label=_("Responsible leader"),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Whoever holds a leading post of the owner today."),
    )
    due_on = DayField(label=_("Due on"), required=False)
    indicator = forms.CharField(label=_("Indicator"), max_length=200, required=False)
    source = forms.CharField(label=_("Source in the plan of the action"), max_length=40, required=False)

    def __init__(self, *args, item: PlanItem | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        leaders = leaders_to_choose(on=timezone.localdate())
        self.fields["owner"].queryset = province_units()
        self.fields["leader"].queryset = leaders
        if item is not None:
            self.initial = {name: getattr(item, name) for name in self.fields if name != "leader"}
            mine = leaders.filter(person=item.leader_id, post__unit=item.owner_id)
            self.initial["leader"] = mine.first() if item.leader_id else None

    @property
    def draft(self) -> ItemDraft:
        """What the service takes."""
        return ItemDraft(**self.cleaned_data)


class AimForm(HouseForm):
    """What the plan is to achieve."""

    aim = note_field(_("What the plan is to achieve"), required=False)


class AskForm(HouseForm):
    """A word to the commission with the plan."""

    reason = note_field(_("Remark for the commission"), required=False)


class DecideForm(HouseForm):
    """Approved or sent back, with the reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    note = note_field(_("Reason"))


class EntryForm(EvidenceForm):
    """What every line about an item has: its evidence in words and files, and its day."""

    field_of_refusal = {
        "words_missing": "words",
        "in_future": "day",
        "file_taken": "files",
        "no_score": "score",
    }

    words = note_field(_("Evidence"), help_text=_("What was done, and where it can be seen."))
    document = forms.CharField(label=_("Number of the document"), max_length=80, required=False)
    day = DayField(label=_("Day"), initial=timezone.localdate)

    kind = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["kept"]

    def keep_files(self) -> bool:
        """Files that have arrived are shown again where there are some."""
        is_whole = super().keep_files()
        if not self.kept_files:
            self.fields.pop("kept", None)
        return is_whole

    @property
    def draft(self) -> EntryDraft:
        """What the service takes."""
        given = {"kind": self.kind} | self.cleaned_data | {"files": tuple(self.kept_files)}
        given.pop("kept", None)
        if "holds" in given:
            given["holds"] = given["holds"] == "yes"
        return EntryDraft(**given)


class ProgressForm(EntryForm):
    """How far an item is."""

    progress = forms.ChoiceField(label=_("How far it is"), choices=Progress.choices, widget=forms.RadioSelect)
    kind = EntryKind.PROGRESS
    field_order = ("progress", "words", "document", "day")


class TickForm(EntryForm):
    """One of the four together, or that it no longer holds (M08)."""

    kind = forms.ChoiceField(
        label=_("Four together"),
        choices=[(kind.value, kind.label) for kind in TICKS],
        widget=forms.RadioSelect,
    )
    holds = forms.ChoiceField(label=_("State"), choices=HOLDS, widget=forms.RadioSelect, initial="yes")
    field_order = ("kind", "holds", "words", "document", "day")


class SelfForm(EntryForm):
    """The department's own score."""

    score = forms.IntegerField(
        label=_("Score (0 to 100)"), min_value=0, max_value=BEST_SCORE, help_text=_("With the reason below.")
    )
    kind = EntryKind.SELF
    field_order = ("score", "words", "document", "day")


class InspectionForm(SelfForm):
    """The commission's score."""

    kind = EntryKind.INSPECTION


ENTRY_FORMS = {"progress": ProgressForm, "tick": TickForm, "self": SelfForm, "inspection": InspectionForm}


class DeploymentForm(HouseForm):
    """How far the plan has come down to a city or county; what hasn't happened stays empty."""

    field_of_refusal = {"document_missing": "document", "out_of_order": "sent_on", "in_future": "deployed_on"}

    deployed_on = DayField(label=_("Deployed on"), required=False)
    document = forms.CharField(
        label=_("Number of the document"),
        max_length=80,
        required=False,
        help_text=_("By which the city or county deployed it."),
    )
    sent_on = DayField(label=_("Sent down on"), required=False)
    read_on = DayField(label=_("Read on"), required=False)
    confirmed_on = DayField(label=_("Confirmed on"), required=False)

    def __init__(self, *args, row: Deployment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if row is not None:
            self.initial = {name: getattr(row, name) for name in self.fields}

    @property
    def draft(self) -> DeploymentDraft:
        """What the service takes."""
        return DeploymentDraft(**self.cleaned_data)
