"""Text messages that come over the line to an SMS centre; a message is acknowledged only after it is stored."""

import logging

from django.utils import timezone

from complaints.services.receive_texts import IncomingText, TooManyTexts, take_in_text
from complaints.services.text_words import HAS_HEADER, part_of_tlv, split_header, words_of
from notices.channels.smpp import LATER, NOT_NOW, STORED

logger = logging.getLogger(__name__)


def take_in_delivery(pdu) -> int:
    """Deal with one deliver_sm that somebody wrote; the number returned is the status with which it is acknowledged.

    A status other than 0 says that it isn't stored: the centre keeps it and delivers it again.
    """
    try:
        take_in_text(text=text_of(pdu), at=timezone.now())
    except TooManyTexts:
        return NOT_NOW
    except Exception as problem:  # neither words nor number may come into the log
        logger.error("a text message could not be stored: %s", type(problem).__name__)  # noqa: TRY400
        return LATER
    return STORED


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
