"""Keep the web server, the worker and the beat running, and end them together."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from scripts.machine import ROOT, LaunchError, end_processes, processes_in, stopper
from scripts.servers import Services

# Every process of ours carries this variable, so that those of a killed launcher can be told from all others.
MARK = "CAMPAIGN_PROGRAM"
PATIENCE = 5.0
# A program that has ended this often in a row, each time before it was steady, will not come up any more.
MOST_FAILURES = 4
STEADY_AFTER = 10.0


@dataclass
class Program:
    """One long-running command, the file for its words (else the terminal), and its present process."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    log: Path | None = None
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        """Start the command in a session of its own, where the terminal's Ctrl-C does not reach it."""
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(open(self.log, "ab", opener=_open_private)) if self.log else None
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=os.environ | self.environment | {MARK: self.name},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


def _open_private(path: str, flags: int) -> int:
    """Open a file that only its owner can read, as it may hold what citizens wrote."""
    return os.open(path, flags, 0o600)


class Supervisor:
    """Start programs, restart what ends by itself, and on leaving the block end every one of them."""

    def __init__(self, services: Services):
        self.services = services
        self.programs: list[Program] = []

    def __enter__(self) -> "Supervisor":
        return self

    def start(self, program: Program) -> None:
        """Start a program and look after it from now on."""
        with stopper.deferred():
            program.start()
            self.programs.append(program)

    def __exit__(self, *exception) -> None:
        end_programs()

    def watch(self, seconds: float) -> None:
        """Look after servers and programs for a while; raises LaunchError when one cannot be kept running."""
        deadline = time.monotonic() + seconds
        while True:
            with stopper.deferred():
                for server in self.services.keep_running():
                    print(f"{server.name} had ended and was started again.", flush=True)
                for program in self.programs:
                    if program.has_ended():
                        self.restart(program)
            pause = min(0.5, deadline - time.monotonic())
            if pause <= 0:
                return
            time.sleep(pause)

    def restart(self, program: Program) -> None:
        """Start a program that has ended, waiting longer after each failure in a row."""
        lived = time.monotonic() - program.started_at
        program.failures = 0 if lived > STEADY_AFTER else program.failures + 1
        code = program.process.returncode
        if program.failures >= MOST_FAILURES:
            raise LaunchError(
                f"The {program.name} ends again and again (code {code}): the reason stands above."
            )
        print(f"The {program.name} ended (code {code}) and is started again.", flush=True)
        time.sleep(program.failures * 0.5)
        program.start()


def end_programs() -> None:
    """End the web, worker and beat processes of this checkout, also those left by a killed launcher."""
    processes = [process for process in processes_in(ROOT) if _is_marked(process)]
    leaders = [process for process in processes if _leads_group(process)]
    # The leaders end their own helpers in good order; whoever is left after that is killed.
    for leader in leaders:
        with contextlib.suppress(psutil.Error):
            leader.send_signal(signal.SIGTERM)
    psutil.wait_procs(processes, timeout=PATIENCE)
    end_processes([process for process in processes_in(ROOT) if _is_marked(process)], patience=0.5)


def _is_marked(process: psutil.Process) -> bool:
    try:
        return MARK in process.environ()
    except (psutil.Error, OSError):
        return False


def _leads_group(process: psutil.Process) -> bool:
    try:
        return os.getpgid(process.pid) == process.pid
    except OSError:
        return False
