"""The line to an SMS centre by SMPP 3.4: what goes over it, and how what comes is read. It knows no table."""

import logging
import re
import select
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from notices.choices import Delivery

with warnings.catch_warnings():
    # The library names its own changes at import; nothing of them is used here.
    warnings.simplefilter("ignore")
    from smpplib import consts, exceptions
    from smpplib.client import Client
    from smpplib.smpp import make_pdu

BROKEN = (exceptions.ConnectionError, exceptions.PDUError, exceptions.UnknownCommandError, OSError)
STORED, NOT_NOW, LATER = consts.SMPP_ESME_ROK, consts.SMPP_ESME_RTHROTTLED, consts.SMPP_ESME_RX_T_APPN
# Seconds of silence after which the line is tried.
SILENCE = 20
RECEIPT_BITS = 0x3C
UCS2, HAS_HEADER, WANTS_RECEIPT = 8, 0x40, 1
# Type of number and numbering plan: international for 86…, national and short numbers as they are.
UNKNOWN, INTERNATIONAL, ISDN = 0, 1, 1
# 5.1.3 of SMPP 3.4: these say that this very message is wrong, so that trying again can't help.
FINAL = frozenset({0x01, 0x0A, 0x0B, 0x0C, 0x33, 0x50, 0x51, 0x61, 0x62})
# 5.2.28, and the words of Appendix B; the states in between say nothing final.
BY_NUMBER = {
    2: Delivery.DELIVERED,
    3: Delivery.FAILED,
    4: Delivery.FAILED,
    5: Delivery.FAILED,
    8: Delivery.FAILED,
}
BY_WORD = {
    "DELIVRD": Delivery.DELIVERED,
    "EXPIRED": Delivery.FAILED,
    "DELETED": Delivery.FAILED,
    "UNDELIV": Delivery.FAILED,
    "REJECTD": Delivery.FAILED,
}
_ID = re.compile(r"\bid:(\S{1,64})", re.IGNORECASE)
_STATE = re.compile(r"\bstat:(\w{3,8})", re.IGNORECASE)
_ERROR = re.compile(r"\berr:(\w{1,8})", re.IGNORECASE)


@dataclass(frozen=True)
class Receipt:
    """What the network says of one part: the centre's number of it, our reference, what became of it, the error."""

    message_id: str
    reference: int | None
    delivery: str
    error: str


@dataclass(frozen=True)
class Answer:
    """What the centre answers to one part: status 0 and its number of it, or why not."""

    sequence: int
    status: int
    message_id: str


class Wire:
    """One connection, bound as transceiver (``…/receiver`` at the end of the address: as receiver only).

    ``on_answer`` gets an Answer, ``on_delivery`` the deliver_sm itself and returns the status to acknowledge it with.
    """

    def __init__(self, address: str, *, on_answer: Callable, on_delivery: Callable):
        parts = urlsplit(address)
        if parts.scheme != "smpp" or not parts.hostname:
            raise ValueError("SMPP_LINE must look like smpp://system-id:password@host:2775")
        self.host, self.port = parts.hostname, parts.port or 2775
        self.system_id, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        # Some centres give a line that receives only: smpp://…/receiver.
        self.only_receives = parts.path.strip("/") == "receiver"
        self._on_answer, self._on_delivery = on_answer, on_delivery
        self._client: Client | None = None
        self._heard_at = self._tried_at = 0.0

    def connect(self) -> None:
        """Connect and bind; raises one of BROKEN."""
        quiet = "smpplib.quiet"
        # The library writes whole messages into its log.
        logging.getLogger(quiet).setLevel(logging.CRITICAL)
        self._client = Client(
            self.host, self.port, timeout=SILENCE, logger_name=quiet, allow_unknown_opt_params=True
        )
        self._client.set_message_received_handler(lambda pdu: self._on_delivery(pdu))
        self._client.set_message_sent_handler(self._pass_answer)
        self._client.set_error_pdu_handler(self._pass_error)
        self._client.connect()
        bind = self._client.bind_receiver if self.only_receives else self._client.bind_transceiver
        bind(system_id=self.system_id, password=self.password)
        self._heard_at = self._tried_at = time.monotonic()

    def submit(self, *, sender: str, phone: str, words: str, header: bytes, reference: int) -> int:
        """Send one part on its way and return the number by which its answer will be known; raises one of BROKEN."""
        pdu = make_pdu(
            "submit_sm",
            client=self._client,
            source_addr_ton=UNKNOWN,
            source_addr_npi=UNKNOWN,
            source_addr=sender,
            dest_addr_ton=INTERNATIONAL if phone.startswith("+") else UNKNOWN,
            dest_addr_npi=ISDN,
            destination_addr=phone.removeprefix("+"),
            esm_class=HAS_HEADER if header else 0,
            data_coding=UCS2,
            registered_delivery=WANTS_RECEIPT,
            short_message=header + words.encode("utf-16-be"),
            user_message_reference=reference,
        )
        self._client.send_pdu(pdu)
        return pdu.sequence

    def read(self, *, seconds: float) -> bool:
        """Deal with one thing that comes within so many seconds; False when nothing came. Raises one of BROKEN."""
        # The library would wait for a whole message's time before it could be stopped.
        if select.select([self._client._socket], [], [], seconds)[0]:
            self._client.read_once()
            self._heard_at = self._tried_at = time.monotonic()
            return True
        if time.monotonic() - self._heard_at > 3 * SILENCE:
            raise exceptions.ConnectionError("the centre has gone silent")
        if time.monotonic() - self._tried_at > SILENCE:
            self._client.send_pdu(make_pdu("enquire_link", client=self._client))
            self._tried_at = time.monotonic()
        return False

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self._client is not None:
            self._client.disconnect()
            self._client = None

    def _pass_answer(self, pdu) -> None:
        if pdu.is_error():
            return  # has been passed on as an error
        self._on_answer(Answer(pdu.sequence, 0, _text(getattr(pdu, "message_id", None))))

    def _pass_error(self, pdu) -> None:
        if pdu.command != "submit_sm_resp":
            raise exceptions.PDUError(f"{pdu.command} answered with {pdu.status}", int(pdu.status))
        self._on_answer(Answer(pdu.sequence, int(pdu.status), ""))


def header_of(*, reference: int, total: int, number: int) -> bytes:
    """The header by which a phone puts the parts together (3GPP TS 23.040, 9.2.3.24.1); none for a single one."""
    return bytes((5, 0, 3, reference & 0xFF, total, number)) if total > 1 else b""


def is_receipt(pdu) -> bool:
    """Whether a deliver_sm says what became of a message of ours, and nothing that somebody wrote."""
    return bool(int(pdu.esm_class or 0) & RECEIPT_BITS)


def receipt_of(pdu) -> Receipt:
    """What a delivery receipt says, in its optional parameters or in the words of Appendix B."""
    data = pdu.short_message or getattr(pdu, "message_payload", None) or b""
    text = data.decode("latin-1")
    state, word = getattr(pdu, "message_state", None), _found(_STATE, text).upper()
    return Receipt(
        message_id=_text(getattr(pdu, "receipted_message_id", None)) or _found(_ID, text),
        reference=getattr(pdu, "user_message_reference", None),
        delivery=BY_NUMBER.get(state, "") if state is not None else BY_WORD.get(word, ""),
        error=f"{word} {_found(_ERROR, text)}".strip(),
    )


def _found(pattern: re.Pattern, text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _text(value) -> str:
    text = value.decode("ascii", errors="replace") if isinstance(value, bytes) else str(value or "")
    return text.strip("\x00").strip()
