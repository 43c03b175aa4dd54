# SPDX-License-Identifier: GPL-3.0-or-later
"""A small server that speaks ClamAV's protocol on loopback, well or badly."""

import socket
import struct
import threading
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """What it was sent, and how it behaves: `mood` is one of the methods below."""

    def __init__(self, mood="well"):
        self.mood = mood
        self.received: list[bytes] = []
        self.over = threading.Event()

    def answer(self, connection):
        if self.mood == "hangs up at once":
            return
        data = self._read(connection)
        self.received.append(data)
        if self.mood == "never answers":
            self.over.wait(10)
        elif self.mood == "answers drop by drop":
            for letter in b"stream: OK" * 100:
                if self.over.wait(0.05):
                    return
                connection.sendall(bytes([letter]))
        elif self.mood != "hangs up after the file":
            connection.sendall(self._said(data))

    def _said(self, data):
        if self.mood == "well":
            return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        return {
            "finds it too large": b"INSTREAM size limit exceeded. ERROR\0",
            "is in trouble": b"stream: Can't allocate memory ERROR\0",
            "says something else": b"UNKNOWN COMMAND\0",
            "says a bare OK": b"OK\0",
            "answers without end": b"stream: " + b"x" * 100_000,
        }[self.mood]

    def _read(self, connection):
        assert _exactly(connection, 10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", _exactly(connection, 4))[0]:
            data += _exactly(connection, length)
        return data


def _exactly(connection, length):
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        assert piece, "the client hung up"
        data += piece
    return data


@contextmanager
def running(clamd, path=None):
    """Serves until the end of the block; gives the address for the client."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET, socket.SOCK_STREAM)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()

    def serve():
        while True:
            try:
                connection, _peer = server.accept()
            except OSError:
                return
            with connection:
                try:
                    clamd.answer(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        clamd.over.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)
