# SPDX-License-Identifier: GPL-3.0-or-later
"""A free port on this machine, as near as possible to the one asked for."""

import socket
import time

HOST = "127.0.0.1"


class NoPort(Exception):
    """Every port tried is taken."""


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port(wanted: int, *, patience: float = 0, tries: int = 100) -> int:
    """`wanted`, waiting up to `patience` seconds for it, else the next free one above. Raises NoPort."""
    deadline = time.monotonic() + patience
    while not is_free(wanted):
        if time.monotonic() >= deadline:
            break
        time.sleep(0.1)
    last = min(wanted + tries, 65535)
    for port in range(wanted, last + 1):
        if is_free(port):
            return port
    raise NoPort(f"Every port from {wanted} to {last} is taken; set PORT.")
