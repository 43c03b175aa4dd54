# SPDX-License-Identifier: GPL-3.0-or-later
"""On what terms we talk to a wiki: who asks, in whose name, for how long, how much, and who else is waiting."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from outreach.wiki.address import WIKI_SETTING
from outreach.wiki.gate import Alive, Gate, OpenGate, nobody_asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of one line.

    `contact` and `version` go into the User-Agent. With `token` (OAuth 2, never logged) we ask as that account,
    and every question says so: a wiki that does not know us any more refuses instead of taking us for a stranger.
    One call takes `deadline` seconds at most, all of them together `total` where that is given, all waits
    `patience` seconds, one answer `size_limit` bytes. `setting` names the variable of the address in errors.
    Who waits long for others of us calls `alive` every few seconds.
    """

    contact: str
    version: str
    setting: str = WIKI_SETTING
    token: str = field(default="", repr=False)
    deadline: float = 60.0
    total: float | None = None
    patience: float = 300.0
    size_limit: int = 32 * 1024 * 1024
    gate: Gate = field(default_factory=OpenGate)
    alive: Alive = nobody_asks
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
