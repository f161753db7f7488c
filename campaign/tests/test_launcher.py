"""The launcher: what it decides before it starts anything, and that it ends what it has started."""

import gettext
import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from scripts import bootstrap, machine, messages, run, supervisor
from scripts.placement import Account
from scripts.postgres import PostgresServer, database_url
from scripts.valkey import ValkeyServer, redis_url


@pytest.fixture
def taken_port():
    """A port on which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def postgres(tmp_path):
    """A PostgreSQL that was never started."""
    server = PostgresServer(folder=tmp_path / "postgres", account=Account(), programs=Path("/nonexistent"))
    server.make_folders()
    return server


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two requirement files and an empty virtual environment."""
    (tmp_path / "requirements.txt").write_text("Django\n")
    (tmp_path / "requirements-dev.txt").write_text("pytest\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", str(python))
    monkeypatch.setattr(bootstrap, "PIP_LOG", str(tmp_path / "pip.log"))
    return tmp_path


# --- ports and addresses ------------------------------------------------------------------------------------


def test_a_free_port_is_remembered_and_a_taken_one_is_not(taken_port):
    port = machine.free_port()
    assert machine.free_port(port) == port
    assert machine.free_port(taken_port) != taken_port


def test_commands_beside_the_site_write_its_address_into_their_links(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "SITE_ADDRESS_FILE", tmp_path / "var" / "site-address")
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    assert machine.noted_site_address() == {}
    machine.note_site_address("http://127.0.0.1:8105")
    assert machine.noted_site_address() == {"SITE_ADDRESS": "http://127.0.0.1:8105"}
    monkeypatch.setenv("SITE_ADDRESS", "https://complaints.example")
    assert machine.noted_site_address() == {"SITE_ADDRESS": "https://complaints.example"}


def test_a_taken_port_is_reported_with_a_way_out(taken_port):
    assert not machine.is_port_free(taken_port)
    sentence = machine.port_taken_message(8000)
    assert "8000" in sentence
    assert "make run PORT=8001" in sentence


@pytest.mark.parametrize("text", ["", "0", "65536", "80x", "-1", "八千", "8000 "])
def test_a_wrong_port_is_refused(text):
    with pytest.raises(machine.LaunchError, match="PORT must be a number"):
        machine.read_port(text)


def test_server_addresses_can_be_read_back():
    database = urlsplit(database_url(port=20001, password="a-b_c"))
    assert (database.hostname, database.port, database.username, database.password, database.path) == (
        "127.0.0.1",
        20001,
        "campaign",
        "a-b_c",
        "/campaign",
    )
    broker = urlsplit(redis_url(port=20002, password="a-b_c"))
    assert (broker.hostname, broker.port, broker.password, broker.path) == ("127.0.0.1", 20002, "a-b_c", "/0")


# --- the virtual environment --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "has_venv", "words"),
    [
        ((3, 10, 13), True, "3.11 or newer"),
        ((2, 7, 18), True, "3.11 or newer"),
        ((3, 11, 2), False, "python3-venv"),
    ],
)
def test_an_unfit_python_is_told_in_one_sentence(version, has_venv, words):
    assert words in bootstrap.python_problem(version, has_venv)


def test_a_fit_python_is_no_problem():
    assert bootstrap.python_problem((3, 13, 0), True) is None


def test_unchanged_requirements_are_not_installed_again(checkout, monkeypatch):
    calls = []
    monkeypatch.setattr(bootstrap, "runs", lambda python, code: True)
    monkeypatch.setattr(bootstrap, "run_logged", lambda command, failure: calls.append(command[-1]))
    for names in (bootstrap.DEV, bootstrap.DEV, bootstrap.RUNTIME):
        bootstrap.install(names)
    assert calls == [str(checkout / "requirements-dev.txt")]
    (checkout / "requirements.txt").write_text("Django\nredis\n")
    assert not bootstrap.is_installed(bootstrap.RUNTIME)
    assert not bootstrap.is_installed(bootstrap.DEV)


def test_a_failed_installation_shows_the_end_of_its_log_and_is_tried_again(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap, "runs", lambda python, code: True)
    with pytest.raises(bootstrap.SetupError, match="Could not install") as failure:
        bootstrap.run_logged(
            [sys.executable, "-c", "raise SystemExit('no such package')"], "Could not install."
        )
    assert "no such package" in str(failure.value)
    assert not bootstrap.is_installed(bootstrap.RUNTIME)


# --- locks, signals, processes ------------------------------------------------------------------------------


