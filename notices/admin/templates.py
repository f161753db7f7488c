"""The words of notices in the console: read, tried, changed and put back."""

from datetime import date, datetime, time

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextareaWidget

from common.numbering import CHINA
from notices.admin.pages import StepAdmin
from notices.choices import BLANKS, Channel, Wording
from notices.models import Template
from notices.rules import TO_CITIZENS, blanks_for, blanks_in, text_parts
from notices.selectors import built_in, kind_of, sample_context, wordbook_of
from notices.services import try_words, write_template

# As a text message this takes nine parts; longer ones no network likes.
WORDS_LONGEST = 600
LANGUAGES = [code for code, _name in settings.LANGUAGES]
OUTSIDE = [Channel.EMAIL, Channel.SMS]


class WordsForm(forms.Form):
    """New words, and from which day on they hold."""

    text = forms.CharField(
        label=gettext_lazy("What it says"),
        max_length=WORDS_LONGEST,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )
    valid_on = forms.DateField(
        label=gettext_lazy("From the day"),
        required=False,
        help_text=gettext_lazy("Empty: at once. What was written before keeps its words."),
        widget=UnfoldAdminSingleDateWidget(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, pattern: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.pattern = pattern

    def clean_text(self) -> str:
        """Only the blanks that are filled, and all of those without which the reader couldn't act."""
        text = self.cleaned_data["text"]
        known, needed = blanks_for(self.pattern)
        try:
            found = blanks_in(text)
        except ValueError:
            raise forms.ValidationError(
                _("A brace is left open, or more than the name of a blank stands in it.")
            ) from None
        if strange := found - known:
            raise forms.ValidationError(
                _("This blank is never filled here: %(blanks)s") % {"blanks": _listed(strange)}
            )
        if missing := needed - found:
            raise forms.ValidationError(_("This blank is missing: %(blanks)s") % {"blanks": _listed(missing)})
        return text

    def clean_valid_on(self) -> date | None:
        """What was told already can't be told otherwise."""
        day = self.cleaned_data["valid_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The past can't be changed: today at the earliest."))
        return day

    def valid_from(self, now: datetime) -> datetime:
        """The moment from which the words hold."""
        day = self.cleaned_data["valid_on"]
        return now if day in (None, timezone.localdate()) else datetime.combine(day, time(), tzinfo=CHINA)


@admin.register(Template)
class TemplateAdmin(StepAdmin):
    """The words of each step, in each language, for each channel."""

    steps = frozenset(Wording) - {Wording.TEST}
    page = "words"

    def list_page(self, request: HttpRequest) -> HttpResponse:
        """Every step with its words, and where they were changed."""
        book, now = wordbook_of(self.steps), timezone.now()
        groups = [
            (_("To officials"), [step for step in Wording if _group(step) == "staff"]),
            (_("To citizens"), [step for step in Wording if _group(step) == "citizen"]),
        ]
        context = {
            "title": _("Words of notices"),
            "groups": [
                (title, [_listed_step(step, book, now) for step in steps if step in self.steps])
                for title, steps in groups
            ],
        }
        return self.shown(request, "admin/notices/words.html", context)

    def step_page(self, request: HttpRequest, wording: Wording) -> HttpResponse:
        """One step: its words for a channel and language, a preview in all languages, and who changed them when."""
        channel, language = _chosen(request, wording)
        pattern = built_in(wording, language)
        book, now = wordbook_of([wording]), timezone.now()
        current = book.words(wording, language=language, channel=channel, at=now) or pattern
        asked = request.POST.get("do", "")
        if asked == "reset":
            return self._reset(request, wording, channel, language)
        form = WordsForm(request.POST or None, pattern=pattern, initial={"text": current})
        draft = current
        if request.method == "POST" and form.is_valid():
            draft = form.cleaned_data["text"]
            if asked == "save":
                return self._save(request, form, wording, channel, language)
            if asked == "test":
                self._try(request, draft, channel, language)
        context = {
            "title": kind_of(wording),
            "form": form,
            "channel": channel,
            "language": language,
            "combinations": _combinations(wording, channel, language, book, now),
            "blanks": [(f"{{{name}}}", BLANKS[name]) for name in sorted(blanks_for(pattern)[0])],
            "built_in": pattern,
            "previews": [
                _preview(wording, channel, code, draft if code == language else "", book, now)
                for code in LANGUAGES
            ],
            "versions": _versions(wording),
            "list_url": reverse("admin:notices_template_changelist"),
        }
        return self.shown(request, "admin/notices/template.html", context)

    def _save(self, request, form: WordsForm, wording, channel, language) -> HttpResponse:
        now = timezone.now()
        write_template(
            wording=wording,
            language=language,
            channel=channel,
            text=form.cleaned_data["text"],
            valid_from=form.valid_from(now),
            actor=request.user,
            at=now,
        )
        messages.success(request, _("Saved."))
        return redirect(_address(wording, channel, language))

    def _reset(self, request, wording, channel, language) -> HttpResponse:
        now = timezone.now()
        write_template(
            wording=wording,
            language=language,
            channel=channel,
            text="",
            valid_from=now,
            actor=request.user,
            at=now,
        )
        messages.success(request, _("The built-in words hold again."))
        return redirect(_address(wording, channel, language))

    def _try(self, request, draft: str, channel: str, language: str) -> None:
        """To the administrator's own address, through the outbox like everything else."""
        user = request.user
        if channel != Channel.IN_APP and not (user.email if channel == Channel.EMAIL else user.phone):
            messages.error(request, _("You have no address for this channel: give yourself one under Users."))
            return
        words = draft.format(**sample_context(language))
        try_words(user=user, channel=channel, language=language, words=words, at=timezone.now())
        messages.success(request, _("The test is on its way to you."))


def _group(wording: str) -> str:
    return "citizen" if wording in TO_CITIZENS else "staff"


def _channels(wording: str) -> list[Channel]:
    """A citizen has no bell."""
    return OUTSIDE if wording in TO_CITIZENS else list(Channel)


def _chosen(request: HttpRequest, wording: str) -> tuple[Channel, str]:
    """The channel and language that the address names, else the first of each."""
    channels = _channels(wording)
    channel, language = request.GET.get("channel", ""), request.GET.get("language", "")
    return (
        Channel(channel) if channel in channels else channels[0],
        language if language in LANGUAGES else LANGUAGES[0],
    )


def _address(wording: str, channel: str, language: str) -> str:
    page = reverse("admin:notices_template_words", args=[wording])
    return f"{page}?channel={channel}&language={language}"


def _listed(blanks: set[str]) -> str:
    return " ".join(sorted(f"{{{name}}}" for name in blanks))


def _combinations(wording, channel, language, book, now) -> list[dict]:
    """The languages of each channel, with the one that is shown marked."""
    return [
        {
            "channel": each.label,
            "links": [
                {
                    "language": dict(settings.LANGUAGES)[code],
                    "url": _address(wording, each, code),
                    "is_here": (each, code) == (channel, language),
                    "is_changed": bool(book.words(wording, language=code, channel=each, at=now)),
                }
                for code in LANGUAGES
            ],
        }
        for each in _channels(wording)
    ]


def _listed_step(wording: Wording, book, now) -> dict:
    changed = [
        f"{channel.label}: {dict(settings.LANGUAGES)[code]}"
        for channel in _channels(wording)
        for code in LANGUAGES
        if book.words(wording, language=code, channel=channel, at=now)
    ]
    return {
        "kind": kind_of(wording),
        "url": reverse("admin:notices_template_words", args=[wording]),
        "changed": changed,
    }


def _versions(wording: str) -> list[tuple[Template, str]]:
    """Who wrote what from when on, the newest first, each with the name of its language."""
    rows = Template.objects.filter(wording=wording).select_related("written_by")
    return [(row, dict(settings.LANGUAGES)[row.language]) for row in rows]


def _preview(wording, channel, language, draft, book, now) -> dict:
    """How it reads in a language, filled with samples, and how long it is."""
    words = draft or book.words(wording, language=language, channel=channel, at=now)
    text = (words or built_in(wording, language)).format(**sample_context(language))
    whole = f"{settings.SMS_SIGNATURE if channel == Channel.SMS else ''}{text}"
    parts = len(text_parts(whole))
    length = _("%(count)d characters") % {"count": len(whole)}
    if channel == Channel.SMS:
        one, many = _("%(length)s: one message"), _("%(length)s: a message of %(parts)d parts")
        length = (many if parts > 1 else one) % {"length": length, "parts": parts}
    return {
        "language": dict(settings.LANGUAGES)[language],
        "code": language,
        "text": whole,
        "length": length,
        "is_long": parts > 1,
        "is_draft": bool(draft),
    }
