"""Every address of the site, for tests that ask all of them."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

# The API has its own table of answers, by token, in the tests beside its views; here is what a signed-in browser gets.
CONSOLE_ACTIONS = ("changelist", "add", "change", "delete", "history")
# What belongs to no one kind of record.
CONSOLE_PAGES = (
    "admin:index",
    "admin:find",
    "admin:late-units",
    "admin:late-units-file",
    "admin:unit-page",
    "admin:audit_reading_file",
)
# Pages for each step that somebody is told of, beside those of the records.
STEP_PAGES = {"notices_route": "channels", "notices_template": "words", "supervision_threshold": "limits"}


def site_pages() -> list[str]:
    """The names of all addresses outside the console."""

    def walk_patterns(resolver, space=""):
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                if pattern.namespace != "admin":
                    yield from walk_patterns(pattern, inner)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield f"{space}{pattern.name}"

    return sorted(set(walk_patterns(get_resolver())))


def console_pages() -> list[str]:
    """The names of the console's addresses."""
    models = sorted((model._meta.app_label, model._meta.model_name) for model in admin.site._registry)
    pages = [*CONSOLE_PAGES]
    for app, name in models:
        own = [STEP_PAGES[f"{app}_{name}"]] if f"{app}_{name}" in STEP_PAGES else []
        pages += [f"admin:{app}_{name}_{action}" for action in (*CONSOLE_ACTIONS, *own)]
    return pages


def arguments_of(page: str) -> list[list[str]]:
    """The names of the arguments that an address takes, in each of its forms."""
    resolver = get_resolver()
    *spaces, name = page.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return [
        arguments for possibility in resolver.reverse_dict.getlist(name) for _, arguments in possibility[0]
    ]
