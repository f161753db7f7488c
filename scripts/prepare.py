"""Bring the database and the static files up to the code, and print the logins of the trial.

One process for all of it, as Django takes its time to load. Progress goes to stderr, the logins to stdout.
"""

import hashlib
import io
import os
import sys
import time
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

from scripts.machine import ROOT

STATIC_FINGERPRINT = ROOT / "var" / "static.fingerprint"


def main() -> int:
    """Run the steps in their order, saying what takes longer than a moment; returns 1 when one refuses."""
    django.setup()
    steps = (
        ("checking the project", lambda: command("check", "--database", "default")),
        ("updating the database", lambda: command("migrate", "--no-input")),
        ("collecting static files", collect_static_files),
        ("bringing the register up to its files", lambda: command("load_organizations")),
        ("bringing the reply templates up to their file", lambda: command("load_templates")),
        ("loading demonstration cases", load_first_cases),
    )
    for title, step in steps:
        began = time.monotonic()
        try:
            step()
        except CommandError as error:
            print(f"{title}: {error}", file=sys.stderr)
            return 1
        if (seconds := time.monotonic() - began) > 1:
            print(f"  {title}: {seconds:.1f} s", file=sys.stderr, flush=True)
    call_command("show_logins")
    return 0


def command(name: str, *arguments: str) -> None:
    """Run a management command without its chatter; raises CommandError when it refuses."""
    call_command(name, *arguments, verbosity=0, stdout=io.StringIO())


def load_first_cases() -> None:
    """Load the demonstration into a database that has no cases."""
    if not apps.get_model("cases", "Case").objects.exists():
        print("  first start: loading demonstration cases ...", file=sys.stderr, flush=True)
        command("load_demo", "--if-empty")


def collect_static_files() -> None:
    """Collect and compress the static files, which takes seconds, only when one of them has changed."""
    fingerprint = static_fingerprint()
    is_known = STATIC_FINGERPRINT.exists() and STATIC_FINGERPRINT.read_text() == fingerprint
    if is_known and Path(settings.STATIC_ROOT).exists():
        return
    STATIC_FINGERPRINT.unlink(missing_ok=True)
    command("collectstatic", "--no-input")
    STATIC_FINGERPRINT.write_text(fingerprint)


def static_fingerprint() -> str:
    """Hash the names, sizes and times of all static files and how they are stored; returns a hex digest."""
    digest = hashlib.sha256(repr((settings.STATIC_ROOT, settings.STORAGES["staticfiles"])).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
