"""What is asked of whoever sends something while very much comes in: a small computation, or a minute's wait.

Calm days ask for nothing. The browser's script does the computation (ALTCHA's challenge, PBKDF2); whoever has no script
gets a signed ticket instead, good from a minute later. Each opens one door once. Neither says anything of the client.
"""

import hmac
import json
import logging
import secrets
import time
from base64 import b64decode
from dataclasses import dataclass, field

from altcha import create_challenge, verify_solution
from django.conf import settings
from django.core import signing
from django.core.cache import cache

from common.brakes import EVERYBODY, Brake

ALGORITHM = "PBKDF2/SHA-256"
GOOD_FOR = 30 * 60
WAITED = "complaints.ticket"
# How many candidates a browser tries at most, by pressure; docs/abuse.md says how long that takes.
CALM, PRESSED, FLOODED = 0, 1, 2
TRIES = {PRESSED: 300, FLOODED: 1_200}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Door:
    """A way in: how often one client may use it, and from how many uses of all together on it is under pressure."""

    name: str
    own: Brake
    common: Brake

    def pressure(self, client: str | None) -> int:
        """CALM; PRESSED when the client has used half of its own, or all together too much; FLOODED at twice that."""
        own, common = self.own.count(client), self.common.count(EVERYBODY)
        if 4 * own >= 3 * self.own.limit or common >= 2 * self.common.limit:
            return FLOODED
        return PRESSED if 2 * own >= self.own.limit or common >= self.common.limit else CALM


@dataclass(frozen=True)
class Effort:
    """What a page asks for: the challenge as JSON for the script, and the ticket for whoever has none.

    ``is_refused``: something was sent and is held back, rather than a page opened.
    """

    challenge: str = field(repr=False)
    ticket: str = field(repr=False)
    is_refused: bool


def complaint_door() -> Door:
    """For the complaint form: complaints of one client in an hour, and forms that all send in a minute."""
    return Door(
        name="complaint",
        own=Brake("complaints", settings.COMPLAINTS_PER_CLIENT, 60 * 60),
        common=Brake("forms", settings.CALM_COMPLAINTS_PER_MINUTE, 60),
    )


def code_door() -> Door:
    """For receipt codes: wrong codes of one client in ten minutes, and of all together in one."""
    return Door(
        name="code",
        own=Brake("guess", settings.RECEIPT_GUESSES_PER_CLIENT, 10 * 60),
        common=Brake("guesses", settings.RECEIPT_GUESSES_PER_MINUTE, 60),
    )


def file_door() -> Door:
    """For files sent in advance: those of one client in an hour, and of all together in a minute."""
    return Door(
        name="file",
        own=Brake("files", settings.FILES_PER_CLIENT, 60 * 60),
        common=Brake("all-files", settings.CALM_FILES_PER_MINUTE, 60),
    )


def count_use(door: Door) -> None:
    """Count one use of all together; the log says when the door comes under pressure, without saying by whom."""
    count = door.common.press(EVERYBODY)
    if count in (door.common.limit, 2 * door.common.limit):
        logger.warning(
            "%d times the door %s within a minute: its senders are asked for an effort", count, door.name
        )


def ask_effort(*, door: Door, pressure: int, key: str = "", ticket: str = "", is_refused: bool) -> Effort:
    """A new challenge, and a ticket for the form with this key; a ticket that waits already goes on waiting."""
    challenge = create_challenge(
        ALGORITHM,
        settings.PROOF_ROUNDS,
        counter=1 + secrets.randbelow(TRIES[pressure]),
        expires_at=int(time.time()) + GOOD_FOR,
        data={"door": door.name, "pressure": pressure},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"),
    )
    kept = _age_of(ticket, door, key) is not None
    signed = ticket if kept else signing.dumps([door.name, key, secrets.token_hex(8)], salt=WAITED)
    return Effort(challenge=json.dumps(challenge.to_dict()), ticket=signed, is_refused=is_refused)


def is_effort_made(
    *, door: Door, pressure: int, client: str | None, proof: str, ticket: str, key: str = ""
) -> bool:
    """Whether the proof, or the ticket of the form with this key, opens the door now; then it is used up."""
    if proof and _is_proved(proof, door, pressure):
        return True
    age = _age_of(ticket, door, key)
    if age is None or age < settings.TICKET_WAIT_SECONDS:
        return False
    waited = Brake(f"ticket-{door.name}", settings.TICKETS_PER_CLIENT, 60 * 60)
    return waited.press(client) <= waited.limit and _use_up(ticket)


def _is_proved(proof: str, door: Door, pressure: int) -> bool:
    """Whether it solves one of our challenges for this door, asked at no much calmer time, for the first time."""
    try:
        if not verify_solution(proof, _secret("challenge"), hmac_key_secret=_secret("solution")).verified:
            return False
        challenge = json.loads(b64decode(proof))["challenge"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    said = challenge["parameters"]["data"]
    return (
        said["door"] == door.name
        and said["pressure"] >= pressure - 1
        and _use_up(challenge["signature"].lower())
    )


def _age_of(ticket: str, door: Door, key: str) -> float | None:
    """For how many seconds the ticket has waited; None for a forged, old or used one, or one of another form."""
    signer = signing.TimestampSigner(salt=WAITED)
    try:
        name, form_key, _ = signer.unsign_object(ticket, max_age=GOOD_FOR)
        signed_at = signing.b62_decode(ticket.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError, TypeError, IndexError):
        return None
    is_ours = (name, form_key) == (door.name, key) and cache.get(_spent(ticket)) is None
    return max(0.0, time.time() - signed_at) if is_ours else None


def _use_up(word: str) -> bool:
    # The library calls a solution right however often it comes. Redis adds for one of two that come at once.
    return cache.add(_spent(word), 1, timeout=GOOD_FOR + 60)


def _spent(word: str) -> str:
    return f"spent:{hmac.digest(_secret('spent'), word.encode(), 'sha256').hex()}"


def _secret(use: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"complaints.effort.{use}".encode(), "sha256")
