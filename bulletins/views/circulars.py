"""What a unit gets: circulars to sign for and to study, and what it may reply before it is shown up (M83)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.choices import ReadKind
from audit.services import note_reading
from bulletins import services
from bulletins.choices import EditionStage
from bulletins.forms import ReplyForm, StudyRecordForm
from bulletins.models import Recipient, ReplyRequest
from bulletins.selectors.texts import read_text
from bulletins.views.common import ROWS, ReaderPage, edition_file, kind_or_404, tried
from common.forms import HouseForm
from common.paging import page_by_key, page_links


class CircularPage(ReaderPage):
    """A page of circulars for a unit's people."""

    tab = "circular-list"

    def recipient_or_404(self, pk: int) -> Recipient:
        """What one of the user's units got."""
        rows = Recipient.objects.of_reader(self.request.user)
        found = (
            rows.filter(pk=pk).select_related("edition__bulletin", "edition__issuer__area", "unit").first()
        )
        if found is None:
            raise Http404
        note_reading(reader=self.request.user, kind=ReadKind.BULLETIN, item=f"circular:{found.pk}")
        return found

    def crumbs(self, label: str) -> list[dict]:
        """The way to a page below the list."""
        return [
            {"label": _("Sent to us"), "url": reverse("bulletins:circular-list")},
            {"label": label, "url": ""},
        ]


class CircularList(CircularPage):
    """The circulars that the user's units got, and what they may reply to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them, the newest first; what may still be replied to stands above."""
        rows = Recipient.objects.of_reader(request.user)
        page = page_by_key(
            rows.select_related("edition__bulletin", "edition__issuer", "unit").prefetch_related("studies"),
            order=("-id",),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        replies = ReplyRequest.objects.of_replier(request.user).select_related("unit")
        context = {
            "rows": [{"row": row, "is_late": self._is_late(row)} for row in page.rows],
            "replies": replies.filter(ended_at=None)[:ROWS],
            "today": self.today,
            **self.tabs(),
            **page_links(page, request.GET),
        }
        return render(request, "bulletins/circular_list.html", context)

    def _is_late(self, row: Recipient) -> bool:
        stands = row.edition.stage == EditionStage.PUBLISHED
        return stands and row.read_at is None and row.due_on is not None and row.due_on < self.today


class Circular(CircularPage):
    """One circular: to read, to sign for, and the record of its study."""

    def get(self, request: HttpRequest, recipient: int) -> HttpResponse:
        """The page."""
        found = self.recipient_or_404(recipient)
        return self._show(found, StudyRecordForm())

    def post(self, request: HttpRequest, recipient: int) -> HttpResponse:
        """Sign for it, or write a study down."""
        found = self.recipient_or_404(recipient)
        studies = request.POST.get("step") == "study"
        form = StudyRecordForm(request.POST) if studies else HouseForm(request.POST)
        by = {"recipient_id": found.pk, "actor": request.user, "at": self.now}

        def act():
            if studies:
                services.record_study(study=form.study, **by)
            else:
                services.sign_for_circular(**by)

        if not form.is_valid() or tried(form, act):
            return self._show(found, form if studies else StudyRecordForm(), form)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:circular", recipient=found.pk)

    def _show(self, row: Recipient, study: StudyRecordForm, refused: HouseForm | None = None) -> HttpResponse:
        context = {
            "row": row,
            "edition": row.edition,
            "text": read_text(row.edition),
            "studies": row.studies.select_related("written_by"),
            "form": study if row.read_at else None,
            "refused": refused if refused is not study else None,
            "crumbs": self.crumbs(row.edition.number),
        }
        return render(self.request, "bulletins/circular.html", context)


class CircularFile(CircularPage):
    """The circular as a file."""

    def get(self, request: HttpRequest, recipient: int, kind: str) -> HttpResponse:
        """PDF, or for Word; of a withdrawn one there is none any more."""
        found = self.recipient_or_404(recipient)
        if found.edition.stage != EditionStage.PUBLISHED:
            raise Http404
        return edition_file(found.edition, kind_or_404(found.edition, kind))


class Reply(CircularPage):
    """What is to be said of a unit before everybody, and what its leader replies."""

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """The passage, and the form as long as it may be replied to."""
        return self._show(self._find(), ReplyForm())

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Keep the reply."""
        found, form = self._find(), ReplyForm(request.POST)

        def act():
            services.give_reply(request_id=found.pk, **form.cleaned_data, actor=request.user, at=self.now)

        if not form.is_valid() or tried(form, act):
            return self._show(found, form)
        messages.success(request, _("It is recorded."))
        return redirect("bulletins:reply", asked=found.pk)

    def _find(self) -> ReplyRequest:
        rows = ReplyRequest.objects.of_replier(self.request.user).select_related("unit", "edition__issuer")
        found = rows.filter(pk=self.kwargs["asked"], ended_at=None).first()
        if found is None:
            raise Http404
        return found

    def _show(self, asked: ReplyRequest, form: ReplyForm) -> HttpResponse:
        is_open = not asked.reply and asked.due_on >= self.today
        context = {
            "asked": asked,
            "form": form if is_open else None,
            "crumbs": self.crumbs(_("Right of reply")),
        }
        return render(self.request, "bulletins/reply.html", context)
