# SPDX-License-Identifier: GPL-3.0-or-later
"""Which task does which kind of run, and which function sends which kind of message.

Apps register in their AppConfig.ready(); `work` imports none of them.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.utils.module_loading import import_string

_tasks: dict[str, str] = {}
_rights: dict[str, Callable] = {}
_holds: list[Callable] = []
_senders: dict[str, Callable] = {}
_refusals: list[str] = []
_wishes: list[str] = []
_channels: dict[str, Callable[[], AbstractContextManager[Callable]]] = {}


def register_task(kind: str, task_name: str, *, may: Callable | None = None):
    """Runs of `kind` are done by the Celery task of that name, called with the run's id.

    `may(user)` says whether somebody may ask for one; it is asked again when the worker begins.
    """
    _tasks[kind] = task_name
    if may is not None:
        _rights[kind] = may


def hold_by(hold: Callable):
    """Have `hold(number of a person)` called before it is asked what they may: until the commit nobody ends it."""
    _holds.append(hold)


def hold_rights(user_id: int) -> None:
    """Whatever right of theirs is read from now on is theirs until the transaction ends."""
    for hold in _holds:
        hold(user_id)


def may_still(kind: str, user) -> bool:
    """Whether who asked for a run of `kind` may still: they are not blocked, and have the right to it."""
    return user.is_active and (kind not in _rights or _rights[kind](user))


def kinds_with_right() -> set[str]:
    """The kinds of runs that people ask for."""
    return set(_rights)


def task_for(kind: str) -> str:
    return _tasks[kind]


def register_sender(kind: str, send: Callable):
    """Messages of `kind` leave by `send(message)`, which returns when the other side took it.

    It raises work.errors.AnswerUnknown or Refused, or an OSError for what a later sweep may cure: NotReached
    when the next message would fare the same. It is called outside transactions.
    """
    _senders[kind] = send


def register_channel(kind: str, open_channel: Callable[[], AbstractContextManager[Callable]]):
    """Like `register_sender`, for what keeps a connection: `open_channel()` gives `send` for one batch."""
    _channels[kind] = open_channel


def channel_for(kind: str) -> AbstractContextManager[Callable]:
    """What gives `send(message)` for the length of a batch. Raises LookupError for a kind nobody registered."""
    return _channels[kind]() if kind in _channels else nullcontext(_senders[kind])


def refuse_by(path: str):
    """Have the function at the dotted path asked of each mail's address; where it says yes, the mail does not go."""
    if path not in _refusals:
        _refusals.append(path)


def is_refused(address: str) -> bool:
    """Whether nothing may go to this address."""
    return any(import_string(path)(address) for path in _refusals)


def ask_whether_unwanted(path: str):
    """Have the function at the dotted path asked of each mail's payload, when it is about to leave: whether its reader
    stopped such mails since it was written."""
    if path not in _wishes:
        _wishes.append(path)


def is_unwanted(payload: dict) -> bool:
    """Whether the mail's reader wants no such mails any more."""
    return any(import_string(path)(payload) for path in _wishes)
