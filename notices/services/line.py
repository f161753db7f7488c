"""One line to an SMS centre, held by one process: text messages leave by it, receipts and replies come in."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from notices.channels import texts_leave_by_line
from notices.channels.smpp import BROKEN, LATER, STORED, Answer, Wire, is_receipt, receipt_of
from notices.services.parts import Load, load_due_texts, note_answer, note_receipt, note_silence

# Seconds to wait before connecting again, longer each time.
BACK_OFF = (1, 2, 5, 10, 30, 60)
# So often the outbox is looked into while there is nothing to do.
LOOK_SECONDS = 1.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Flight:
    """A part of which no answer has come yet, and since when."""

    part_id: int
    since: float


class TextLine:
    """A line that comes back by itself.

    ``take_in`` gets what somebody wrote, as a deliver_sm, and returns the status with which it is acknowledged.
    """

    def __init__(self, address: str, *, take_in: Callable, back_off=BACK_OFF):
        self.wire = Wire(address, on_answer=self._answered, on_delivery=self._delivered)
        self.take_in = take_in
        self.back_off = back_off
        self.is_stopped = False
        self._flights: dict[int, Flight] = {}
        self._looked_at = 0.0
        self._connections_looked_at = 0.0

    def run(self) -> None:
        """Work until ``stop`` is called; whatever breaks the line, connect again, after longer and longer pauses."""
        failures = 0
        while not self.is_stopped:
            try:
                self.wire.connect()
                failures = 0
                self._work()
            except (*BROKEN, DatabaseError) as problem:
                if self.is_stopped:
                    break
                pause = self.back_off[min(failures, len(self.back_off) - 1)]
                failures += 1
                logger.warning(
                    "the line to the SMS centre broke (%s); again in %d s", type(problem).__name__, pause
                )
                time.sleep(pause)
            finally:
                self.wire.hang_up()
                self._give_up_flights()

    def stop(self) -> None:
        """End after the message that is being dealt with."""
        self.is_stopped = True

    def _work(self) -> None:
        sends = texts_leave_by_line() and not self.wire.only_receives
        while not self.is_stopped:
            close_old_connections()
            is_busy = self.wire.read(seconds=0 if sends and self._is_time_to_look() else LOOK_SECONDS / 4)
            while is_busy and not self.is_stopped and self.wire.read(seconds=0):
                pass
            if sends and self._is_time_to_look():
                self._send()
            self._give_up_flights(older_than=settings.SMPP_ANSWER_SECONDS)

    def _is_time_to_look(self) -> bool:
        has_room = len(self._flights) < settings.SMPP_WINDOW
        return has_room and time.monotonic() - self._looked_at >= 0

    def _send(self) -> None:
        """Fill the window; when there is nothing more to send, look again in a while."""
        room = settings.SMPP_WINDOW - len(self._flights)
        loads = load_due_texts(at=timezone.now(), limit=room)
        pace = max(len(loads) / settings.SMPP_PER_SECOND, 0 if loads else LOOK_SECONDS)
        self._looked_at = time.monotonic() + pace
        while loads:
            try:
                self._submit(loads[0])
            except BROKEN:
                # Of the first nobody knows how much has left; the others surely haven't.
                note_silence(part_id=loads[0].part_id, at=timezone.now())
                for load in loads[1:]:
                    note_silence(part_id=load.part_id, at=timezone.now(), is_unsent=True)
                raise
            loads.pop(0)

    def _submit(self, load: Load) -> None:
        sequence = self.wire.submit(
            sender=settings.SMS_SENDER,
            phone=load.phone,
            words=load.words,
            header=load.header,
            reference=load.reference,
        )
        self._flights[sequence] = Flight(load.part_id, time.monotonic())

    def _answered(self, answer: Answer) -> None:
        flight = self._flights.pop(answer.sequence, None)
        if flight is not None:
            note_answer(
                part_id=flight.part_id, status=answer.status, message_id=answer.message_id, at=timezone.now()
            )

    def _delivered(self, pdu) -> int:
        """Deal with one deliver_sm; the number returned is the status with which it is acknowledged."""
        self._look_at_connections()
        if not is_receipt(pdu):
            status = self.take_in(pdu)
            if status != STORED:
                # Perhaps the database was away: the next one doesn't rely on the same connection.
                self._connections_looked_at = 0.0
            return status
        try:
            is_known = note_receipt(receipt=receipt_of(pdu), at=timezone.now())
        except DatabaseError as problem:
            logger.error("a delivery receipt could not be stored: %s", type(problem).__name__)  # noqa: TRY400
            return LATER
        # It may be quicker than the answer that tells us the number: then it has to come again.
        return STORED if is_known or not self._flights else LATER

    def _look_at_connections(self) -> None:
        """Now and then, because each look asks the database something, and thousands may write within a minute."""
        if time.monotonic() - self._connections_looked_at >= LOOK_SECONDS:
            close_old_connections()
            self._connections_looked_at = time.monotonic()

    def _give_up_flights(self, *, older_than: float = 0.0) -> None:
        """Note the silence about parts that have waited so long for their answer."""
        limit = time.monotonic() - older_than
        for sequence, flight in list(self._flights.items()):
            if flight.since <= limit:
                del self._flights[sequence]
                # Without a database its time simply runs out: then it is tried again as well.
                with suppress(DatabaseError):
                    note_silence(part_id=flight.part_id, at=timezone.now())