def test_a_shared_lock_keeps_an_exclusive_one_out(tmp_path):
    first, second, alone = (machine.Lock(tmp_path / "lock") for _ in range(3))
    assert first.take(shared=True)
    assert second.take(shared=True)
    assert not alone.take(wait=False)
    first.release()
    second.release()
    assert alone.take(wait=False)
    alone.release()


def test_a_stop_waits_for_the_end_of_a_step_and_then_cleans_up():
    code = """if True:
        import os, signal
        from scripts.machine import run_main, stopper
        def main():
            try:
                with stopper.deferred():
                    os.kill(os.getpid(), signal.SIGTERM)
                    print("step ended", end=" ")
                print("not reached")
            finally:
                os.kill(os.getpid(), signal.SIGINT)
                print("cleaned up")
        run_main(main, code_when_stopped=3)
    """
    ended = subprocess.run([sys.executable, "-c", code], cwd=machine.ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout.strip()) == (3, "step ended cleaned up")


def test_programs_of_a_killed_launcher_are_ended_and_others_are_left(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "ROOT", tmp_path)
    stranger = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    program = supervisor.Program("web", ["sleep", "60"])
    program.start()
    # Between fork and exec a process still looks like its parent.
    while psutil.Process(program.process.pid).name() != "sleep":
        time.sleep(0.01)
    try:
        supervisor.end_programs()
        assert not psutil.pid_exists(program.process.pid)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
        program.process.wait()


def test_no_program_keeps_citizens_addresses_or_opens_a_control_socket():
    web = next(program for program in run.programs("127.0.0.1", 8000, {}) if program.name == "web").command
    assert "--no-control-socket" in web
    assert not any(word.startswith("--access") for word in web)


# --- servers ------------------------------------------------------------------------------------------------


def test_passwords_are_random_remembered_and_closed_to_others(postgres, tmp_path):
    first = postgres.state
    other = ValkeyServer(folder=tmp_path / "valkey", account=Account(), program=Path("/nonexistent"))
    other.make_folders()
    assert postgres.state == first
    assert len({first["password"], first["admin_password"], other.state["password"]}) == 3
    assert stat.S_IMODE((postgres.folder / "state.json").stat().st_mode) == 0o600


def test_lasting_servers_are_durable_and_throw_away_ones_quick(postgres):
    assert "fsync" not in postgres.configuration(1)
    postgres.is_durable = False
    assert "fsync = off" in postgres.configuration(1)


def test_postgres_logs_no_statement_and_listens_locally(postgres):
    lines = postgres.configuration(20001).splitlines()
    assert "log_min_error_statement = panic" in lines
    assert "log_error_verbosity = terse" in lines
    assert "listen_addresses = '127.0.0.1'" in lines


def test_a_server_runs_as_long_as_a_process_holds_its_lock(postgres):
    assert not postgres.is_running()
    assert postgres.alive.take()
    process = subprocess.Popen(["sleep", "60"], pass_fds=[postgres.alive.file_number])
    postgres.alive.release()
    assert postgres.is_running()
    process.kill()
    process.wait()
    assert not postgres.is_running()


def test_a_pid_file_that_names_a_stranger_is_removed_and_that_of_a_crash_left_to_postgres(postgres):
    postgres.data.mkdir()
    pid_file = postgres.data / "postmaster.pid"
    unused = next(number for number in range(2**22, 0, -1) if not psutil.pid_exists(number))
    pid_file.write_text(f"{unused}\n{postgres.data}\n")
    postgres.remove_strange_pid_file()
    assert pid_file.exists()
    pid_file.write_text(f"{os.getpid()}\n{postgres.data}\n")
    postgres.remove_strange_pid_file()
    assert not pid_file.exists()


# --- translations -------------------------------------------------------------------------------------------

CATALOG = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Complaint"
msgstr "投诉"

#, fuzzy
msgid "Doubtful"
msgstr "可疑"
"""


def test_translations_are_compiled_once_without_doubtful_entries(tmp_path):
    source = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOG, encoding="utf-8")
    foreign = tmp_path / ".venv" / "LC_MESSAGES" / "django.po"
    foreign.parent.mkdir(parents=True)
    foreign.write_text(CATALOG, encoding="utf-8")
    compiled = source.with_suffix(".mo")
    assert messages.compile_catalogs(tmp_path) == [compiled]
    assert messages.compile_catalogs(tmp_path) == []
    with compiled.open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Complaint") == "投诉"
    assert catalog.gettext("Doubtful") == "Doubtful"


def test_a_broken_translation_file_is_named(tmp_path):
    source = tmp_path / "LC_MESSAGES" / "django.po"
    source.parent.mkdir()
    source.write_text('msgid "a "quote"\n')
    with pytest.raises(machine.LaunchError, match=r"django\.po"):
        messages.compile_catalogs(tmp_path)
