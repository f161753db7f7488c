"""The words of plans in the characters of whoever reads them."""

from functools import lru_cache

from django.utils.translation import get_language

from organizations.services.names import traditional

HANT = "zh-hant"


def in_readers_script(text: str) -> str:
    """A text of a plan in traditional characters for whoever reads these; for everybody else as it was approved."""
    return _traditional(text) if text and get_language() == HANT else text


def readers_script() -> str:
    """In which characters the texts of plans stand on the page, as a page says it of a paragraph."""
    return "zh-Hant" if get_language() == HANT else "zh-Hans"


@lru_cache(maxsize=2048)
def _traditional(text: str) -> str:
    return traditional(text)
