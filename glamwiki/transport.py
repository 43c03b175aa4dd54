# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines to other machines: encrypted, and ended by a machine that shows who it is.

Names, addresses and sealed tokens travel to the database, through the broker and with the mail. A line that never
leaves this machine is as safe as the machine; one over a network that nobody else is on must be named (PRIVATE_HOSTS).
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from accounts.loopback import is_loopback
from glamwiki import env

# What says of a line to Redis that the other end must show who it is. redis-py takes it for granted; kombu takes the
# contrary for granted, with a line in the log.
_SHOWN = {"ssl_cert_reqs": "required", "ssl_check_hostname": "true"}


@dataclass(frozen=True)
class Plain:
    """A line to another machine that others could read or end: which variable says so, where it leads, and the cure."""

    variable: str
    hosts: tuple[str, ...]
    cure: str

    def __str__(self):
        return f"{', '.join(self.hosts)} ({self.variable})"


def shown(url: str) -> str:
    """The address of a Redis, such that everything that reads it asks who is at the other end."""
    parts = urlsplit(url)
    if parts.scheme != "rediss":
        return url
    return parts._replace(query=urlencode(_SHOWN | dict(parse_qsl(parts.query)))).geturl()


def plain_lines(database: Mapping, redis: str, mail: Mapping, scanner: str) -> list[Plain]:
    """Which lines to other machines are in the clear, or to whoever answers."""
    found = [_postgresql(database), _redis(redis), _mail(mail), _scanner(scanner)]
    return [line for line in found if line and line.hosts]


def refuse(lines: list[Plain], private: Collection[str]) -> None:
    """End the start at a line that nobody answers for."""
    for line in lines:
        strange = [host for host in line.hosts if host not in private]
        if strange:
            why = f"leads to {', '.join(strange)} in the clear: {line.cure}, or name the host in PRIVATE_HOSTS if nobody else is on the network between"
            env.stop(line.variable, why)


def _postgresql(config: Mapping) -> Plain | None:
    """By what the driver is told, and where it is told nothing by the variables that PostgreSQL's own library reads."""
    options = config.get("OPTIONS", {})

    def told(name: str) -> str:
        return str(options.get(name) or os.environ.get(f"PG{name.upper()}", ""))

    if told("sslmode") in {"verify-full", "verify-ca"}:
        return None
    hosts = [*(config.get("HOST") or told("host")).split(","), *told("hostaddr").split(",")]
    services = [f"the service {told('service')}"] if told("service") else []
    return Plain("DATABASE_URL", (*_elsewhere(hosts), *services), "add ?sslmode=verify-full")


def _redis(url: str) -> Plain | None:
    parts = urlsplit(url)
    said = {name: values[-1].lower() for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "unix" or (
        parts.scheme == "rediss" and all(said.get(name, value) == value for name, value in _SHOWN.items())
    ):
        return None
    return Plain(
        "REDIS_URL", _elsewhere([parts.hostname or ""]), "write rediss:// and take no ssl_… that checks less"
    )


def _mail(config: Mapping) -> Plain | None:
    is_by_network = config["EMAIL_BACKEND"].endswith(".smtp.EmailBackend")
    if not is_by_network or config.get("EMAIL_USE_TLS") or config.get("EMAIL_USE_SSL"):
        return None
    return Plain(
        "EMAIL_URL", _elsewhere([config.get("EMAIL_HOST") or ""]), "write smtp+tls:// or smtp+ssl://"
    )


def _scanner(address: str) -> Plain | None:
    host = "" if address.startswith("/") else address.rpartition(":")[0]
    return Plain(
        "CLAMD_ADDRESS", _elsewhere([host]), "run ClamAV on this machine, since it knows no encryption"
    )


def _elsewhere(hosts: Collection[str]) -> tuple[str, ...]:
    """Those that are neither a socket nor this machine; without a name it is this one."""
    return tuple(
        host for host in hosts if host and host[0] not in "/@" and not is_loopback(f"x://{_bare(host)}")
    )


def _bare(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
