"""Exposures for everybody: a list, a page for each, a press text to keep, and a feed. No account, no script (M74)."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from bulletins.choices import EditionStage
from bulletins.models import Edition
from bulletins.selectors.texts import Listed, listed, read_text
from bulletins.views.common import edition_file
from common.paging import page_by_key, page_links

PAGE_SIZE = 20
GONE = 410
NEWEST = ("-published_at", "-id")


def public_editions():
    """What everybody reads, with what the pages show of it."""
    return Edition.objects.for_everybody().select_related("issuer", "bulletin__sector")


@method_decorator(login_not_required, name="dispatch")
class PublicList(View):
    """The published exposures that stand, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them."""
        page = page_by_key(
            public_editions().filter(stage=EditionStage.PUBLISHED),
            order=NEWEST,
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {"rows": listed(page.rows), **page_links(page, request.GET)}
        return render(request, "bulletins/public_list.html", context)


@method_decorator(login_not_required, name="dispatch")
class PublicPage(View):
    """One exposure with its corrections."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The text; of a withdrawn one only that it was withdrawn, and when."""
        found = public_or_404(slug)
        is_gone = found.stage == EditionStage.WITHDRAWN
        context = {"edition": found, "text": None if is_gone else read_text(found)}
        return render(request, "bulletins/public_page.html", context, status=GONE if is_gone else 200)


@method_decorator(login_not_required, name="dispatch")
class PublicFile(View):
    """The press text to keep and to print."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The PDF."""
        found = public_or_404(slug)
        if found.stage != EditionStage.PUBLISHED:
            raise Http404
        return edition_file(found, "pdf")


class PublicFeed(Feed):
    """The exposures as an Atom feed; what was corrected comes up again, what was withdrawn says so."""

    feed_type = Atom1Feed
    title = gettext_lazy("Public exposures of the discipline commissions")
    subtitle = gettext_lazy("Concluded cases of conduct that harmed the interests of the people")
    link = reverse_lazy("bulletins:public-list")

    def items(self) -> list[Listed]:
        """The newest, and those that were corrected or withdrawn lately."""
        return listed(public_editions().order_by("-changed_at", "-pk")[:PAGE_SIZE])

    def item_title(self, item: Listed) -> str:
        """Its title, or that it was withdrawn."""
        return _("Withdrawn") if item.edition.withdrawn_at else item.title

    def item_description(self, item: Listed) -> str:
        """Its opening and what it tells of."""
        if item.edition.withdrawn_at:
            return ""
        return "\n".join(words for words in (item.opening, *item.headings) if words)

    def item_link(self, item: Listed) -> str:
        """Its page."""
        return reverse("bulletins:public-page", args=[item.edition.slug])

    def item_pubdate(self, item: Listed):
        """When it came out."""
        return item.edition.published_at

    def item_updateddate(self, item: Listed):
        """When it was last corrected, or withdrawn."""
        return item.edition.changed_at

    def item_author_name(self, item: Listed) -> str:
        """Who issues it."""
        return item.edition.issuer.label


def public_or_404(slug: str) -> Edition:
    """An exposure that has come out."""
    found = public_editions().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
