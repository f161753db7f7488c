"""Choosing files: checked one by one, refused by name, and kept when the form comes back."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import HouseForm
from files.choices import Fault
from files.rules import KINDS, BadFile, clean_name
from files.services import KeptFile, file_of_pass, keep_file


class FilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        """All of them, not only the last."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files as they were sent; what is in them is looked at by ``EvidenceForm``."""

    widget = FilesInput

    def clean(self, data, initial=None):
        """A list, empty when nothing was chosen."""
        return list(data or [])


class KeptFilesField(forms.MultipleChoiceField):
    """Files that were sent before: one ticked box each, so that they can be left out again without JavaScript."""

    def clean(self, value):
        """The files behind the passes; raises ValidationError when one is too old."""
        files = [file_of_pass(file_pass) for file_pass in value or []]
        if None in files:
            raise forms.ValidationError(
                _("A file that was sent before is no longer kept. Please choose it again.")
            )
        return list({file.id: file for file in files}.values())


class EvidenceForm(HouseForm):
    """Base of forms with files.

    ``keep_files`` takes the place of ``is_valid``: it takes the good ones in too, and when the form has to be shown again
    they are ticked on it, because browsers forget chosen files.
    """

    kept = KeptFilesField(
        label=gettext_lazy("Files that have arrived"),
        help_text=gettext_lazy("They are sent with the form. Untick what you want to leave out."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-no-draft": ""}),
    )
    files = FilesField(
        label=gettext_lazy("Photos, recordings, documents"),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(f".{end}" for end in KINDS)}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "files" in self.fields:
            self.fields["files"].help_text = limits_in_words()
        self.kept_files: list[KeptFile] = []
        self._has_kept = False
        # Checked and named after everything else; what a subclass adds stands before them.
        self.order_fields([name for name in self.fields if name not in ("kept", "files")])

    def clean_files(self) -> list[UploadedFile]:
        """Not more, and not larger together, than the page says."""
        chosen: list[UploadedFile] = self.cleaned_data["files"]
        before: list[KeptFile] = self.cleaned_data.get("kept", [])
        if len(chosen) + len(before) > settings.EVIDENCE_FILES:
            raise forms.ValidationError(
                _("These are more than %(count)s files. Please leave some out, or send them later.")
                % {"count": settings.EVIDENCE_FILES}
            )
        if sum(file.size for file in [*chosen, *before]) > settings.EVIDENCE_TOTAL_BYTES:
            raise forms.ValidationError(
                _("Together the files are larger than %(size)s. Please leave some out, or send them later.")
                % {"size": filesizeformat(settings.EVIDENCE_TOTAL_BYTES)}
            )
        return chosen

    def keep_files(self) -> bool:
        """Take in what was chosen, name what can't be taken, and say whether the whole form is without fault."""
        if self._has_kept or not self.is_bound:
            return self.is_valid()
        self.full_clean()
        self._has_kept = True
        self.kept_files = list(self.cleaned_data.get("kept", []))
        for upload in self.cleaned_data.get("files", []):
            try:
                self.kept_files.append(keep_file(upload=upload))
            except BadFile as problem:
                self.add_error("files", sentence_of(upload.name, problem))
        self._tick_what_has_arrived()
        return not self.errors

    def _tick_what_has_arrived(self) -> None:
        self.data = self.data.copy()
        passes = [file.file_pass for file in self.kept_files]
        self.data.setlist(self.add_prefix("kept"), passes)
        labels = [f"{file.name} ({filesizeformat(file.size)})" for file in self.kept_files]
        self.fields["kept"].choices = list(zip(passes, labels, strict=True))


def limits_in_words() -> str:
    """What may be sent, for the line beside the field."""
    return _(
        "At most %(count)s files, %(each)s each and %(total)s together: pictures, sound, video, PDF, Office documents, text."
    ) % {
        "count": settings.EVIDENCE_FILES,
        "each": filesizeformat(settings.EVIDENCE_FILE_BYTES),
        "total": filesizeformat(settings.EVIDENCE_TOTAL_BYTES),
    }


def sentence_of(name: str | None, problem: BadFile) -> str:
    """Which file can't be taken, and why."""
    said = {"name": clean_name(name or ""), "reason": Fault(problem.fault).label}
    return _("%(name)s: %(reason)s") % said
