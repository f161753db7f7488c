"""What the launcher asks of the computer: ports, locks, signals and processes."""

import contextlib
import errno
import fcntl
import os
import random
import signal
import socket
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
SITE_ADDRESS_FILE = ROOT / "var" / "site-address"
# Below the range from which the ports of outgoing connections are taken, so a remembered port stays ours.
PORT_RANGE = range(20_000, 32_000)


class LaunchError(Exception):
    """Something the reader must put right; its text is shown as it is."""


class StopRequested(BaseException):
    """Ctrl-C or a signal asked the launcher to end."""


# --- ports --------------------------------------------------------------------------------------------------


def is_port_free(port: int, address: str = "127.0.0.1") -> bool:
    """Tell whether a server could listen on a port now; raises LaunchError when the address is not ours."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do it: a port whose last connections are still fading away counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            raise LaunchError(f"Port {port} is reserved for root: choose one above 1023.") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise LaunchError(f"Cannot listen on {address}: {error.strerror or error}.") from None
    return True


def free_port(preferred: int | None = None) -> int:
    """Choose a free local port, the preferred one if it is still free."""
    if preferred and is_port_free(preferred):
        return preferred
    return next(port for port in random.sample(PORT_RANGE, len(PORT_RANGE)) if is_port_free(port))


def read_port(text: str) -> int:
    """Turn the PORT setting into a number from 1 to 65535; raises LaunchError for anything else."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535):
        raise LaunchError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def port_taken_message(port: int) -> str:
    """Say that the web port is taken and how to choose another."""
    other = port + 1 if port < 65_535 else 8000
    return f"Port {port} is in use by another program: choose another with 'make run PORT={other}'."


# --- locks --------------------------------------------------------------------------------------------------


def note_site_address(address: str) -> None:
    """Keep under which address the trial's site was started last, for commands beside it."""
    SITE_ADDRESS_FILE.parent.mkdir(parents=True, exist_ok=True)
    SITE_ADDRESS_FILE.write_text(address, encoding="utf-8")


def noted_site_address() -> dict[str, str]:
    """The setting SITE_ADDRESS for a command beside the site; empty when the site was never started."""
    known = SITE_ADDRESS_FILE.is_file() and SITE_ADDRESS_FILE.read_text(encoding="utf-8").strip()
    return {"SITE_ADDRESS": os.environ.get("SITE_ADDRESS") or known} if known else {}


class Lock:
    """A lock on a file that the kernel lifts when its holder ends, however it ends."""

    def __init__(self, path: Path):
        self.path = path
        self._file = None

    def take(self, *, shared: bool = False, wait: bool = True) -> bool:
        """Take the lock; without ``wait`` give up at once and return False when somebody else has it."""
        self.release()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.geteuid() == 0:
            # In a user's folder, root leaves a lock that the user can take afterwards.
            os.fchown(file, self.path.parent.stat().st_uid, self.path.parent.stat().st_gid)
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BaseException as error:
            os.close(file)
            if isinstance(error, BlockingIOError):
                return False
            raise
        self._file = file
        return True

    def is_taken(self) -> bool:
        """Tell whether somebody else holds the lock."""
        probe = Lock(self.path)
        is_free = probe.take(shared=True, wait=False)
        probe.release()
        return not is_free

    @property
    def file_number(self) -> int:
        """The open file of a held lock; a process that inherits it holds the lock too, until its end."""
        return self._file

    def release(self) -> None:
        """Give the lock back, unless a process has inherited it; harmless when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @contextlib.contextmanager
    def held(self):
        """Hold the lock alone for the length of a block."""
        self.take()
        try:
            yield
        finally:
            self.release()


# --- signals ------------------------------------------------------------------------------------------------


class _Stopper:
    """Turn the first stop signal into StopRequested and ignore the rest: cleaning up is never cut short."""

    def __init__(self):
        self._depth = 0
        self._is_pending = False

    def install(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Under nohup a closed terminal must not end us.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._handle)

    def _handle(self, number, frame) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        if self._depth:
            self._is_pending = True
        else:
            raise StopRequested

    @contextlib.contextmanager
    def deferred(self):
        """Finish the block before a stop takes effect: no process may be born between two of our steps."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        if self._is_pending and not self._depth:
            self._is_pending = False
            raise StopRequested


stopper = _Stopper()


def run_main(main, *, code_when_stopped: int = 130) -> None:
    """Call a script's main function and leave with its exit code; shows a LaunchError as one sentence."""
    stopper.install()
    try:
        code = main()
    except LaunchError as error:
        print(error, file=sys.stderr)
        code = 1
    except PermissionError as error:
        print(
            f"{error.filename} belongs to another user: run as that user, or delete var/ as root.",
            file=sys.stderr,
        )
        code = 1
    except BrokenPipeError:
        # Whoever read our words has left; the interpreter must not stumble over the rest of them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except StopRequested:
        code = code_when_stopped
    sys.exit(code)


# --- processes ----------------------------------------------------------------------------------------------


def is_working_in(process: psutil.Process, folder: Path) -> bool:
    """Tell whether a living process has a folder as its working directory, however that is called by now."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and os.path.samefile(process.cwd(), folder)
    except (psutil.Error, OSError):
        return False


def processes_in(folder: Path) -> list[psutil.Process]:
    """Find the living processes of this account that work in a folder."""
    return [process for process in psutil.process_iter() if is_working_in(process, folder)]


def end_processes(processes: list[psutil.Process], patience: float) -> None:
    """Ask processes to end and kill those that have not ended after ``patience`` seconds."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, stubborn = psutil.wait_procs(processes, timeout=patience)
    for process in stubborn:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=2)


def log_tail(path: Path, lines: int = 8) -> str:
    """Return the last lines of a log, or an empty text."""
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
