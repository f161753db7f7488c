"""Compile the translations without gettext, which a computer that only runs the project need not have."""

import os
from pathlib import Path

import polib

from scripts.machine import ROOT, LaunchError, run_main

NOT_OURS = {".venv", "var", "node_modules", ".git"}


def compile_catalogs(root: Path) -> list[Path]:
    """Write the .mo beside every .po that is newer; returns those written; raises LaunchError on bad ones."""
    written = []
    for source in find_catalogs(root):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compile_catalog(source, target)
            written.append(target)
    return written


def find_catalogs(root: Path) -> list[Path]:
    """List the message catalogs of the checkout, leaving out installed packages."""
    found = []
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = sorted(set(subfolders) - NOT_OURS)
        if Path(folder).name == "LC_MESSAGES":
            found += [Path(folder) / name for name in sorted(files) if name.endswith(".po")]
    return found


def compile_catalog(source: Path, target: Path) -> None:
    """Compile one catalog without its fuzzy entries; a reader sees the old file or the new, never half."""
    try:
        # As text, because given a path polib leaves the file open when it meets an error.
        catalog = polib.pofile(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LaunchError(f"Cannot read the translations {source}: {error}") from None
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    catalog.save_as_mofile(str(unfinished))
    unfinished.replace(target)


def main() -> int:
    """Compile what has changed and say which files were written."""
    for path in compile_catalogs(ROOT):
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    run_main(main)
