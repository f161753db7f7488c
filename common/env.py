"""Reading settings from the environment, strictly: a typing mistake stops the start instead of changing a meaning."""

import os


class MissingSetting(RuntimeError):
    """A setting that must be there is not."""


class BadSetting(RuntimeError):
    """A setting has a value that its kind does not allow."""


def env_text(name: str, default: str | None = None) -> str:
    """The text of a variable; without a default an absent or empty one raises MissingSetting."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise MissingSetting(f"{name} must be set in the environment.")
    return default


def env_bool(name: str, default: bool) -> bool:
    """True for ``true``, False for ``false``; anything else (``False``, ``0``, ``yes``) raises BadSetting."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if value not in ("true", "false"):
        raise BadSetting(f"{name} must be true or false, not {value!r}.")
    return value == "true"


def env_int(name: str, default: int) -> int:
    """A whole number; anything else raises BadSetting."""
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"{name} must be a whole number, not {value!r}.") from None


def env_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The parts of a comma-separated variable, blanks dropped."""
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] or list(default)
