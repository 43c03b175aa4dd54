# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether somebody asked this process to stop.

Not a threading.Event: a handler that interrupts the event's own wait() waits for a lock held below it, for ever.
"""

import signal
import time


class AskedToStop:
    """Obeys Ctrl-C and SIGTERM from the moment it is made; for the main thread."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, *_) -> None:
        self._asked = True

    def within(self, seconds: float) -> bool:
        """Wait so long, or less when asked; returns whether it was asked."""
        deadline = time.monotonic() + seconds
        while not self._asked and time.monotonic() < deadline:
            time.sleep(0.05)
        return self._asked
