# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of sessions (`SESSION_ENGINE`): Django's own, whose rows know whose they are and since when.

So that people see where they are signed in, and ending a session is deleting its row. Of the machine we keep the
kind of program in words; neither its address nor the whole of what the program says of itself.

The key is in the browser's cookie alone: a row is found by its digest, so that whoever reads the table signs in as
nobody.
"""

import hashlib
import re
from datetime import UTC, datetime

from asgiref.sync import sync_to_async
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


def digest_of(key: str) -> str:
    """What a session's row is found by. A key is long and random, so that nobody guesses it from this."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(db.SessionStore):
    """`row` is what the database holds of the session that was asked for; None where it holds nothing."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        live = Session.objects.filter(pk=digest_of(self.session_key), expire_date__gt=timezone.now())
        self.row = live.first()
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key):
        return super().exists(digest_of(session_key))

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key:
            super().delete(digest_of(key))  # not a write: the store of sessions is its own writer

    def create_model_instance(self, data):
        """The row of a session that is saved: it is seen now, and began when somebody signed in."""
        now = timezone.now()
        if SESSION_KEY in data:
            data.setdefault(BEGUN, now.timestamp())
        row = super().create_model_instance(data)
        row.pk = digest_of(row.pk)
        row.user_id = data.get(SESSION_KEY)
        row.begun_at = datetime.fromtimestamp(data.get(BEGUN, now.timestamp()), UTC)
        row.last_seen_at = now
        row.program = data.get(PROGRAM, "")
        return row

    # Django asks these where somebody waits without blocking; they must not know of another key.
    _aget_session_from_db = sync_to_async(_get_session_from_db)
    aexists = sync_to_async(exists)
    adelete = sync_to_async(delete)
    acreate_model_instance = sync_to_async(create_model_instance)


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
