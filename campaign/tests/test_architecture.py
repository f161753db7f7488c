"""What the import checker cannot see: foreign keys, templates, file names, and who writes a case's stage."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT: Path = settings.BASE_DIR
# From the top down; an app knows those after it, never those before it.
LAYERS = (
    "campaign",
    "dashboard",
    "retention",
    "bulletins",
    "supervision",
    "evaluations",
    "complaints",
    "hotline",
    "sectors",  # these three stand beside complaints: the import contract keeps the four strangers
    "registers",
    "cases",
    "notices",
    "files",
    "audit",
    "accounts",
    "organizations",
    "common",
)
DRAWERS = {
    "apps",
    "choices",
    "querysets",
    "models",
    "rules",
    "deadlines",
    "lifecycle",
    "permissions",
    "search",
    "selectors",
    "services",
    "signals",
    "receivers",
    "tasks",
    "forms",
    "filters",
    "views",
    "urls",
    "admin",
    "api",
    "migrations",
    "management",
    "tests",
    "locale",
    "data",
    "__init__",
}
# What an app has beside the drawers, and why.
OWN_FILES = {
    "accounts": {"middleware"},  # session limits run before any view
    "audit": {
        "middleware",
        "registry",
    },  # on whose behalf a request changes something; what higher apps have sealed
    "notices": {"channels"},  # one way out each: e-mail, SMS, in the system
    "files": {"uploads", "storage"},  # what of an upload is taken in before any view; the private folder
    "common": {
        "addresses",  # those of many pages of one kind
        "cache",  # Django's cache with clients that are kept
        "conditions",  # conditions that are put into SQL once
        "statements",  # and whole questions
        "days",  # days as the moments between which they lie
        "fields",  # columns of this house's own
        "formats",  # how days and times are written, where Django looks for them
        "workdays",
        "numbering",
        "paging",
        "progress",
        "spreadsheet",
        "table_files",  # reading them again
        "env",
        "templatetags",
        "brakes",
        "blocks",
        "pdf",
        "lines",  # where a printed line may end
        "official",  # documents after GB/T 9704
        "word",  # the same as Word files
        "passwords",  # what a password may not be
        "calls",  # calls that another system signs
        "triggers",  # what the database itself refuses
        "ics",
        "qr",
    },
}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
WRITERS_OF_STAGE = {
    "cases/services/move.py",
    "cases/services/receive.py",
    "bulletins/services/stages.py",  # of an edition of a bulletin
    "supervision/services/orders.py",  # of an order, which is another thing than a case
    "hotline/services/questions.py",  # of a question
    "hotline/services/sessions.py",  # of a session of the programme
    "evaluations/services/rounds.py",  # of a round of the appraisal
    "supervision/services/steps.py",  # that of an accountability file
}


def python_files(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_down():
    outcome = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout


def test_foreign_keys_go_down():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in LAYERS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if field.related_model._meta.app_label in LAYERS
        if LAYERS.index(field.related_model._meta.app_label) < LAYERS.index(model._meta.app_label)
    ]
    assert wrong == []


def test_templates_use_only_templates_of_lower_apps():
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        owner = path.relative_to(ROOT / "templates").parts[0]
        if owner not in LAYERS:
            continue
        for used in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"'/]+)/", path.read_text()):
            if used in LAYERS and LAYERS.index(used) < LAYERS.index(owner):
                wrong.append(f"{relative(path)} uses {used}/")
    assert wrong == []


@pytest.mark.parametrize("app", LAYERS[1:])
def test_apps_keep_their_things_in_the_same_drawers(app):
    found = {path.stem for path in (ROOT / app).iterdir() if path.is_dir() or path.suffix == ".py"} - {
        "__pycache__"
    }
    assert found - DRAWERS - OWN_FILES.get(app, set()) == set()


def test_only_the_lifecycle_services_write_the_stage_of_a_case():
    writers = set()
    for app in LAYERS:
        for path in python_files(app):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Assign | ast.AugAssign):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    if any(
                        isinstance(target, ast.Attribute) and target.attr == "stage" for target in targets
                    ):
                        writers.add(relative(path))
                if isinstance(node, ast.Call) and _updates_stage(node):
                    writers.add(relative(path))
    assert writers <= WRITERS_OF_STAGE


def _updates_stage(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("update", "Case") and any(keyword.arg == "stage" for keyword in call.keywords)


@pytest.mark.parametrize("app", LAYERS)
def test_files_and_functions_stay_short(app):
    long = []
    for path in python_files(app):
        text = path.read_text()
        if "tests" in path.parts:  # a story may be told in one piece
            continue
        if len(text.splitlines()) > LONGEST_FILE:
            long.append(f"{relative(path)}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
                long.append(
                    f"{relative(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
                )
    assert long == []


@pytest.mark.parametrize("app", LAYERS)
def test_public_names_are_explained(app):
    silent = []
    for path in python_files(app):
        if "tests" in path.parts or path.stem in ("apps", "urls", "__init__", "admin"):
            continue
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree):
            silent.append(relative(path))
        for node in tree.body:
            named = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            if named and not ast.get_docstring(node):
                silent.append(f"{relative(path)}: {node.name}")
    assert silent == []


@pytest.mark.django_db
def test_the_database_is_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_is_used():
    sources = [path.read_text() for app in LAYERS for path in python_files(app)]
    templates = list((ROOT / "templates").rglob("*.html"))
    everything = "\n".join([*sources, *(path.read_text() for path in templates)])
    by_name = {"403.html", "404.html", "500.html", "403_csrf.html"}  # Django finds these by their names
    unused = []
    for path in templates:
        name = path.relative_to(ROOT / "templates").as_posix()
        if name in by_name or name.startswith(("admin/", "unfold/")):
            continue
        if name not in everything:
            unused.append(name)
    assert unused == []


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{relative(path)}:{number}"
        for app in LAYERS
        for path in python_files(app)
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if words.search(line)
    ]
    assert found == []
