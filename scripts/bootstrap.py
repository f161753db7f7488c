"""Make the virtual environment, install the pinned packages and hand over to a script inside it.

Runs under whatever Python the computer has, so it uses the standard library only, in syntax that old Pythons
read: an old Python must reach the sentence that says it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

OLDEST = (3, 11)
OTHER_PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
VAR = os.path.join(ROOT, "var")
PIP_LOG = os.path.join(VAR, "pip.log")

RUNTIME = ("requirements.txt",)
DEV = ("requirements.txt", "requirements-dev.txt")
# What `make` can ask for, and which packages it needs.
SCRIPTS = {
    "run": RUNTIME,
    "reset": RUNTIME,
    "with_servers": RUNTIME,
    "bench": RUNTIME,
    "drills.guess": RUNTIME,
    "drills.flood": RUNTIME,
    "drills.clocks": RUNTIME,
    "drills.chaos": RUNTIME,
    "drills.restore": RUNTIME,
    "test": DEV,
    "lint": DEV,
}


class SetupError(Exception):
    """Something the reader must put right; its text is shown as it is."""


def main(arguments):
    """Prepare the environment for one script and become that script; returns an exit code only on failure."""
    try:
        if not arguments or arguments[0] not in SCRIPTS:
            raise SetupError("Usage: bootstrap.py SCRIPT [arguments]; scripts: " + ", ".join(sorted(SCRIPTS)))
        use_suitable_python()
        make_var()
        with install_lock():
            install(SCRIPTS[arguments[0]])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"{error.filename} belongs to another user: run as that user, or delete it.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return become(*arguments)


def become(script, *arguments):
    """Replace this process by a script inside the virtual environment, so that signals reach it directly."""
    os.chdir(ROOT)
    # UTF-8 mode: the same text whatever locale the terminal has.
    environment = dict(os.environ, PYTHONUTF8="1")
    os.execve(VENV_PYTHON, [VENV_PYTHON, "-m", "scripts." + script, *arguments], environment)


def python_problem(version, has_venv):
    """Say why a Python cannot carry the project, or return None; ``version`` is a tuple such as (3, 11)."""
    if tuple(version[:2]) < OLDEST:
        return (
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is Python {version[0]}.{version[1]}: "
            "install a newer one, or name it: make run PYTHON=/path/to/python3.11"
        )
    if not has_venv:
        return (
            "This Python cannot make virtual environments; "
            "on Debian or Ubuntu install that part with: apt-get install python3-venv"
        )
    return None


def use_suitable_python():
    """Go on if this Python will do, else restart under another one found on PATH, else raise SetupError."""
    if os.name != "posix":
        raise SetupError("The launcher needs Linux or macOS; on Windows use WSL.")
    problem = python_problem(sys.version_info, has_modules())
    if problem is None:
        return
    for name in OTHER_PYTHONS:
        path = shutil.which(name)
        if path and runs(path, f"import sys, venv, ensurepip; sys.exit(sys.version_info < {OLDEST})"):
            os.execv(path, [path, *sys.argv])
    raise SetupError(problem)


def has_modules():
    """Tell whether the modules that Debian packs separately are there."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def runs(python, code):
    """Tell whether an interpreter exists and ends a line of code without an error."""
    try:
        return (
            subprocess.call([python, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
        )
    except OSError:
        return False


def make_var():
    """Make the folder for everything that is not in version control; raises SetupError if it is not ours."""
    try:
        os.makedirs(VAR, exist_ok=True)
    except OSError as error:
        raise SetupError(f"Cannot make {VAR}: {error.strerror}.") from None
    if not os.access(VAR, os.W_OK):
        raise SetupError(f"{VAR} belongs to another user: run as that user, or delete it.")


@contextmanager
def install_lock():
    """Let one installation at a time work on the virtual environment."""
    import fcntl

    with open(os.path.join(VAR, "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(paths):
    """Hash the contents of files, in order; the same text gives the same hex digest."""
    digest = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def stamp_path(names):
    """Name the file that remembers what a set of requirement files looked like when it was installed."""
    return os.path.join(VENV, ".installed-" + names[-1])


def is_installed(names):
    """Tell whether exactly these requirement files are what the virtual environment holds."""
    try:
        with open(stamp_path(names)) as stamp:
            recorded = stamp.read()
    except OSError:
        return False
    return os.path.exists(VENV_PYTHON) and recorded == fingerprint(os.path.join(ROOT, name) for name in names)


def install(names):
    """Bring the virtual environment up to the requirement files; does nothing when they are unchanged."""
    if is_installed(names):
        return
    if not runs(VENV_PYTHON, f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"):
        print("Making the virtual environment in .venv ...", flush=True)
        run_logged([sys.executable, "-m", "venv", "--clear", VENV], "Could not make the virtual environment.")
    print(f"Installing the packages of {names[-1]}; the first time takes about a minute ...", flush=True)
    command = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-r"]
    run_logged([*command, os.path.join(ROOT, names[-1])], "Could not install the Python packages.")
    # The longer list contains the shorter, so installing it settles both.
    for known in (RUNTIME, DEV):
        if set(known) <= set(names):
            with open(stamp_path(known), "w") as stamp:
                stamp.write(fingerprint(os.path.join(ROOT, name) for name in known))


def run_logged(command, failure):
    """Run a command with its output in the pip log; raises SetupError with the last lines when it fails."""
    # PIP_USER would make pip refuse to work inside a virtual environment.
    environment = dict(os.environ, PIP_USER="0")
    with open(PIP_LOG, "w") as log:
        code = subprocess.call(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, env=environment)
    if code != 0:
        with open(PIP_LOG, errors="replace") as log:
            tail = "\n".join(line.rstrip()[:300] for line in log.readlines()[-8:])
        raise SetupError(f"{failure} Its last words (all of them in {PIP_LOG}):\n{tail}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
