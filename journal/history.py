# SPDX-License-Identifier: GPL-3.0-or-later
"""Row history: what changed in a tracked model's rows, kept by triggers (django-pghistory)."""

import pghistory


def tracked(*, exclude: tuple[str, ...] = ()):
    """A class decorator: keep every insert, update and delete of the model's rows, bulk ones and raw SQL too.

    `exclude` names fields that need no history, such as generated ones. Row-level triggers: statement-level
    ones join old and new rows without an index (quadratic).
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude)
    )
