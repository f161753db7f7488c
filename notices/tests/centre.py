"""An SMS centre to try the line on: another implementation of SMPP 3.4, with the faults that a test asks for."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable

import smpp34

from scripts.machine import free_port

WAIT = 30
# What a centre may do with a part: take it, refuse it, lose it, or take it and never answer.
TAKE, REFUSE, LOSE, TAKE_SILENTLY, FORBID = "take", "refuse", "lose", "take silently", "forbid"
HAS_HEADER, RECEIPT = 0x40, 0x04
# So many deliveries a centre has under way on one line before it waits for an acknowledgement.
WINDOW = 40


class Centre:
    """Runs in a thread of its own; ``taken`` counts the parts that reached the network, by number and place."""

    def __init__(
        self,
        *,
        does: Callable[[], str] = lambda: TAKE,
        reports: Callable[[], list[str]] = lambda: ["DELIVRD"],
        names_reference: bool = True,
        lines: int = 1,
    ):
        self.port = free_port()
        self.does, self.reports, self.names_reference = does, reports, names_reference
        self.taken: Counter[tuple[str, int]] = Counter()
        self.words: dict[tuple[str, int], str] = {}
        self.replies: list[tuple[str, str]] = []
        self.statuses: list[int] = []
        self._held: list[smpp34.SubmitSmEvent] = []
        # The lines that were bound last, as many as there are; what comes in is shared out among them.
        self._lines, self._bound, self._turn = lines, [], 0
        self._tasks: set[asyncio.Task] = set()
        self._is_stopped = threading.Event()
        self._has_started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> "Centre":
        self._thread.start()
        assert self._has_started.wait(WAIT)
        return self

    def __exit__(self, *exception) -> None:
        self._is_stopped.set()
        self._thread.join(WAIT)
        assert not self._thread.is_alive()

    @property
    def address(self) -> str:
        """Where the line has to connect to."""
        return f"smpp://citizen:secret@127.0.0.1:{self.port}"

    @property
    def owes_receipts(self) -> bool:
        """Whether a receipt or reply hasn't been acknowledged yet."""
        return bool(self._tasks)

    @property
    def is_bound(self) -> bool:
        """Whether all the lines are there."""
        return len(self._bound) == self._lines

    def reply(self, phone: str, words: str) -> None:
        """Somebody writes to us."""
        self.replies.append((phone, words))

    async def _serve(self) -> None:
        server = smpp34.Server("127.0.0.1", self.port)
        self._window = asyncio.Semaphore(WINDOW)
        await server.start()
        self._has_started.set()
        coming = asyncio.ensure_future(server.next())
        while not self._is_stopped.is_set():
            done, _ = await asyncio.wait({coming}, timeout=0.05)
            if done:
                self._deal_with(coming.result())
                coming = asyncio.ensure_future(server.next())
            while self.replies and self._bound:
                phone, words = self.replies.pop(0)
                self._start(self._deliver(phone, words.encode("utf-16-be"), data_coding=8))
        coming.cancel()
        await server.stop()

    def _deal_with(self, event) -> None:
        if isinstance(event, smpp34.Esme):
            self._bound = [*self._bound, event][-self._lines :]
        elif isinstance(event, smpp34.SubmitSmEvent):
            self._answer(event)

    def _answer(self, event: smpp34.SubmitSmEvent) -> None:
        done = self.does()
        if done in (REFUSE, FORBID):
            event.reject(smpp34.ESME_RTHROTTLED if done == REFUSE else smpp34.ESME_RINVDSTADR)
            return
        if done in (LOSE, TAKE_SILENTLY):
            # An event that is let go of is answered with an error.
            self._held.append(event)
        if done == LOSE:
            return
        data, number = event.short_message, 1
        if event.esm_class & HAS_HEADER:
            number, data = data[5], data[6:]
        place = (event.destination_addr, number)
        self.taken[place] += 1
        self.words[place] = data.decode("utf-16-be")
        message_id = f"{sum(self.taken.values()):08X}"
        if done == TAKE:
            event.accept(message_id)
        for state in self.reports():
            self._start(self._report(event, message_id, state))

    def _start(self, job) -> None:
        task = asyncio.ensure_future(job)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _report(self, event: smpp34.SubmitSmEvent, message_id: str, state: str) -> None:
        tlvs = [smpp34.Tlv(smpp34.TLV_RECEIPTED_MESSAGE_ID, f"{message_id}\0".encode())]
        if self.names_reference:
            tlvs += [tlv for tlv in event.tlvs if tlv.tag == smpp34.TLV_USER_MESSAGE_REFERENCE]
        words = f"id:{message_id} sub:001 dlvrd:001 submit date:1411231000 done date:1411231001 stat:{state} err:000"
        phone = event.destination_addr
        await self._deliver(phone, words.encode(), esm_class=RECEIPT, tlvs=tlvs)

    async def _deliver(self, phone: str, data: bytes, **fields) -> None:
        """Deliver until it is acknowledged, as a centre does."""
        for _ in range(20):
            try:
                async with self._window:
                    self._turn += 1
                    esme = self._bound[self._turn % len(self._bound)]
                    answer = await esme.deliver_sm("10690000", data, source_addr=phone, **fields)
            except smpp34.SmppError:
                await asyncio.sleep(0.2)
                continue
            self.statuses.append(answer.command_status)
            if answer.command_status == 0:
                return
            await asyncio.sleep(0.2)
