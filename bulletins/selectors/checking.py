"""The leak check of an edition: its words, the replies, the names of its files and what these say of themselves (M74, F19)."""

from django.utils.translation import gettext as _

from bulletins.choices import EditionForm
from bulletins.models import Edition
from bulletins.selectors.paper import facts_of, file_name
from bulletins.selectors.quoting import names_in, persons_of
from bulletins.selectors.texts import passages_of, read_text
from cases.models import Case
from cases.selectors.leaks import Found, leaks_among


def checked_places(edition: Edition, *, prints_replies: bool = False) -> dict[str, str]:
    """Everything that leaves the house with the edition, by place: words as they would be read, file names, metadata."""
    text = read_text(edition, prints_replies=prints_replies)
    places = {"title": text.title, "opening": text.opening, "closing": text.closing}
    for number, part in enumerate(text.parts, 1):
        places |= {
            f"heading {number}": part.heading,
            f"text {number}": part.text,
            f"rule {number}": part.rule,
            f"sanction {number}": "\n".join(part.sanctions),
            f"reply {number}": part.reply,
        }
    for number, line in enumerate(text.figures, 1):
        places[f"figure {number}"] = line
    for number, (_day, words) in enumerate(text.corrections, 1):
        places[f"correction {number}"] = words
    for kind in ("pdf", "docx") if edition.is_internal else ("pdf",):
        places[f"file_name {kind}"] = file_name(edition, kind)
    places |= {f"metadata {name}": words for name, words in facts_of(edition).items()}
    return {place: words for place, words in places.items() if words}


def leaks_of(
    edition: Edition, *, prints_replies: bool = False, more: dict | None = None
) -> dict[str, list[Found]]:
    """The places of an edition that must not stand there, by part; ``more`` are further words, such as a correction.

    Those held to account may be named, in the public edition only where the passage says so; nobody else who is complained
    of or whom the conclusion names, and never whoever complained. Each word is held against every case of the dossier.
    """
    places = checked_places(edition, prints_replies=prints_replies) | (more or {})
    cases = list(cases_of(edition))
    named = allowed_names(edition)
    barred = {name for case in cases for name in persons_of(case)} - set(named)
    found = {
        place: leaks_among(words, cases=cases, named=named, barred=barred) for place, words in places.items()
    }
    return {place: leaks for place, leaks in found.items() if leaks}


def cases_of(edition: Edition):
    """The cases that the dossier quotes, those too that this edition leaves out."""
    quoted = edition.bulletin.items.order_by().values("case")
    return Case.objects.filter(pk__in=quoted).select_related("identity", "answer", "area", "city")


def allowed_names(edition: Edition) -> list[str]:
    """The names that may stand in the edition."""
    return [
        name
        for passage in passages_of(edition)
        if edition.form == EditionForm.INTERNAL or passage.names_persons
        for name in names_in(passage.item)
    ]


def place_label(place: str) -> str:
    """The part of an edition in words."""
    name, _blank, number = place.partition(" ")
    labels = {
        "title": _("Title"),
        "opening": _("Opening"),
        "closing": _("Closing"),
        "heading": _("Heading of item %(number)s"),
        "text": _("Text of item %(number)s"),
        "rule": _("Rule of item %(number)s"),
        "sanction": _("Measures of item %(number)s"),
        "reply": _("Reply to item %(number)s"),
        "figure": _("Figures, line %(number)s"),
        "correction": _("Correction"),
        "file_name": _("Name of the file"),
        "metadata": _("What the file says of itself"),
    }
    return labels[name] % {"number": number} if "%(" in labels[name] else labels[name]
