"""Killing one part of the site after the other with SIGKILL, which no process can catch or prepare for."""

import contextlib
import os
import random
import signal
from collections import Counter

import psutil
import redis

from scripts.drills.chaos.site import ChaosSite
from scripts.machine import LaunchError


class Killer:
    """Goes round the parts; what is down at that moment is passed over. ``killed`` says how often each was killed."""

    def __init__(self, site: ChaosSite, parts: list[str], *, seed: int = 1):
        self.site, self.parts = site, parts
        self.killed: Counter[str] = Counter()
        self.emptied = 0
        self._turn = 0
        self._random = random.Random(seed)

    @property
    def count(self) -> int:
        """How many kills in all."""
        return self.killed.total()

    def strike(self) -> None:
        """Kill the next part that lives."""
        for _ in self.parts:
            part = self.parts[self._turn % len(self.parts)]
            self._turn += 1
            if PARTS[part](self):
                self.killed[part] += 1
                return

    def empty_redis(self) -> None:
        """Once, as soon as there is a Redis to empty."""
        if not self.emptied:
            with contextlib.suppress(redis.RedisError):
                self.site.empty_redis()
                self.emptied += 1

    def program(self, name: str) -> bool:
        """A program with all its processes."""
        program = self.site.programs[name]
        if program.has_ended():
            return False
        program.kill()
        return True

    def child_of(self, name: str) -> bool:
        """One process of a program; the program itself replaces it."""
        program = self.site.programs[name]
        return not program.has_ended() and self._kill_one(_children(program.process.pid))

    def valkey(self) -> bool:
        """The whole Valkey."""
        return self._kill(self.site.valkey.state["pid"])

    def postmaster(self) -> bool:
        """PostgreSQL's main process: its others notice, and end."""
        return self._kill(self._postmaster_pid())

    def backend(self) -> bool:
        """A process of PostgreSQL that works for somebody: the main process then ends all others and recovers."""
        backends = [one for one in _children(self._postmaster_pid()) if _is_backend(one)]
        return self._kill_one(backends)

    def _postmaster_pid(self) -> int:
        try:
            return int((self.site.postgres.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return 0

    def _kill_one(self, processes: list[psutil.Process]) -> bool:
        return bool(processes) and self._kill(self._random.choice(processes).pid)

    def _kill(self, pid: int) -> bool:
        if not pid:
            return False
        if not self._is_ours(pid):
            raise LaunchError(f"Process {pid} is none of this drill.")
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def _is_ours(self, pid: int) -> bool:
        """Whether a process belongs to the drill: a number may have been given to somebody else meanwhile."""
        try:
            process = psutil.Process(pid)
            folder = str(self.site.folder)
            mine = {program.process.pid for program in self.site.programs.values()}
            return process.cwd().startswith(folder) or bool(mine & {process.pid, process.ppid()})
        except psutil.NoSuchProcess:
            return True


PARTS = {
    "web": lambda killer: killer.program("web"),
    "PostgreSQL": Killer.postmaster,
    "worker": lambda killer: killer.program("worker"),
    "Valkey": Killer.valkey,
    "a process of web": lambda killer: killer.child_of("web"),
    "a connection's process of PostgreSQL": Killer.backend,
    "beat": lambda killer: killer.program("beat"),
    "a process of worker": lambda killer: killer.child_of("worker"),
}


def _children(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).children()
    return []


def _is_backend(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return " ".join(process.cmdline()).startswith("postgres: campaign")
    return False
