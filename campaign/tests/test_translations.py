"""Every sentence of the interface is there in all three languages, with the same blanks to fill in."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import override
from django.utils.translation import template as django_template

ROOT: Path = settings.BASE_DIR
APPS = (
    "campaign",
    "dashboard",
    "retention",
    "bulletins",
    "supervision",
    "evaluations",
    "complaints",
    "hotline",
    "sectors",
    "registers",
    "cases",
    "notices",
    "files",
    "audit",
    "accounts",
    "organizations",
    "common",
)
PLAIN = {"gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
BLANKS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CALL = re.compile(
    r"\b(?:(pgettext|npgettext)\(\s*(?P<context>u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))\s*,\s*|(?:n?gettext|_)\(\s*)"
    r"(?P<text>u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))"
)
LANGUAGES = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}
CATALOGUES, VENDORS = (
    {language: ROOT / name / folder / "LC_MESSAGES" / "django.po" for language, folder in LANGUAGES.items()}
    for name in ("locale", "locale_vendor")
)
EVERY_FILE = [*CATALOGUES.values(), *VENDORS.values()]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A language is called by its own name.
UNTRANSLATED = {"English"}
# What stands between the words of a list: Chinese needs no blank there.
SEPARATORS = {", ", "; "}


def sentences() -> set[tuple[str, str]]:
    """All (context, sentence) pairs in code and templates."""
    found = set()
    for app in APPS:
        found |= set(sentences_in(ROOT / app))
    return found | set(sentences_in(ROOT / "templates"))


def sentences_in(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from from_python(ast.parse(path.read_text()))
    for path in folder.rglob("*.html"):
        yield from from_template(path.read_text())


def from_python(tree: ast.AST) -> Iterator[tuple[str, str]]:
    called = dict(own_names(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name = called.get(name, name)
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if name in PLAIN | PLURAL and texts:
            yield "", texts[0]
        elif name in IN_CONTEXT and len(texts) > 1:
            yield texts[0], texts[1]


def own_names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """By which name a module calls each of Django's functions: ``_`` in most, and whatever else it chose."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((name.asname or name.name, name.name) for name in node.names)


def test_a_sentence_is_found_whatever_the_function_is_called():
    code = "from django.utils.translation import gettext as now\nnow('Was it done?')"
    assert list(from_python(ast.parse(code))) == [("", "Was it done?")]


def from_template(text: str) -> Iterator[tuple[str, str]]:
    for match in CALL.finditer(django_template.templatize(text)):
        context = match["context"]
        yield ast.literal_eval(context) if context else "", ast.literal_eval(match["text"])


@pytest.fixture(scope="module")
def wanted():
    return sentences()


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_is_translated(language, wanted):
    catalogue = polib.pofile(str(CATALOGUES[language]))
    there = {(entry.msgctxt or "", entry.msgid) for entry in catalogue if entry.translated()}
    assert sorted(wanted - there) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_catalogue_holds_nothing_else(language, wanted):
    there = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(CATALOGUES[language]))}
    assert sorted(there - wanted) == []


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: str(path.relative_to(ROOT)))
def test_translations_keep_the_blanks_and_the_edges(path):
    wrong = []
    for entry in polib.pofile(str(path)):
        for text in translations(entry):
            if blanks(text) != blanks(entry.msgid) or edges(text) != edges(entry.msgid):
                wrong.append((entry.msgid, text))
    assert wrong == []


def translations(entry: polib.POEntry) -> list[str]:
    return [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]


def blanks(text: str) -> list[str]:
    return sorted(set(BLANKS.findall(text)))


def edges(text: str) -> tuple[str, str]:
    """The white space around a text."""
    if text in SEPARATORS:
        return "", ""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: str(path.relative_to(ROOT)))
def test_translations_are_chinese(path):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if entry.msgid not in UNTRANSLATED and re.search("[A-Za-z]", BLANKS.sub("", entry.msgid))
        if not all(CHINESE.search(text) for text in translations(entry))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_catalogue_holds_nothing_old(path):
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy or not entry.translated()] == []


@pytest.mark.parametrize("language", VENDORS)
def test_packages_still_say_what_is_translated_for_them(language):
    entries = defaultdict(set)
    for entry in polib.pofile(str(VENDORS[language])):
        entries[entry.comment.removeprefix("from ")].add((entry.msgctxt or "", entry.msgid))
    gone = {
        package: said - set(sentences_in(Path(import_module(package).__file__).parent))
        for package, said in entries.items()
    }
    assert not any(gone.values()), gone


@pytest.mark.parametrize(
    "app",
    [
        "organizations",
        "accounts",
        "notices",
        "cases",
        "sectors",
        "registers",
        "complaints",
        "evaluations",
        "supervision",
    ],
)
def test_relations_are_called_by_a_chinese_name(app):
    with override("zh-hans"):
        wrong = [
            f"{model.__name__}.{field.name}"
            for model in apps.get_app_config(app).get_models()
            for field in (*model._meta.fields, *model._meta.many_to_many)
            if field.is_relation and not CHINESE.search(str(field.verbose_name))
            # The columns of a table that a library brings along are called as the library does.
            if not model._meta.proxy
        ]
    assert wrong == []


def test_no_chinese_is_written_into_code_or_templates():
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if CHINESE.search(re.sub(r"{#.*?#}", "", line)) and "lang=" not in line
    ]
    assert wrong == []
