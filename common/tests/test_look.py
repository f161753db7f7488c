"""What the style sheets, icons and templates promise one another."""

import re
from itertools import product

import pytest
from django.conf import settings

from common.templatetags.look import icon, in_fours

STATIC = settings.BASE_DIR / "static"
STYLES = sorted(STATIC.rglob("*.css"))
TEMPLATES = [
    path
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    if path.relative_to(settings.BASE_DIR / "templates").parts[0] not in ("admin", "unfold")
]
PRINTED = "\0"


def name_of(path):
    return str(path.relative_to(settings.BASE_DIR))


def classes_in(template):
    """The class names written out in a template; those put together from variables are left out."""
    text = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", PRINTED, template, flags=re.DOTALL), flags=re.DOTALL)
    words = " ".join(re.findall(r'\bclass="([^"]*)"', text)).split()
    return {word for word in words if PRINTED not in word}


@pytest.fixture(scope="module")
def known_classes():
    return {name for path in STYLES for name in re.findall(r"\.([A-Za-z][\w-]*)", path.read_text())}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_use_only_classes_that_exist(path, known_classes):
    assert classes_in(path.read_text()) - known_classes == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_use_only_icons_that_exist(path):
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text()))
    assert set(re.findall(r'{% icon "([\w-]+)"', path.read_text())) <= drawn


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_to_the_content_security_policy(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


def test_wide_tables_stand_in_the_one_frame_which_the_keyboard_moves_and_which_says_what_it_holds():
    """``wide_table`` alone writes the frame; console pages use it too."""
    every = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    by_hand = re.compile(r'\bclass="[^"]*\b(?:table-responsive|chart-scroll)\b|tabindex="0"[^>]*>\s*<table')
    frames = [name_of(path) for path in every if by_hand.search(path.read_text())]
    assert frames == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_styles_fetch_only_files_that_are_shipped(path):
    text = path.read_text()
    assert "@import" not in text
    assert "sourceMappingURL" not in text
    for address in re.findall(r'url\("?([^")]+)"?\)', text):
        assert (path.parent / address).is_file()


def test_every_size_and_colour_that_is_used_is_defined():
    text = "".join(path.read_text() for path in STYLES)
    asked = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert asked - set(re.findall(r"(--[\w-]+)\s*:", text)) == set()


def colours():
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIC / "css" / "tokens.css").read_text()))


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast of two colours by WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("surface", "paper", "surface-soft")
TEXTS = (
    "ink",
    "ink-soft",
    "ink-quiet",
    "primary",
    "primary-strong",
    "accent",
    "green",
    "remind",
    "yellow",
    "red",
)
LIGHTS = ("green", "remind", "yellow", "red")
PAIRS = [
    *product(TEXTS, GROUNDS),
    *((light, f"{light}-soft") for light in LIGHTS),
    *(("ink", f"{light}-soft") for light in LIGHTS),
    *product(("ink", "ink-soft", "ink-quiet", "primary"), ("primary-soft",)),
    *product(("on-navy", "on-navy-soft"), ("navy", "navy-soft")),
    *(("surface", ground) for ground in ("primary", "primary-strong", "accent", "accent-strong", "red")),
]


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(text, ground):
    assert contrast(colours()[text], colours()[ground]) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_can_be_seen(ground):
    assert contrast(colours()["control"], colours()[ground]) >= 3


def test_icon_with_a_label_is_read_aloud():
    assert 'aria-label="Overdue &lt;"' in icon("bell", label="Overdue <")
    assert 'aria-hidden="true"' in icon("bell")


def test_receipt_code_is_cut_into_fours():
    assert in_fours("4807215536901842") == ["4807", "2155", "3690", "1842"]
