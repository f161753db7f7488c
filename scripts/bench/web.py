"""The web server that is measured: gunicorn with two workers, as `make run` starts it."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from scripts.machine import ROOT, LaunchError, free_port, log_tail
from scripts.run import WEB_OPTIONS

WORKERS = 2
START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A running web server: its port and its main process."""

    port: int
    process: psutil.Process


@contextlib.contextmanager
def running(application: str, *, environment: dict[str, str], log: Path) -> Iterator[Site]:
    """Serve a WSGI application to a block, e.g. ``campaign.wsgi``."""
    port = free_port()
    options = f"--bind 127.0.0.1:{port} --workers {WORKERS} {WEB_OPTIONS} --graceful-timeout 2"
    command = f"-m gunicorn {application} {options}"
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [sys.executable, *command.split()],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_until_it_answers(port, process, log)
        yield Site(port=port, process=psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def wait_until_it_answers(port: int, process: subprocess.Popen, log: Path) -> None:
    """Wait for the first answer, whatever it says; raises LaunchError after a minute or when the server ends."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise LaunchError(f"The web server does not start. The end of {log}:\n{log_tail(log)}")
