# SPDX-License-Identifier: GPL-3.0-or-later
"""What a process does that does nothing but read pages, fed through a pipe by `outreach.beside`.

Each question is a pickle of {number: (function, PageText)}, each answer one of {number: what the function returned}.
It ends when the pipe does, so that it cannot outlive whoever asks.
"""

import pickle
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from outreach.parsing.wikitext import Unparsable


@dataclass(frozen=True, slots=True)
class PageText:
    """What reading a page needs of it. `home` is the host of the wiki it stands on."""

    title: str
    text: str
    categories: tuple[str, ...] = ()
    home: str = ""


Read = Callable[[PageText], object]


def readings(asked: Mapping[int, tuple[Read, PageText]]) -> dict[int, object]:
    """What each function reads in its text; the Unparsable itself where it cannot. Any other error is ours, and raised."""
    found: dict[int, object] = {}
    for number, (read, text) in asked.items():
        try:
            found[number] = read(text)
        except Unparsable as error:
            found[number] = error
    return found


def serve() -> None:
    """Answer questions from standard input on standard output until there are no more."""
    # Whoever asks decides when to stop: a Ctrl-C goes to the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asks, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what anybody prints is no answer
    while True:
        try:
            asked = pickle.load(asks)  # noqa: S301  from our own parent
        except EOFError:
            return
        answers.write(pickle.dumps(readings(asked), pickle.HIGHEST_PROTOCOL))
        answers.flush()
