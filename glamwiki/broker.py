# SPDX-License-Identifier: GPL-3.0-or-later
"""Valkey as the broker, for workers that do not end with what lies in a queue and is no message.

Kombu reads an element of the queue before anybody may object to it: no JSON there, or JSON of another shape, is an
error outside all its handlers, and the worker ends with it (celery #7975, kombu #2421). Here it is dropped with a line
in the log: the work itself stands in the database.
"""

import json
import logging
from queue import Empty

from kombu.transport import TRANSPORT_ALIASES, redis

logger = logging.getLogger(__name__)

SCHEMES = ("redis", "rediss")
# What reading something raises that is not what it should be.
UNREADABLE = (AttributeError, KeyError, RecursionError, TypeError, ValueError)


class NotTaken(Exception):
    """A message has the right shape, and whoever took it stumbled all the same."""


class Channel(redis.Channel):
    """Goes on after what is not even JSON. An element is out of the queue before it is looked at."""

    def _brpop_read(self, **options):
        try:
            return super()._brpop_read(**options)
        except UNREADABLE as error:
            _say_dropped(error)
            raise Empty from error


class Transport(redis.Transport):
    """Hands on what has the shape of a message.

    Where the worker stumbles over it all the same it ends, for nobody knows what it left half done; the message does not
    come again for the next one to end with.
    """

    Channel = Channel

    def _deliver(self, message, queue):
        try:
            self._read(message)
        except UNREADABLE as error:
            _say_dropped(error)
            return
        try:
            super()._deliver(message, queue)
        except UNREADABLE as error:
            self._channel.basic_ack(message["properties"]["delivery_tag"])
            raise NotTaken from error

    def _read(self, message: dict) -> None:
        """All that is read of it before anybody catches anything; raises what that would."""
        read = self._channel.Message(message, channel=self._channel)
        _where = [read.delivery_info[name] for name in ("routing_key", "exchange")]
        if "task" not in read.headers:  # what workers tell each other
            return
        _number, (_hard, _soft) = read.headers["id"], read.headers.get("timelimit") or (None, None)
        if read.content_type == "application/json":
            args, kwargs, more = json.loads(read.body)
            _shapes = args.sort, kwargs.keys, more.keys

    @property
    def _channel(self):
        return next(each for each in self.channels if each)


def _say_dropped(error: Exception) -> None:
    # Not what it says: nobody knows whose words they are.
    logger.error("What lay in the broker's queue is no message (%s): dropped.", type(error).__name__)


def take_over() -> None:
    """Have connections by either scheme use the transport above."""
    TRANSPORT_ALIASES.update(dict.fromkeys(SCHEMES, f"{__name__}:Transport"))
