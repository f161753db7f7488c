"""Run any command with the servers up: `make servers CMD="..."`, `make shell`."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from scripts import messages
from scripts.machine import ROOT, LaunchError, noted_site_address, run_main
from scripts.servers import shared_servers, throwaway_servers


def main() -> int:
    """Run the command given on the command line; returns its exit code."""
    parser = argparse.ArgumentParser(prog="with_servers", description=__doc__)
    parser.add_argument("--throwaway", action="store_true", help="use new servers and delete them afterwards")
    parser.add_argument("--postgres-bin", type=Path, help="programs of another PostgreSQL, with --throwaway")
    parser.add_argument(
        "--valkey-server", type=Path, help="another Valkey or Redis program, with --throwaway"
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the command and its arguments, after --")
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        raise LaunchError('Which command? For example: make servers CMD="python manage.py check"')
    if options.throwaway:
        servers = throwaway_servers(postgres_bin=options.postgres_bin, valkey_server=options.valkey_server)
    else:
        servers = shared_servers()
    messages.compile_catalogs(ROOT)
    with servers as services:
        site = {} if options.throwaway else noted_site_address()
        return run_in_foreground(command, services.environment | site, services.client_programs)


def run_in_foreground(
    command: list[str], environment: dict[str, str], programs: tuple[Path, ...] = ()
) -> int:
    """Run a command that has the terminal for itself; returns its exit code as a shell would.

    Ctrl-C reaches the command from the terminal and is its own business; other stop signals are passed on. The
    command finds the programs of the virtual environment first, then those in the folders ``programs``.
    """
    folders = [Path(sys.executable).parent, *programs, os.environ.get("PATH", os.defpath)]
    settings = {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE") or "campaign.settings.dev",
        "PATH": os.pathsep.join(map(str, folders)),
    }
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | environment)

    def pass_on(number, frame) -> None:
        process.send_signal(signal.SIGTERM)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGTERM, signal.SIGHUP)}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    run_main(main)
