# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends what is due in the outbox: each row is claimed and committed, then sent, then settled.

A row is in no transaction while it is sent: a worker that dies takes nothing back, and leaves `sending`
behind, which is later named unknown and never sent again by itself.
"""

import logging
import time
from contextlib import ExitStack
from datetime import timedelta

from work import actions
from work.errors import AnswerUnknown, NotReached, Refused
from work.models import Message
from work.registry import channel_for

logger = logging.getLogger(__name__)

# After so many failures in a row to reach the other side the rest waits for the next sweep.
_STRIKES = 3
# No message is begun later than this after the beginning; one may take a few minutes (work.mail.PATIENCE).
_SECONDS = 90


def send_due(*, now, most: int = 200) -> int:
    """Send up to `most` messages that are due; returns how many left. Not within a transaction."""
    with ExitStack() as stack:
        return _Batch(now, stack).send(most)


class _Batch:
    """One sweep through the outbox: connections that are kept, and kinds that are left alone for now."""

    def __init__(self, now, stack: ExitStack):
        self._now = now
        self._began = time.monotonic()
        self._stack = stack
        self._senders: dict = {}
        self._strikes: dict[str, int] = {}
        self._resting: set[str] = set()

    @property
    def _moment(self):
        return self._now + timedelta(seconds=time.monotonic() - self._began)

    def send(self, most: int) -> int:
        left = 0
        for _number in range(most):
            if time.monotonic() - self._began > _SECONDS:
                break
            message = actions.claim_message(now=self._moment, kinds_left_out=self._resting)
            if message is None:
                break
            left += self._send(message)
        return left

    def _send(self, message: Message) -> bool:
        try:
            self._sender(message.kind)(message)
        except Refused as error:
            actions.settle(message, Message.State.REFUSED, error=str(error))
        except AnswerUnknown as error:
            # The costliest end: whatever swallows answers shall not swallow the others' too.
            self._resting.add(message.kind)
            actions.settle(message, Message.State.UNKNOWN, error=str(error))
        except (OSError, LookupError) as error:
            # LookupError: no sender of that kind here, or a payload it cannot use. Those behind it must not wait.
            logger.warning("Message %s stays in the outbox: %s", message.key, error)
            self._count_strike(message.kind, error)
            actions.send_later(message, now=self._moment, error=str(error))
        except Exception as error:  # a mistake of ours in one message must not stop all the others
            logger.exception("Message %s broke its sender", message.key)
            actions.settle(message, Message.State.UNKNOWN, error=f"Broken while sending: {error!r}")
        else:
            self._strikes.pop(message.kind, None)
            actions.settle(message, Message.State.SENT)
            return True
        return False

    def _sender(self, kind: str):
        if kind not in self._senders:
            self._senders[kind] = self._stack.enter_context(channel_for(kind))
        return self._senders[kind]

    def _count_strike(self, kind: str, error: Exception) -> None:
        if isinstance(error, NotReached):
            self._strikes[kind] = self._strikes.get(kind, 0) + 1
            if self._strikes[kind] >= _STRIKES:
                self._resting.add(kind)
