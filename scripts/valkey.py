"""The embedded Valkey, which speaks the language of Redis."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import redis

from scripts.placement import Account
from scripts.server import LOCAL, SERVER_ENVIRONMENT, Server


def redis_url(*, port: int, password: str) -> str:
    """Write the address of a local Redis or Valkey as REDIS_URL wants it."""
    return f"redis://:{password}@{LOCAL}:{port}/0"


class ValkeyServer(Server):
    """A Valkey (or Redis) of our own: local address, a password, a log of writes to survive a restart."""

    name, variable = "Valkey", "REDIS_URL"

    def __init__(self, *, folder: Path, account: Account, program: Path, is_durable: bool = True):
        super().__init__(folder=folder, account=account)
        self.program, self.is_durable = program, is_durable

    @property
    def url(self) -> str:
        return redis_url(port=self.state["port"], password=self.state["password"])

    def answers(self) -> bool:
        """Tell whether the server takes our password and has read its data."""
        with contextlib.closing(redis.Redis.from_url(self.url, socket_timeout=2)) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def launch(self, port: int) -> bool:
        """Start the server on a port; returns whether it answered before it ended or 60 seconds were over."""
        self.write_for_account(self.home / "valkey.conf", self.configuration(port))
        process = subprocess.Popen(
            [self.program, "valkey.conf"],
            cwd=self.home,
            env=SERVER_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[self.alive.file_number],
            **self.account.popen_options,
        )
        self.remember(pid=process.pid)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            if self.answers():
                return True
            time.sleep(0.02)
        process.kill()
        process.wait()
        return False

    def configuration(self, port: int) -> str:
        """Write the settings; in a file, as all users of the computer can read a command line's password."""
        lines = {
            "port": port,
            "bind": LOCAL,
            "requirepass": self.state["password"],
            "dir": "./",
            "logfile": self.log.name,
            "loglevel": "warning",
            "save": '""',
            "appendonly": "yes" if self.is_durable else "no",
        }
        return "".join(f"{key} {value}\n" for key, value in lines.items())

    def stop(self) -> None:
        """Stop the server, which first writes what it has not yet written; kill it after five seconds."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.is_running():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.state["pid"], number)
                self.wait_for_end(5)
