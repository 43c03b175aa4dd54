# SPDX-License-Identifier: GPL-3.0-or-later
"""Which task does which kind of run, and which function sends which kind of message.

Apps register in their AppConfig.ready(); `work` imports none of them.
"""

from collections.abc import Callable

_tasks: dict[str, str] = {}
_senders: dict[str, Callable] = {}


def register_task(kind: str, task_name: str):
    """Runs of `kind` are done by the Celery task of that name, called with the run's id."""
    _tasks[kind] = task_name


def task_for(kind: str) -> str:
    return _tasks[kind]


def register_sender(kind: str, send: Callable):
    """Messages of `kind` leave by `send(message)`, which returns when the other side took it.

    It raises work.errors.AnswerUnknown or Refused; anything else is tried again by the next sweep.
    """
    _senders[kind] = send


def sender_for(kind: str) -> Callable:
    return _senders[kind]
