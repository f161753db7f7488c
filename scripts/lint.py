"""`make lint`: check style, formatting and the direction of imports."""

import subprocess
import sys

from scripts.machine import ROOT

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    (
        "imports",
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"],
    ),
)


def main() -> int:
    """Run every check, also after one has failed; returns 1 if any did."""
    failed = [
        title for title, command in CHECKS if subprocess.run([sys.executable, *command], cwd=ROOT).returncode
    ]
    if failed:
        print(f"Not clean: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
