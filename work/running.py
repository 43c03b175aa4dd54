# SPDX-License-Identifier: GPL-3.0-or-later
"""What surrounds the work of a run: a mistake of ours is said in words, and a run that was taken over is left alone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from work import actions
from work.errors import NoLongerOurs
from work.models import Run

logger = logging.getLogger(__name__)


def say_so(_task, error, _task_id, args, _kwargs, _traceback) -> None:
    """For a task's `on_failure`: a mistake of ours ended it. Celery logs the traceback, the run says so in words.

    The run's id is the task's first argument. A worker that dies cannot get here: its run is put back by the sweep.
    """
    run = Run.objects.filter(pk=args[0], state=Run.State.RUNNING).first()
    if run is not None:
        actions.fail(run, _("A mistake in our own program stopped the run (%(error)s). The log has the details.")
                     % {"error": type(error).__name__})  # fmt: skip


@contextmanager
def while_ours(run: Run) -> Iterator[None]:
    """Stop quietly once another worker has the run: what was committed by then stays."""
    try:
        yield
    except NoLongerOurs:
        logger.warning("Run %s was taken over; stopping here.", run.pk)
