"""Asking ClamAV's daemon about a file, by its INSTREAM command.

The protocol is described in clamd(8): the command ends with a zero byte, each chunk follows its length in four bytes in
network order, a length of zero ends the stream, and the answer ends with a zero byte.
"""

import socket
import struct

CHUNK = 64 * 1024
SECONDS = 60
ANSWER_LONGEST = 4096


class ScanFailed(Exception):
    """The scanner couldn't be asked, or gave no verdict."""


class ScannerDown(ScanFailed):
    """Nobody answers at the scanner's address."""


def is_harmful(data: bytes, *, address: str) -> bool:
    """Whether the scanner at ``host:port``, ``[IPv6]:port`` or a path finds something; raises ScanFailed.

    Only a clear verdict counts: anything else, an interrupted answer included, is a failure and not an all-clear.
    """
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                chunk = data[start : start + CHUNK]
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except OSError as problem:
        raise ScanFailed(type(problem).__name__) from problem
    if answer == b"stream: OK\0":
        return False
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND\0"):
        return True
    raise ScanFailed("no verdict")


def _connect(address: str) -> socket.socket:
    try:
        if address.startswith("/"):
            return _connect_to_path(address)
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
    except (OSError, ValueError) as problem:
        raise ScannerDown(type(problem).__name__) from problem


def _connect_to_path(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < ANSWER_LONGEST and (part := line.recv(1024)):
        answer += part
    return answer
