# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks ClamAV about a file, over the protocol of its daemon: sockets only, with a limit on every wait."""

import socket
import struct
import time
from dataclasses import dataclass
from typing import BinaryIO

_SLICE = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The scanner cannot be reached, does not answer in time, or hangs up."""


class ScanFailed(Exception):
    """The scanner answered, but with no verdict: the file is larger than it takes, or it is in trouble."""


@dataclass(frozen=True)
class Verdict:
    """`virus` is the name of what was found, "" for a clean file."""

    virus: str

    @property
    def is_clean(self) -> bool:
        return not self.virus


def scan(file: BinaryIO, *, address: str, patience: float = 60) -> Verdict:
    """What the scanner at `address` (host:port or a socket's path) says of the file, within `patience` seconds.

    The bytes are sent, not a path: the scanner needs no right to read our files and may be on another machine.
    Raises ScannerAway or ScanFailed; without a verdict a file is never taken for clean.
    """
    ends_at = time.monotonic() + patience
    try:
        with _connected(address, ends_at) as connection:
            _send(connection, b"zINSTREAM\0", ends_at)
            while piece := file.read(_SLICE):
                _send(connection, struct.pack("!L", len(piece)) + piece, ends_at)
            _send(connection, struct.pack("!L", 0), ends_at)
            answer = _answer(connection, ends_at)
    except BrokenPipeError as error:
        # It hangs up in the middle of a file that is too large for it, sometimes without a word.
        raise ScannerAway(f"hung up while it was sent the file: {error}") from error
    except OSError as error:
        raise ScannerAway(str(error) or type(error).__name__) from error
    return _verdict(answer)


def _connected(address: str, ends_at: float) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=_left(ends_at))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(ends_at))
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _left(ends_at: float) -> float:
    """The seconds that are left. Raises TimeoutError when none are: drop by drop is no answer either."""
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return min(left, 30)


def _send(connection: socket.socket, data: bytes, ends_at: float) -> None:
    connection.settimeout(_left(ends_at))
    connection.sendall(data)


def _answer(connection: socket.socket, ends_at: float) -> str:
    """What it says up to the NUL or its hanging up, of a bounded length."""
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left(ends_at))
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> Verdict:
    """`stream: OK`, `stream: <name> FOUND`; anything else is no verdict."""
    said = answer.removeprefix("stream: ")
    if said == "OK" and said != answer:
        return Verdict("")
    if said != answer and said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND").strip() or "unknown")
    if not answer:
        raise ScannerAway("hung up without an answer")
    raise ScanFailed(answer[:200])
