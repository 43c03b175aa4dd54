# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends what is due in the outbox, one row a transaction, each row by one worker."""

import logging

from django.db import transaction

from work import actions
from work.errors import AnswerUnknown, Refused
from work.models import Message
from work.registry import sender_for

logger = logging.getLogger(__name__)


def send_due(*, now, most: int = 200) -> int:
    """Send up to `most` messages that are due; returns how many left."""
    return sum(_send_next(now=now) for _n in range(Message.objects.due(now=now)[:most].count()))


@transaction.atomic
def _send_next(*, now) -> bool:
    message = Message.objects.due(now=now).select_for_update(skip_locked=True).first()
    if message is None:
        return False
    try:
        sender_for(message.kind)(message)
    except AnswerUnknown as error:
        actions.settle(message, Message.State.UNKNOWN, error=str(error))
    except Refused as error:
        actions.settle(message, Message.State.REFUSED, error=str(error))
    except (OSError, LookupError) as error:
        # LookupError: no sender of that kind here, or a payload it cannot use. Those behind it must not wait.
        logger.warning("Message %s stays in the outbox: %s", message.key, error)
        actions.retry_later(message, error=str(error))
    else:
        actions.settle(message, Message.State.SENT)
        return True
    return False
