# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of sessions (`SESSION_ENGINE`): Django's own, whose rows know whose they are and since when.

So that people see where they are signed in, and ending a session is deleting its row. Of the machine we keep the
kind of program in words; neither its address nor the whole of what the program says of itself.
"""

import re
from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session

BEGUN, PROGRAM = "begun_at", "program"
# The first that is found counts: Edge and Opera say that they are Chrome, and Chrome that it is Safari.
_PROGRAMS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrome|Chromium|CriOS"),
    ("Safari", r"Safari"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


class SessionStore(db.SessionStore):
    """`row` is what the database holds of the session that was asked for; None where it holds nothing."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        self.row = super()._get_session_from_db()
        return self.row

    def create_model_instance(self, data):
        """The row of a session that is saved: it is seen now, and began when somebody signed in."""
        now = timezone.now()
        if SESSION_KEY in data:
            data.setdefault(BEGUN, now.timestamp())
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.begun_at = datetime.fromtimestamp(data.get(BEGUN, now.timestamp()), UTC)
        row.last_seen_at = now
        row.program = data.get(PROGRAM, "")
        return row


def begin(request) -> None:
    """Note on the session of somebody who has just signed in since when it is, and the program in words."""
    request.session[BEGUN] = timezone.now().timestamp()
    request.session[PROGRAM] = program_in_words(request.headers.get("User-Agent", ""))


def program_in_words(said: str) -> str:
    """`Firefox, Linux` for what a program says of itself; empty for one that we do not know."""
    found = (
        next((name for name, sign in kind if re.search(sign, said)), "") for kind in (_PROGRAMS, _SYSTEMS)
    )
    return ", ".join(word for word in found if word)
