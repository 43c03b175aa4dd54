# SPDX-License-Identifier: GPL-3.0-or-later
"""Times two addresses in turn, A B A B …, and says when the machine was too busy to judge."""

import gzip
import http.client
import os
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median
from urllib.parse import urlencode

from django.conf import settings

ROUNDS = 30
WARM_UP = 4
DRIFT = 0.25


@dataclass
class Row:
    """One line of the table: medians in milliseconds, and what one of our answers costs."""

    name: str
    ours_ms: float
    bare_ms: float
    ratio: float
    queries: int | None
    kilobytes: float | None = None
    gzipped: float | None = None
    drift: float = 0.0
    goal: float | None = None
    ours_cpu_ms: float | None = None
    bare_cpu_ms: float | None = None

    def asdict(self) -> dict:
        return asdict(self)

    @property
    def cpu_ratio(self) -> float | None:
        return round(self.ours_cpu_ms / self.bare_cpu_ms, 2) if self.bare_cpu_ms else None


@dataclass(frozen=True)
class Post:
    """A form that is sent."""

    address: str
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came back: how long it took by the clock and by the processor, how many queries, the body."""

    ms: float
    cpu_ms: float
    queries: int
    body: bytes


class Client:
    """One keep-alive connection of one signed-in person."""

    def __init__(self, port: int, cookie: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        token = "b" * 32  # a CSRF cookie may be sent back as it is
        self.headers = {
            "Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}",
            "Accept-Encoding": "identity",
        }
        self.form_headers = self.headers | {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": token,
            "HX-Request": "true",
        }

    def ask(self, wanted: str | Post) -> Answer:
        """The answer to an address or a form. Anything but 200 stops the bench."""
        begun = time.perf_counter()
        if isinstance(wanted, Post):
            address = wanted.address
            self.connection.request("POST", address, urlencode(wanted.fields), self.form_headers)
        else:
            address = wanted
            self.connection.request("GET", address, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}: {body[:300]!r}")
        cpu, queries = answer.getheader("X-Cpu-Ms", "0"), answer.getheader("X-Queries", "0")
        return Answer(spent, float(cpu), int(queries), body)


def compare(
    client: Client,
    name: str,
    ours: Iterable[str | Post],
    bare: Iterable[str | Post],
    goal: float | None = None,
) -> Row:
    """Time `ours` and `bare` in turn: each gives ROUNDS + WARM_UP things to ask for."""
    ours, bare = iter(ours), iter(bare)
    for _n in range(WARM_UP):
        client.ask(next(bare))
        client.ask(next(ours))
    asked = [(client.ask(next(bare)), client.ask(next(ours))) for _n in range(ROUNDS)]
    bares, own = zip(*asked, strict=True)
    half = ROUNDS // 2
    first, second = median(each.ms for each in bares[:half]), median(each.ms for each in bares[half:])
    ours_ms, bare_ms = median(each.ms for each in own), median(each.ms for each in bares)
    last = own[-1]
    return Row(
        name,
        round(ours_ms, 1),
        round(bare_ms, 1),
        round(ours_ms / bare_ms, 2),
        last.queries,
        round(len(last.body) / 1024, 1),
        round(len(gzip.compress(last.body)) / 1024, 1),
        round(abs(second - first) / min(first, second), 2),
        goal,
        round(median(each.cpu_ms for each in own), 1),
        round(median(each.cpu_ms for each in bares), 1),
    )


def busy() -> str:
    """Words when the machine has other work than ours, else an empty string."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return f"load average {load:.2f} a core before the run" if load > 0.5 else ""


def table(rows: list[Row]) -> str:
    """The rows for people: which goals are kept, and which rows drifted too far to judge."""
    lines = [
        f"{'page':<44}{'ours':>9}{'bare':>9}{'ratio':>7}{'goal':>6}{'cpu':>8}{'bare':>7}{'ratio':>7}"
        f"{'queries':>9}{'kB':>8}{'gz':>6}"
    ]
    return "\n".join(lines + [_line(row) for row in rows])


def _line(row: Row) -> str:
    verdict = ""
    if row.drift > DRIFT:
        verdict = f"  too busy to judge: the bare page drifted by {row.drift:.0%}"
    elif row.goal and row.ratio > row.goal:
        verdict = "  over the goal"
    blank_or = ["" if value is None else value for value in (row.queries, row.kilobytes, row.gzipped)]
    queries, kilobytes, gzipped = blank_or
    return (
        f"{row.name:<44}{row.ours_ms:>7.1f}ms{row.bare_ms:>7.1f}ms{row.ratio:>7.2f}{row.goal or '':>6}"
        f"{row.ours_cpu_ms or '':>8}{row.bare_cpu_ms or '':>7}{row.cpu_ratio or '':>7}"
        f"{queries:>9}{kilobytes:>8}{gzipped:>6}{verdict}"
    )
