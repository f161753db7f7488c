"""Taking text messages in from an SMS centre by SMPP 3.4; a message is acknowledged only after it is stored."""

import logging
import select
import time
import warnings
from urllib.parse import unquote, urlsplit

from django.db import close_old_connections
from django.utils import timezone

from complaints.services.receive_texts import IncomingText, TooManyTexts, take_in_text
from complaints.services.text_words import HAS_HEADER, part_of_tlv, split_header, words_of

with warnings.catch_warnings():
    # The library names its own changes at import; nothing of them is used here.
    warnings.simplefilter("ignore")
    from smpplib import consts, exceptions
    from smpplib.client import Client
    from smpplib.smpp import make_pdu

RECEIPT_BITS = 0x3C
# Seconds of silence after which the line is tried; seconds to wait before connecting again, longer each time.
SILENCE = 20
BACK_OFF = (1, 2, 5, 10, 30, 60)
logger = logging.getLogger(__name__)


class Lines:
    """A line to an SMS centre that comes back by itself."""

    def __init__(self, address: str, *, back_off=BACK_OFF):
        parts = urlsplit(address)
        if parts.scheme != "smpp" or not parts.hostname:
            raise ValueError("SMPP_IN must look like smpp://system-id:password@host:2775")
        self.host, self.port = parts.hostname, parts.port or 2775
        self.system_id, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        # Some centres give a line that receives only: smpp://…/receiver.
        self.only_receives = parts.path.strip("/") == "receiver"
        self.back_off = back_off
        self.is_stopped = False
        self.client: Client | None = None

    def run(self) -> None:
        """Listen until ``stop`` is called; whatever breaks the line, connect again, after longer and longer pauses."""
        failures = 0
        while not self.is_stopped:
            try:
                self._connect()
                failures = 0
                self._listen()
            except (
                exceptions.ConnectionError,
                exceptions.PDUError,
                exceptions.UnknownCommandError,
                OSError,
            ) as problem:
                if self.is_stopped:
                    break
                pause = self.back_off[min(failures, len(self.back_off) - 1)]
                failures += 1
                logger.warning(
                    "the line to the SMS centre broke (%s); again in %d s", type(problem).__name__, pause
                )
                time.sleep(pause)
            finally:
                self._hang_up()

    def stop(self) -> None:
        """End after the message that is being dealt with."""
        self.is_stopped = True

    def _connect(self) -> None:
        quiet = "smpplib.quiet"
        # The library writes whole messages into its log.
        logging.getLogger(quiet).setLevel(logging.CRITICAL)
        self.client = Client(
            self.host, self.port, timeout=SILENCE, logger_name=quiet, allow_unknown_opt_params=True
        )
        self.client.set_message_received_handler(_take_in_on_the_line)
        self.client.connect()
        bind = self.client.bind_receiver if self.only_receives else self.client.bind_transceiver
        bind(system_id=self.system_id, password=self.password)

    def _listen(self) -> None:
        """Deal with what comes; a line on which nothing has come for long is tried, and then given up."""
        heard_at = tried_at = time.monotonic()
        while not self.is_stopped:
            # The library would wait for a whole message's time before it could be stopped.
            if select.select([self.client._socket], [], [], 1)[0]:
                self.client.read_once()
                heard_at = tried_at = time.monotonic()
            elif time.monotonic() - heard_at > 3 * SILENCE:
                raise exceptions.ConnectionError("the centre has gone silent")
            elif time.monotonic() - tried_at > SILENCE:
                self.client.send_pdu(make_pdu("enquire_link", client=self.client))
                tried_at = time.monotonic()

    def _hang_up(self) -> None:
        if self.client is not None:
            self.client.disconnect()
            self.client = None


def take_in_delivery(pdu) -> int:
    """Deal with one deliver_sm; the number returned is the status with which it is acknowledged.

    A status other than 0 says that it isn't stored: the centre keeps it and delivers it again.
    """
    if int(pdu.esm_class or 0) & RECEIPT_BITS:  # a delivery receipt says nothing that a citizen wrote
        return consts.SMPP_ESME_ROK
    try:
        take_in_text(text=text_of(pdu), at=timezone.now())
    except TooManyTexts:
        return consts.SMPP_ESME_RTHROTTLED
    except Exception as problem:  # neither words nor number may come into the log
        logger.error("a text message could not be stored: %s", type(problem).__name__)  # noqa: TRY400
        return consts.SMPP_ESME_RX_T_APPN
    return consts.SMPP_ESME_ROK


def _take_in_on_the_line(pdu) -> int:
    """The same in a process that runs for months: a connection that the database has dropped is opened anew."""
    close_old_connections()
    return take_in_delivery(pdu)


def text_of(pdu) -> IncomingText:
    """The words of a deliver_sm, and which part it is: by its header or by its optional parameters."""
    data = pdu.short_message or getattr(pdu, "message_payload", None) or b""
    part = part_of_tlv(
        getattr(pdu, "sar_msg_ref_num", None),
        getattr(pdu, "sar_total_segments", None),
        getattr(pdu, "sar_segment_seqnum", None),
    )
    if int(pdu.esm_class or 0) & HAS_HEADER:
        by_header, data = split_header(data)
        part = by_header or part
    return IncomingText(
        sender=_number(pdu.source_addr),
        receiver=_number(pdu.destination_addr),
        words=words_of(data, int(pdu.data_coding or 0)),
        part=part,
    )


def _number(address) -> str:
    text = address.decode("ascii", errors="replace") if isinstance(address, bytes) else str(address or "")
    return text.strip("\x00").strip()
