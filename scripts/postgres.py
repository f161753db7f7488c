"""The embedded PostgreSQL."""

import contextlib
import shutil
import subprocess
from pathlib import Path

import psutil
import psycopg2

from scripts.machine import LaunchError
from scripts.placement import Account
from scripts.server import LOCAL, SERVER_ENVIRONMENT, Server

# A role for the running site that owns nothing; the trial and the tests know how far its rights go.
SITE_ROLE = "campaign_site"


def database_url(*, port: int, password: str, user: str = "campaign", name: str = "campaign") -> str:
    """Write the address of a local database as DATABASE_URL wants it."""
    return f"postgres://{user}:{password}@{LOCAL}:{port}/{name}"


@contextlib.contextmanager
def maintenance(url: str):
    """A cursor outside any transaction."""
    with contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


class PostgresServer(Server):
    """A PostgreSQL cluster of our own: local address, SCRAM passwords, C.UTF-8, no superuser role."""

    name, variable = "PostgreSQL", "DATABASE_URL"
    passwords = ("password", "admin_password")

    def __init__(self, *, folder: Path, account: Account, programs: Path, is_durable: bool = True):
        super().__init__(folder=folder, account=account)
        self.programs, self.is_durable = programs, is_durable
        self.data = self.home / "data"

    @property
    def url(self) -> str:
        return database_url(port=self.state["port"], password=self.state["password"])

    def answers(self) -> bool:
        """Tell whether the server takes our password on the remembered port."""
        try:
            self.query("SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True

    def launch(self, port: int) -> bool:
        """Start the server on a port and see that its role and database exist; returns whether it came up."""
        if not (self.data / "PG_VERSION").exists():
            self.create_cluster()
        self.check_version()
        self.remove_strange_pid_file()
        self.write_for_account(self.data / "launcher.conf", self.configuration(port))
        # A long crash recovery is not a failure: nobody gains from giving up on it.
        started = self.run(
            "pg_ctl", "-s", "-w", "-t", "300", "-D", self.data, "-l", self.log, "start", heir=True
        )
        if started.returncode != 0:
            return False
        try:
            self.create_role_and_database()
        except psycopg2.OperationalError as error:
            raise LaunchError(
                f"{self.name} refuses our login ({str(error).strip()}): 'make reset' begins anew."
            ) from None
        return True

    def configuration(self, port: int) -> str:
        """Write the settings; what an error was about is never logged, as it may be a citizen's words."""
        lines = {
            "port": port,
            "listen_addresses": f"'{LOCAL}'",
            "unix_socket_directories": "''",
            "timezone": "'UTC'",
            "log_timezone": "'UTC'",
            "log_checkpoints": "off",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            # Reading a page here and there costs about as much as reading on: the planner then trusts the list indexes.
            "random_page_cost": "1.1",
            # Compiling a plan pays for reports of minutes; ours take milliseconds.
            "jit": "off",
        }
        if not self.is_durable:
            lines |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return "".join(f"{key} = {value}\n" for key, value in lines.items())

    def create_cluster(self) -> None:
        """Run initdb beside the final place and then move it: an interruption leaves no half cluster."""
        unfinished, password_file = self.home / "data.new", self.home / "password"
        shutil.rmtree(unfinished, ignore_errors=True)
        # A file, as a program that has changed its account can no longer open our /dev/stdin.
        self.write_for_account(password_file, self.state["admin_password"])
        options = [
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--no-instructions",
        ]
        if not self.is_durable:
            options.append("--no-sync")
        # With LC_CTYPE=C, pg_trgm and friends see no Chinese character at all, and say nothing.
        made = self.run("initdb", "-D", unfinished, "--encoding=UTF8", "--locale=C.UTF-8", *options)
        password_file.unlink()
        if made.returncode != 0:
            raise LaunchError(f"PostgreSQL cannot create its data in {self.home}:\n{made.stderr.strip()}")
        with open(unfinished / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write("include = 'launcher.conf'\n")
        unfinished.rename(self.data)

    def remove_strange_pid_file(self) -> None:
        """Remove a pid file whose number belongs to another program by now, as in a copied checkout.

        Only called while no process of this cluster lives. The file of a number that nobody has stays:
        PostgreSQL deals with that itself.
        """
        pid_file = self.data / "postmaster.pid"
        if pid_file.exists() and psutil.pid_exists(int(pid_file.read_text().split("\n", 1)[0])):
            pid_file.unlink()

    def check_version(self) -> None:
        """Raise LaunchError when the cluster was made by another major version than the programs are."""
        has = (self.data / "PG_VERSION").read_text().strip()
        wants = self.run("postgres", "--version").stdout.split()[2].split(".")[0]
        if has != wants:
            raise LaunchError(
                f"{self.data} was made by PostgreSQL {has} and this is {wants}: see docs/operations.md."
            )

    def create_role_and_database(self) -> None:
        """Make the project's role and database if they are missing; the role may create databases only.

        The second role owns nothing: what it may do is granted by ``restrict_database``.
        """
        if self.state.get("has_database"):
            return
        role = "ALTER" if self.query("SELECT 1 FROM pg_roles WHERE rolname = 'campaign'") else "CREATE"
        self.query(f"{role} ROLE campaign LOGIN CREATEDB PASSWORD %s", self.state["password"])
        site = "ALTER" if self.query("SELECT 1 FROM pg_roles WHERE rolname = %s", SITE_ROLE) else "CREATE"
        self.query(f"{site} ROLE {SITE_ROLE} LOGIN PASSWORD %s", self.state["password"])
        if not self.query("SELECT 1 FROM pg_database WHERE datname = 'campaign'"):
            self.query("CREATE DATABASE campaign OWNER campaign")
        self.remember(has_database=True)

    def query(self, statement: str, *values) -> list[tuple]:
        """Run one statement as the superuser, outside a transaction; returns its rows, if it has any."""
        connection = psycopg2.connect(
            host=LOCAL,
            port=self.state["port"],
            user="postgres",
            password=self.state["admin_password"],
            dbname="postgres",
            connect_timeout=5,
        )
        with contextlib.closing(connection):
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Stop the server: first letting it end its work, after five seconds without."""
        for mode in ("fast", "immediate"):
            if self.is_running():
                self.run("pg_ctl", "-s", "-w", "-t", "5", "-D", self.data, "-m", mode, "stop")
                self.wait_for_end(1)

    def run(self, program: str, *arguments, heir: bool = False) -> subprocess.CompletedProcess:
        """Run one of PostgreSQL's programs as the server's account, out of reach of the terminal's Ctrl-C.

        An heir passes the lock of the living on to the server that it starts.
        """
        return subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.home,
            env=SERVER_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,
            pass_fds=[self.alive.file_number] if heir else [],
            **self.account.popen_options,
        )
