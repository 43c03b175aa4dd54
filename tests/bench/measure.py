# SPDX-License-Identifier: GPL-3.0-or-later
"""Times two addresses in turn, A B A B …, and says when the machine was too busy to judge."""

import gzip
import http.client
import os
import time
from dataclasses import asdict, dataclass
from statistics import median

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

    def asdict(self) -> dict:
        return asdict(self)


class Client:
    """One keep-alive connection of one signed-in person."""

    def __init__(self, port: int, cookie: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": cookie, "Accept-Encoding": "identity"}

    def get(self, address: str) -> tuple[float, http.client.HTTPResponse, bytes]:
        """Milliseconds, the answer, its body. Anything but 200 stops the bench."""
        begun = time.perf_counter()
        self.connection.request("GET", address, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}: {body[:300]!r}")
        return spent, answer, body


def compare(client: Client, name: str, ours: str, bare: str, goal: float | None = None) -> Row:
    """Time `ours` and `bare` in turn."""
    for _n in range(WARM_UP):
        client.get(bare)
        _spent, answer, body = client.get(ours)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _n in range(ROUNDS):
        times["bare"].append(client.get(bare)[0])
        times["ours"].append(client.get(ours)[0])
    half = ROUNDS // 2
    first, second = median(times["bare"][:half]), median(times["bare"][half:])
    ours_ms, bare_ms = median(times["ours"]), median(times["bare"])
    return Row(
        name,
        round(ours_ms, 1),
        round(bare_ms, 1),
        round(ours_ms / bare_ms, 2),
        int(answer.getheader("X-Queries", "0")),
        round(len(body) / 1024, 1),
        round(len(gzip.compress(body)) / 1024, 1),
        round(abs(second - first) / min(first, second), 2),
        goal,
    )


def busy() -> str:
    """Words when the machine has other work than ours, else an empty string."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return f"load average {load:.2f} a core before the run" if load > 0.5 else ""


def table(rows: list[Row]) -> str:
    """The rows for people: which goals are kept, and which rows drifted too far to judge."""
    lines = [f"{'page':<44}{'ours':>9}{'bare':>9}{'ratio':>7}{'goal':>6}{'queries':>9}{'kB':>8}{'gz':>6}"]
    for row in rows:
        verdict = ""
        if row.drift > DRIFT:
            verdict = f"  too busy to judge: the bare page drifted by {row.drift:.0%}"
        elif row.goal and row.ratio > row.goal:
            verdict = "  over the goal"
        lines.append(
            f"{row.name:<44}{row.ours_ms:>7.1f}ms{row.bare_ms:>7.1f}ms{row.ratio:>7.2f}{row.goal or '':>6}"
            f"{row.queries if row.queries is not None else '':>9}{row.kilobytes or '':>8}{row.gzipped or '':>6}{verdict}"
        )
    return "\n".join(lines)
