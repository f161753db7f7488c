"""`make run`: start everything a trial needs, say where it is, and stop it cleanly."""

import http.client
import os
import subprocess
import sys
import time

from scripts import messages
from scripts.machine import (
    ROOT,
    LaunchError,
    Lock,
    is_port_free,
    note_site_address,
    port_taken_message,
    read_port,
    run_main,
)
from scripts.servers import shared_servers
from scripts.supervisor import MARK, Program, Supervisor, end_programs

FOREVER = float("inf")
RUN_LOCK = ROOT / "var" / "run.lock"
WORKER_LOG, BEAT_LOG = ROOT / "var" / "worker.log", ROOT / "var" / "beat.log"


# Threads, so that campaign/seats.py can keep some of them free for the staff while the public pages are flooded.
WEB_OPTIONS = "--worker-class gthread --threads 8 --no-control-socket --log-level warning"


def main() -> int:
    """Run the site until a signal comes; returns 0, raises LaunchError for what the reader must mend."""
    began = time.monotonic()
    port, address = read_port(os.environ.get("PORT") or "8000"), os.environ.get("BIND_ADDRESS") or "127.0.0.1"
    only_one = Lock(RUN_LOCK)
    if not only_one.take(wait=False):
        raise LaunchError("'make run' is already running in this checkout: stop that one first.")
    end_programs()
    if not is_port_free(port, address):
        raise LaunchError(port_taken_message(port))
    for log in (WORKER_LOG, BEAT_LOG):
        log.unlink(missing_ok=True)
    print("Starting the servers ...", flush=True)
    with shared_servers() as services:
        environment = project_environment(services.environment, port)
        note_site_address(environment["SITE_ADDRESS"])
        messages.compile_catalogs(ROOT)
        logins = prepare(environment)
        web, *background = programs(address, port, environment)
        with Supervisor(services) as supervisor:
            supervisor.start(web)
            wait_for_web(supervisor, address, port)
            # Afterwards, because all of them take the processor for seconds while they load.
            for program in background:
                supervisor.start(program)
            print(f"\n{logins}\n", flush=True)
            print(f"Ready after {time.monotonic() - began:.0f} s: {site_address(port)}", flush=True)
            print("Notices are not sent but written to var/worker.log.", flush=True)
            print(
                "E-mails (.eml) put into var/mail/ come in within a minute; 'make mail' puts one there, "
                "'make text' takes in a text message.",
                flush=True,
            )
            print("Ctrl-C stops everything; the data stays.", flush=True)
            try:
                supervisor.watch(FOREVER)
            finally:
                print("\nStopping ...", flush=True)
    return 0


def site_address(port: int) -> str:
    """Write the address under which this computer's browser finds the site."""
    return f"http://127.0.0.1:{port}/"


def project_environment(servers: dict[str, str], port: int) -> dict[str, str]:
    """Collect what Django reads from the environment; what the caller has set goes before our defaults."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "campaign.settings.dev",
        "SITE_ADDRESS": site_address(port).rstrip("/"),
    }
    return {name: os.environ.get(name) or value for name, value in defaults.items()} | servers


def programs(address: str, port: int, environment: dict[str, str]) -> list[Program]:
    """List the long-running programs, the web server first."""
    listen = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    count = os.environ.get("WEB_CONCURRENCY") or "2"
    # No access log: nobody may later learn from which address a citizen wrote.
    web = f"gunicorn campaign.wsgi --bind {listen} --workers {count} {WEB_OPTIONS} --graceful-timeout 4"
    worker = "celery -A campaign --quiet worker --concurrency 2 --loglevel WARNING"
    worker += " --without-gossip --without-mingle"
    # A killed beat keeps its lock for five times this interval: the next one must not wait for minutes.
    beat = "celery -A campaign --quiet beat --scheduler redbeat.RedBeatScheduler --loglevel WARNING"
    beat += " --max-interval 2 --pidfile="
    # Celery's advice against root is for servers; somebody trying this out as root has chosen so.
    quiet = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
    return [
        Program("web", module(web), environment),
        # These two write much: the notices, as a trial sends none, and where they were when they were stopped.
        Program("worker", module(worker), environment | quiet, log=WORKER_LOG),
        Program("beat", module(beat), environment, log=BEAT_LOG),
    ]


def module(line: str) -> list[str]:
    """Turn a command line into the call of a Python module, which works in a moved checkout too."""
    return [sys.executable, "-m", *line.split()]


def prepare(environment: dict[str, str]) -> str:
    """Bring database and static files up to the code; returns the logins, raises LaunchError on failure."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.prepare"],
        cwd=ROOT,
        env=os.environ | environment | {MARK: "prepare"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        logins, _ = process.communicate()
    except BaseException:
        end_programs()
        raise
    if process.returncode != 0:
        raise LaunchError("The project could not be prepared: the reason stands above.")
    return logins.strip("\n")


def wait_for_web(supervisor: Supervisor, address: str, port: int) -> None:
    """Wait until the site answers; raises LaunchError after a minute, or when the answer is an error."""
    # A server that listens on every address also listens on this one.
    host = "127.0.0.1" if address in ("0.0.0.0", "::") else address
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        supervisor.watch(0.1)
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": f"127.0.0.1:{port}"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            continue
        finally:
            connection.close()
        if status >= 500:
            raise LaunchError(f"The front page answers with error {status}: the reason stands above.")
        return
    raise LaunchError("The web server did not answer within a minute.")


if __name__ == "__main__":
    run_main(main, code_when_stopped=0)
