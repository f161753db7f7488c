"""Text messages from an SMS centre over a real line: another implementation of SMPP 3.4 is the peer."""

import asyncio
import contextlib
import threading

import pytest
import smpp34
from django.db import connections

from cases.models import Case
from cases.tests.factories import STORY
from complaints.services import smpp
from complaints.services.smpp import take_in_delivery
from notices.services import TextLine
from scripts.machine import free_port

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "13812345678"
LONG = f"{STORY}😀{STORY}{STORY}{STORY}"
WAIT = 20


@pytest.fixture
def line():
    """Starts a listener for the centre on a port, as the command does, and ends it."""
    started = []

    def start(port: int) -> TextLine:
        address = f"smpp://citizen:secret@127.0.0.1:{port}"
        lines = TextLine(address, take_in=take_in_delivery, back_off=(0.1,))
        thread = threading.Thread(target=listen, args=(lines,))
        thread.start()
        started.append((lines, thread))
        return lines

    def listen(lines: TextLine) -> None:
        try:
            lines.run()
        finally:
            connections.close_all()

    yield start
    for lines, thread in started:
        lines.stop()
        thread.join(WAIT)
        assert not thread.is_alive()


def in_parts(words: str, *, size: int = 120) -> list[bytes]:
    """The message as networks cut it: bytes of UCS-2, here even through the middle of an emoji."""
    data = words.encode("utf-16-be")
    return [data[start : start + size] for start in range(0, len(data), size)]


async def bound(server: smpp34.Server) -> smpp34.Esme:
    return await asyncio.wait_for(server.next(), WAIT)


async def hand_over(esme: smpp34.Esme, data: bytes, **fields) -> int:
    """Deliver one message; returns the status with which it is acknowledged."""
    response = await asyncio.wait_for(
        esme.deliver_sm("10690000", data, source_addr=PHONE, data_coding=8, **fields), WAIT
    )
    return response.command_status


def test_a_long_message_comes_in_parts_in_any_order_and_each_is_acknowledged(line):
    port, parts = free_port(), in_parts(LONG)
    assert len(parts) == 3

    async def centre() -> list[int]:
        server = smpp34.Server("127.0.0.1", port)
        await server.start()
        line(port)
        esme = await bound(server)
        statuses = []
        for number in (3, 1, 2, 2):
            header = bytes((5, 0, 3, 77, len(parts), number))
            statuses.append(await hand_over(esme, header + parts[number - 1], esm_class=0x40))
        await server.stop()
        return statuses

    assert asyncio.run(centre()) == [0, 0, 0, 0]
    assert Case.objects.get().story == LONG


class Wire:
    """The wire between the listener and the centre, which the test can cut."""

    def __init__(self, port: int):
        self.port = port
        self.ends: list[asyncio.StreamWriter] = []
        self.running: set[asyncio.Task] = set()

    async def join(self, reader, writer) -> None:
        centre_reader, centre_writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.ends += [writer, centre_writer]
        for source, target in ((reader, centre_writer), (centre_reader, writer)):
            task = asyncio.create_task(self.pass_on(source, target))
            self.running.add(task)
            task.add_done_callback(self.running.discard)

    async def pass_on(self, source, target) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(4096):
                target.write(data)
                await target.drain()
        target.close()

    def cut(self) -> None:
        for end in self.ends:
            end.close()
        self.ends.clear()


def test_what_could_not_be_stored_is_refused_and_delivered_again_over_a_new_line(line, monkeypatch):
    port, wire_port = free_port(), free_port()
    take_in = smpp.take_in_text

    def fail(**_):
        raise OSError("the database is away")

    async def centre() -> tuple[bool, int]:
        server, wire = smpp34.Server("127.0.0.1", port), Wire(port)
        await server.start()
        relay = await asyncio.start_server(wire.join, "127.0.0.1", wire_port)
        line(wire_port)
        esme = await bound(server)
        monkeypatch.setattr(smpp, "take_in_text", fail)
        try:
            is_refused = await hand_over(esme, STORY.encode("utf-16-be")) != 0
        except smpp34.SmppError:
            is_refused = True
        monkeypatch.setattr(smpp, "take_in_text", take_in)
        wire.cut()
        esme = await next_line(server)
        status = await hand_over(esme, STORY.encode("utf-16-be"))
        wire.cut()
        relay.close()
        await server.stop()
        return is_refused, status

    assert asyncio.run(centre()) == (True, 0)
    assert Case.objects.count() == 1


async def next_line(server: smpp34.Server) -> smpp34.Esme:
    """The next line that binds; before it the centre may say that the old one has ended."""
    while not isinstance(event := await bound(server), smpp34.Esme):
        pass
    return event
