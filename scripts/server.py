"""What the embedded servers have in common: a folder, a lock that shows who lives, start and stop.

A server lives in one folder: ``state.json`` (its port and passwords, for the launcher's account only), ``home/`` (its
data and log, owned by the account that runs it) and ``alive.lock``. The server inherits that lock and so holds it as
long as any process of it lives. Thus a server left over by a killed launcher is found, used and stopped like any
other, and one that works in a copy of this checkout, or under a process number that was given away, never is.
"""

import json
import os
import secrets
import time
from pathlib import Path

from scripts.machine import LaunchError, Lock, free_port, log_tail
from scripts.placement import Account

LOCAL = "127.0.0.1"
# The servers see nothing of the caller's environment; the locale is what makes Chinese text searchable.
SERVER_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/", "LC_ALL": "C.UTF-8"}
ATTEMPTS = 3


class Server:
    """A folder, an account, a remembered port and passwords; the rest is up to each kind of server."""

    name: str
    variable: str
    passwords = ("password",)

    def __init__(self, *, folder: Path, account: Account):
        self.folder, self.home, self.account = folder, folder / "home", account
        self.log = self.home / "server.log"
        self.alive = Lock(folder / "alive.lock")

    @property
    def state(self) -> dict:
        """The remembered port and passwords; made up on first use."""
        path = self.folder / "state.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
        return self.remember(port=None, **{name: secrets.token_urlsafe(24) for name in self.passwords})

    def remember(self, **changes) -> dict:
        """Write changes to the remembered values, all at once for any reader; returns all values."""
        path = self.folder / "state.json"
        state = (self.state if path.exists() else {}) | changes
        unfinished = path.with_suffix(".new")
        with open(
            os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(state, file)
        if os.geteuid() == 0:
            # Root keeps a user's file the user's.
            os.chown(unfinished, self.folder.stat().st_uid, self.folder.stat().st_gid)
        unfinished.replace(path)
        return state

    def make_folders(self) -> None:
        """Make the server's folder and, owned by its account and closed to all others, the home inside it."""
        self.account.make_way(self.folder)
        self.home.mkdir(mode=0o700, exist_ok=True)
        self.account.own(self.home)

    def is_running(self) -> bool:
        """Tell whether a process of this server lives."""
        return self.folder.exists() and self.alive.is_taken()

    def start(self) -> None:
        """Start the server, or take over the one that runs here; raises LaunchError after three attempts."""
        if self.is_running():
            if self.answers():
                return
            self.stop()
        self.make_folders()
        for attempt in range(ATTEMPTS):
            # Another program may take the port between our look and the server's start: then choose again.
            port = free_port(self.state["port"])
            self.remember(port=port)
            if self.alive.take(wait=False):
                try:
                    if self.launch(port):
                        return
                finally:
                    self.alive.release()
            time.sleep(attempt)
        raise LaunchError(f"{self.name} does not start. The end of {self.log}:\n{log_tail(self.log)}")

    def wait_for_end(self, patience: float) -> bool:
        """Wait until no process of this server lives; returns whether that was so in time."""
        deadline = time.monotonic() + patience
        while self.is_running():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def write_for_account(self, path: Path, text: str) -> None:
        """Write a file that the server's account, and nobody else, can read."""
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        self.account.own(path)
