"""Every sentence of the interface is there in all three languages, with the same blanks to fill in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import template as django_template

ROOT: Path = settings.BASE_DIR
APPS = (
    "campaign",
    "dashboard",
    "evaluations",
    "complaints",
    "cases",
    "notices",
    "accounts",
    "organizations",
    "common",
)
PLAIN = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
BLANKS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CALL = re.compile(
    r"\b(?:(pgettext|npgettext)\(\s*(?P<context>u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))\s*,\s*|(?:n?gettext|_)\(\s*)"
    r"(?P<text>u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))"
)
CATALOGUES = {
    language: ROOT / "locale" / folder / "LC_MESSAGES" / "django.po"
    for language, folder in {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}.items()
}
# Words that are the same in every language.
UNTRANSLATED = {"English", "SMS"}


def sentences() -> set[tuple[str, str]]:
    """All (context, sentence) pairs in code and templates."""
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "tests" not in path.parts and "migrations" not in path.parts:
                found |= set(from_python(ast.parse(path.read_text())))
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(from_template(path.read_text()))
    return found


def from_python(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in PLAIN | PLURAL and texts:
            yield "", texts[0]
        elif name in IN_CONTEXT and len(texts) > 1:
            yield texts[0], texts[1]


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
def test_translations_keep_the_blanks_and_the_edges(language):
    wrong = []
    for entry in polib.pofile(str(CATALOGUES[language])):
        if entry.obsolete:
            continue
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and sorted(set(BLANKS.findall(text))) != sorted(set(BLANKS.findall(entry.msgid))):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_catalogue_holds_nothing_old(language):
    catalogue = polib.pofile(str(CATALOGUES[language]))
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_no_chinese_is_written_into_code_or_templates():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if chinese.search(re.sub(r"{#.*?#}", "", line)) and "lang=" not in line
    ]
    assert wrong == []
