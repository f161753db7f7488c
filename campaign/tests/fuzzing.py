"""What nobody thinks of typing, and the pages that it is typed into."""

from html.parser import HTMLParser

from django.apps import apps
from django.db import connection
from hypothesis import strategies as st

# Digits that aren't ASCII, numbers too large for a column, days at the ends of time, characters no column takes, words
# turned round, and what fits: most of a form has to be right before the rest of it is looked at.
ODD = (
    *("", " ", "0", "-1", "1", "2", "²", "½", "١٢", "１２３", "9" * 30, "1e400", "nan", "true", "null"),
    *("9999-12-31", "0001-01-01", "2026-02-30", "2026-11-27", "23:59", "24:00"),
    *(
        "\x00",
        "a\x00b",
        "\u202e叠",
        "\ufeff",
        "\r",
        "a\rb",
        "%00",
        "../../x",
        "<b>'\"&",
        "{number}",
        "{",
        "=1+1",
    ),
    *("440106", "440100", "440000-commission", "440106-land", "accept", "anonymous", "named", "hazard"),
    *(
        "13800138000",
        "天河区国土资源和房屋管理局",
        "村里的补偿款一直没有发放到户，多次询问没有结果。",
        "好" * 6_000,
    ),
)
# Lone surrogates can't be sent as UTF-8: no browser does.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TYPED = st.sampled_from(ODD) | TEXTS
# What isn't the caller's to write: who reads or is counted while a page is opened.
NOT_COUNTED = ("sessions", "audit", "axes")


class _Fields(HTMLParser):
    """Collects the names of fields, and what can be chosen in them."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, set[str]] = {}
        self._select = ""

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        name = facts.get("name") or ""
        if tag in ("input", "textarea", "select", "button") and name:
            self.found.setdefault(name, set())
            if facts.get("value"):
                self.found[name].add(facts["value"])
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self.found[self._select].add(facts.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""


def filled(page: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """The fields of a page, each left out, chosen from what it offers, or filled with anything; now and then twice."""
    parser = _Fields()
    parser.feed(page)
    fields = {
        name: st.lists(TYPED | st.sampled_from(sorted(offered)) if offered else TYPED, min_size=1, max_size=2)
        for name, offered in parser.found.items()
    }
    return st.fixed_dictionaries({}, optional=fields)


def stored() -> dict[str, int]:
    """How many rows each table has, asked at once."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label not in NOT_COUNTED and model._meta.managed
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in tables)}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
