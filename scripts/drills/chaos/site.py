"""The site of the drill: durable servers, web, worker and beat of its own, which are started again whenever they end.

Everything lies in a folder that is deleted at the end, but for the logs. No process or server of anybody else is touched.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import django
import redis

from scripts import messages
from scripts.bench.web import Site
from scripts.drills.attacker import Attacker
from scripts.drills.site import HEADER
from scripts.machine import ROOT, LaunchError, free_port, stopper
from scripts.postgres import maintenance
from scripts.run import programs
from scripts.servers import Services, throwaway_servers
from scripts.template import plant_seed, template_database

LOGS = ROOT / "var" / "chaos"
DATABASE = "chaos"
START_SECONDS = 120
# The provider of the drill answers within moments; what a killed worker was sending is tried again after these.
LEASE_SECONDS = 15
# As many may complain as the drill sends; but the form asks each sender for a (light) proof of work, as under a flood.
LIMITS = {
    "API_RATE": "1000000/min",
    "COMPLAINTS_PER_CLIENT": "1000000",
    "CALM_COMPLAINTS_PER_MINUTE": "60",
    "PROOF_ROUNDS": "20",
    "PUBLIC_SEATS": "4",
    "PUBLIC_QUEUE": "4",
    "QUIET_FROM_HOUR": "0",
    "QUIET_UNTIL_HOUR": "0",
    "NOTICE_LEASE_SECONDS": str(LEASE_SECONDS),
    "CLIENT_ADDRESS_HEADER": HEADER,
    "WEB_CONCURRENCY": "2",
}


@dataclass
class Running:
    """A program of the site with its present process; ``ended`` counts how often it had ended without being killed."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen | None = None
    is_killed: bool = False

    def start(self) -> None:
        """Start it in a group of its own, which can be killed as a whole."""
        with open(self.log, "ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.is_killed = False

    def kill(self) -> None:
        """Kill the process and all that it has started, as the kernel does when memory runs out."""
        self.is_killed = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass
class ChaosSite:
    """All of it: servers, programs, and how often each had to be started again without having been killed."""

    services: Services
    folder: Path
    port: int
    programs: dict[str, Running] = field(default_factory=dict)
    by_itself: Counter = field(default_factory=Counter)

    @property
    def web(self) -> Site:
        """The web server, as the clients of the other drills know it."""
        return Site(port=self.port, process=None)

    @property
    def postgres(self):
        return self.services.own[0]

    @property
    def valkey(self):
        return self.services.own[1]

    def keep_running(self) -> None:
        """Start again whatever has ended, as systemd or the like does in real use."""
        with stopper.deferred():
            self.services.keep_running()
            for name, program in self.programs.items():
                if program.has_ended():
                    if not program.is_killed:
                        self.by_itself[name] += 1
                    program.start()

    def keep_running_for(self, seconds: float) -> None:
        """Look after it for a while."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.keep_running()
            time.sleep(min(0.1, left))

    def answers(self) -> bool:
        """Whether a page comes."""
        with Attacker(self.web) as visitor:
            visitor.connection.timeout = 10
            return visitor.get("/complain/", address="10.0.0.1").status == 200

    def wait_until_it_answers(self) -> None:
        """Wait for the first page; raises LaunchError after two minutes."""
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > until:
                raise LaunchError(f"The site of the drill does not answer: see {LOGS}.")
            self.keep_running_for(0.3)

    def empty_redis(self) -> None:
        """Everything in it is gone: sessions and counts in the cache, wake-up messages, beat's clock and lock."""
        with contextlib.closing(redis.Redis.from_url(self.services.environment["REDIS_URL"])) as client:
            client.flushall()

    def waiting_messages(self) -> int:
        """How many wake-up messages no worker has taken yet."""
        with contextlib.closing(redis.Redis.from_url(self.services.environment["REDIS_URL"])) as client:
            return client.llen("celery")

    def end(self, *names: str) -> None:
        """End programs for good, in good order, and those that won't by force."""
        for name in names or tuple(self.programs):
            program = self.programs.pop(name)
            program.process.terminate()
            try:
                program.process.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()


@contextlib.contextmanager
def chaos_site(sink_url: str, secret: str) -> Iterator[ChaosSite]:
    """Give the site to a block: servers up, database and register there, Django set up in this process; no program runs yet."""
    use_own_servers()
    messages.compile_catalogs(ROOT)
    LOGS.mkdir(exist_ok=True)
    for log in LOGS.glob("*.log"):
        log.unlink()
    with (
        throwaway_servers(plant=plant_seed, is_durable=True) as services,
        template_database(services) as template,
    ):
        site = ChaosSite(services=services, folder=services.own[0].folder.parent, port=free_port())
        set_up(site, template, {"SMS_HTTP_URL": sink_url, "SMS_HTTP_SECRET": secret})
        try:
            yield site
        finally:
            with stopper.deferred():
                for program in site.programs.values():
                    program.kill()


def use_own_servers() -> None:
    """Look away from servers that are named by address: only what the drill has started itself is ever killed or filled."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)


def set_up(site: ChaosSite, template: str, outside: dict[str, str]) -> None:
    """Make the database from the template, and let this process and all that it starts know where everything is."""
    url = site.services.environment["DATABASE_URL"]
    with maintenance(url) as cursor:
        cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {template}")
    site.services.environment["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{DATABASE}").geturl()
    os.environ |= site.services.environment | LIMITS | outside | places_in(site.folder)
    django.setup()
    from django.core.management import call_command

    from scripts import prepare

    prepare.collect_static_files()
    call_command("load_templates", verbosity=0)


def places_in(folder: Path) -> dict[str, str]:
    """The settings of the drill, with everything that is written in its folder."""
    return {
        "DJANGO_SETTINGS_MODULE": "campaign.settings.dev",
        "DEBUG": "false",
        "SMS_BACKEND": "notices.channels.HttpSms",
        "PRIVATE_FILES": str(folder / "files"),
        "AUDIT_ANCHORS": str(folder / "anchors" / "chain.jsonl"),
        "MAIL_IN": f"maildir:{folder / 'mail'}",
    }


def start_programs(site: ChaosSite, only: tuple[str, ...] = ("web", "worker", "beat")) -> None:
    """Start web, worker and beat with the commands of `make run`, and wait until the site answers."""
    with stopper.deferred():
        described_ones = programs("127.0.0.1", site.port, site.services.environment)
        for described in (one for one in described_ones if one.name in only):
            running = Running(described.command, described.environment, LOGS / f"{described.name}.log")
            running.start()
            site.programs[described.name] = running
    site.wait_until_it_answers()
