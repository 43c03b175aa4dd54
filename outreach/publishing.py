# SPDX-License-Identifier: GPL-3.0-or-later
"""One attempt to put an ordered text on the wiki: look, send, read back; and a name for every way it can end."""

import logging
from collections.abc import Callable
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.credentials import fresh_access, note_refused
from accounts.errors import NoWikiAccess, WikiSignInUnavailable
from accounts.one_step import NoLongerAllowed
from outreach import connection, orders
from outreach.actions import publications as actions
from outreach.models import Publication
from outreach.wiki.client import Wiki
from outreach.wiki.errors import (
    AccessRefused,
    WikiError,
    WikiMisconfigured,
    WikiReadOnly,
    WikiRefused,
    WikiUnavailable,
)
from outreach.wiki.line import Line
from outreach.wiki.orders import EditRefused, No, Written
from outreach.wiki.values import Page
from outreach.wiki.writing import Pen, Sent

logger = logging.getLogger(__name__)

State = Publication.State
BAD_TOKEN = "mwoauth-invalid-authorization"
READ_ONLY_FOR = timedelta(minutes=5)
# What a no leaves the order in; every other one is parked with the wiki's own words.
ENDS = {No.EXISTS: State.EXISTS, No.GONE: State.GONE}


class Stopped(Exception):
    """There is nothing to send: the page is not as it was when the order was given. Carries the state it ends in.

    `seen` is the page as it is instead, where it could be had.
    """

    def __init__(self, state: str, code: str, words: str = "", *, seen: Page | None = None):
        super().__init__(code)
        self.state, self.code, self.words, self.seen = state, code, words, seen


def publish(publication: Publication) -> None:
    """Make one attempt for a claimed publication and write down how it ended. Raises work.errors.NoLongerOurs."""
    if not orders.may_still(publication):
        _settle_without_right(publication)
        return
    try:
        written, stored = _with_access(publication, lambda line: _attempt(line, publication))
    except NoLongerAllowed:
        _settle_without_right(publication)
    except WikiSignInUnavailable as error:
        _put_off(publication, "sign-in", " ".join(error.messages))
    except NoWikiAccess as error:
        actions.settle(publication, State.NO_ACCESS, code=error.code, words=" ".join(error.messages))
    except Stopped as stop:
        actions.settle(publication, stop.state, code=stop.code, words=stop.words, seen=stop.seen)
    except EditRefused as no:
        actions.settle(publication, ENDS.get(no.why, State.PARKED), code=_code(no), words=no.words)
    except SoftTimeLimitExceeded:
        _put_off(publication, "too-slow", _("It took too long and was stopped."))
    except WikiReadOnly as error:
        _put_off(publication, "read-only", error.reason, READ_ONLY_FOR)
    except WikiUnavailable as error:
        _put_off(publication, "no-answer", error.reason, timedelta(seconds=error.retry_after or 0))
    except WikiMisconfigured as error:
        # Also what a wiki under maintenance looks like from outside: an operator may have to look, or nobody.
        _put_off(publication, "settings", error.reason)
    except WikiRefused as error:
        actions.settle(
            publication, State.PARKED, code=error.code or "refused", words=error.words or error.reason
        )
    else:
        actions.finish(publication, written, stored)


def _settle_without_right(publication: Publication) -> None:
    words = _("Nothing was sent: whoever ordered this may no longer do so.")
    actions.settle(publication, State.PARKED, code="no-right", words=words)


def _code(no: EditRefused) -> str:
    return str(no.why) if no.why in (*ENDS, No.CAPTCHA) else no.code


def _put_off(publication: Publication, code: str, words: str, at_least: timedelta = timedelta()) -> None:
    actions.put_off(publication, code=code, words=words, now=timezone.now(), at_least=at_least)


def _with_access(publication: Publication, attempt: Callable[[Line], tuple[Written, Page | None]]):
    """Try with the author's token. Raises NoWikiAccess where the wiki does not take it, though it should.

    A wiki that does not know the session, without a word about the token, is asked once more.
    """
    for is_last in (False, True):
        access = fresh_access(publication.by)
        try:
            return attempt(connection.line_of(access))
        except AccessRefused as error:
            logger.info("Publication %s: the wiki refused the sign-in (%s).", publication.pk, error.code)
            if error.code == BAD_TOKEN or is_last:
                _refused(publication, access, is_last=is_last)
    raise AssertionError("not reached")


def _refused(publication: Publication, access: str, *, is_last: bool) -> None:
    """Note it; if the token's time was over, or another worker renewed it, the next attempt may do. Raises NoWikiAccess."""
    try:
        note_refused(publication.by, access)
    except WikiSignInUnavailable:
        if is_last:
            raise


def _attempt(line: Line, publication: Publication) -> tuple[Written, Page | None]:
    """Make the edit unless it is there already, and read the page back. Raises Stopped or a WikiError."""
    pen = Pen(line, publication.by.wiki_username)
    written = _found(pen, publication) if publication.is_doubtful else None
    try:
        written = written or _sent(pen, publication)
    except Stopped as stop:
        if stop.state == State.CONFLICT:
            stop.seen = _read_back(line, publication.page_id)
        raise
    stored = _read_back(line, written.page_id)
    if written.is_unchanged or not written.revision:
        written = _as_it_stands(pen, written)
    return written, stored


def _found(pen: Pen, publication: Publication) -> Written | None:
    """Our own revision, where the edit was made already."""
    sent = Sent(publication.sha1, publication.summary, publication.base_revision)
    return pen.own_revision(sent, page_id=publication.page_id, title=publication.title)


def _sent(pen: Pen, publication: Publication) -> Written:
    if publication.page_id:
        _look(pen, publication)
    pen.make_ready()
    actions.note_leaving(publication)
    try:
        return _edited(pen, publication)
    except EditRefused as no:
        actions.note_not_done(publication)
        # An earlier attempt of ours may have been slower than our look for it.
        ours = _found(pen, publication) if no.why in (No.CONFLICT, No.EXISTS) else None
        if ours is None and no.why is No.CONFLICT:
            raise Stopped(State.CONFLICT, "conflict", no.words) from no
        if ours is None:
            raise
        return ours
    except WikiUnavailable as error:
        if not error.may_be_done:
            actions.note_not_done(publication)
        raise


def _edited(pen: Pen, publication: Publication) -> Written:
    summary, text = publication.summary, publication.text
    if not publication.page_id:
        return pen.make_page(publication.title, text, summary=summary)
    return pen.change(publication.page_id, text, summary=summary, base_revision=publication.base_revision)


def _look(pen: Pen, publication: Publication) -> None:
    """See that the page is the one the text was made from. Raises Stopped."""
    now = pen.current(page_id=publication.page_id)
    if not now.exists:
        raise Stopped(State.GONE, "gone")
    if now.is_redirect:
        raise Stopped(State.MOVED, "redirect")
    if now.revision != publication.base_revision:
        raise Stopped(State.CONFLICT, "conflict")
    if now.text is None:
        raise Stopped(State.PARKED, "hidden")


def _as_it_stands(pen: Pen, written: Written) -> Written:
    """The wiki held this very text already: its newest revision is the one."""
    now = pen.current(page_id=written.page_id)
    return Written(written.page_id, now.title, now.revision, is_unchanged=True)


def _read_back(line: Line, page_id: int) -> Page | None:
    """The page as the wiki has it now; None where that cannot be had, which spoils nothing."""
    try:
        batch = next(iter(Wiki(line).batches([page_id])))
    except WikiError as error:
        logger.info("Page %s could not be read back: %s", page_id, error)
        return None
    return batch.pages[0] if batch.pages else None
