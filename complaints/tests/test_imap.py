"""E-mails from a real IMAP server. Skipped where Dovecot is missing (Debian: apt-get install dovecot-imapd)."""

import imaplib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from cases.models import Case
from complaints.models import Arrival
from complaints.services import receive_mail, visit_mailbox
from complaints.services.mailboxes import ImapBox
from complaints.tests.letters import letter
from scripts.machine import free_port

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
first_valid_gid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%u
}}
"""
HAS_DOVECOT = shutil.which("dovecot") is not None and os.geteuid() == 0
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not HAS_DOVECOT, reason="needs Dovecot and root: apt-get install dovecot-imapd, then sudo make imap"
    ),
]


@pytest.fixture(scope="module")
def server():
    """The address of a mailbox on a Dovecot of our own."""
    with tempfile.TemporaryDirectory(prefix="imap-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "mail").mkdir()
        shutil.chown(folder / "mail", "nobody", "nogroup")
        config = folder / "dovecot.conf"
        config.write_text(CONFIG.format(folder=folder, port=port))
        # Dovecot ends by ending its whole process group, which must not be ours.
        process = subprocess.Popen(["dovecot", "-F", "-c", config], start_new_session=True)
        try:
            wait_for(port, process)
            yield f"imap://citizen%40example.org:secret@127.0.0.1:{port}/INBOX"
        finally:
            process.terminate()
            process.wait(20)


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail("Dovecot ended at once; its reason stands above")
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=5).logout()
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
        else:
            return
    pytest.fail("Dovecot did not answer")


def put(server: str, *messages) -> None:
    box = ImapBox(server)
    for message in messages:
        box.server.append("INBOX", None, None, message.as_bytes())
    box.close()


def left(server: str) -> int:
    box = ImapBox(server)
    found = len(list(box.waiting()))
    box.close()
    return found


class Killed(BaseException):
    """The process ends here, as by kill -9."""


def test_each_email_comes_in_once_and_leaves_the_mailbox_after_it_is_stored(
    server, now, settings, monkeypatch
):
    settings.MAIL_IN_BYTES = 20_000
    large = letter(number=3, text="很大的邮件。" * 5000)
    put(server, letter(number=1), letter(number=2, Precedence="bulk"), large)

    killed_box = ImapBox(server)

    def die(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ImapBox, "remove", die)
        with pytest.raises(Killed):
            receive_mail(mailbox=killed_box, at=now)
    killed_box.server.shutdown()
    assert Case.objects.count() == 1
    assert left(server) == 3
    assert visit_mailbox(address=server, at=now) == {"case": 1, "ignored": 1, "answered": 1}
    assert left(server) == 0
    assert visit_mailbox(address=server, at=now) == {}
    assert Case.objects.count() == 1
    assert Arrival.objects.count() == 3


def test_a_wrong_password_says_so_without_the_address(server):
    with pytest.raises(imaplib.IMAP4.error):
        ImapBox(server.replace("secret", "wrong"))
