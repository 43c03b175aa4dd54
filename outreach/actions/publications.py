# SPDX-License-Identifier: GPL-3.0-or-later
"""An order to publish: given, taken by one worker, put off, ended. Nothing is lost with a message or a worker."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.one_step import NoLongerAllowed, hold_rights
from journal.actions import recorded
from outreach import orders
from outreach.actions.mirror import hold
from outreach.errors import AlreadyOnItsWay, MayBeThere, NothingToRepeat
from outreach.models import Publication, Source
from outreach.wiki.orders import Written
from outreach.wiki.values import Page as WikiPage
from outreach.wiki.writing import as_stored, sha1_of
from work import actions as work
from work.errors import NoLongerOurs

TASK = "outreach.tasks.publish_due"
LONGEST_PAUSE = timedelta(minutes=15)
GIVEN_UP_AFTER = timedelta(days=1)
LOST = _("The worker went away while it had the text; another one looks whether it is there.")
REPEATABLE = (Publication.State.PARKED, Publication.State.NO_ACCESS, Publication.State.GIVEN_UP)


@recorded
def request_publication(
    *,
    kind: str,
    source: Source,
    title: str,
    text: str,
    summary: str,
    by,
    page_id: int = 0,
    base_revision: int = 0,
) -> Publication:
    """Order that the text be put on the wiki, and wake a worker after the commit.

    Raises AlreadyOnItsWay, with the first one, when this title is being published already: two clicks, one edit.
    """
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                kind=kind, source=source, title=title, page_id=page_id, base_revision=base_revision,
                text=as_stored(text), sha1=sha1_of(text), summary=summary, by=by,
            )  # fmt: skip
    except IntegrityError as error:
        first = Publication.objects.open().filter(source=source, title=title).first()
        raise AlreadyOnItsWay(first) from error
    work.nudge(TASK)
    return publication


def claim_publication(*, now: datetime) -> Publication | None:
    """Take what is due for this worker, committed before anything is sent; None when nothing is, or one is on its way.

    One order at a time leaves for a wiki: the database holds that, so of two workers one gets nothing.
    """
    for pk in Publication.objects.due(now=now).values_list("pk", flat=True)[:20]:
        due = Publication.objects.filter(pk=pk, state=Publication.State.WAITING, due_at__lte=now)
        try:
            with transaction.atomic(durable=True):
                taken = due.update(
                    state=Publication.State.SENDING, claimed_at=now, attempts=F("attempts") + 1
                )
        except IntegrityError:
            continue  # another is on its way to this wiki
        if taken:
            return Publication.objects.select_related("source", "by").get(pk=pk)
    return None


@recorded
def put_back_lost(*, now: datetime) -> int:
    """Let another worker have what a dead one held; whether it left stays as doubtful as it was. Returns how many.

    One that takes its workers down comes back later each time, and is given up after a day like any other.
    """
    lost = list(Publication.objects.lost(now=now).select_for_update(skip_locked=True))
    for publication in lost:
        put_off(publication, code="lost-worker", words=str(LOST), now=now)
    return len(lost)


@transaction.atomic
def note_leaving(publication: Publication) -> None:
    """From now on the wiki may have it: committed before the edit is sent. Raises NoLongerOurs.

    Raises NoLongerAllowed where who ordered it lost the right since the attempt began; who loses it later, after this.
    """
    hold_rights(publication.by_id)
    publication.by = User.objects.get(pk=publication.by_id)
    if not orders.may_still(publication):
        raise NoLongerAllowed
    _write(publication, is_doubtful=True)


def note_not_done(publication: Publication) -> None:
    """The wiki said in so many words that it did not do it, or cannot have heard us. Raises NoLongerOurs."""
    _write(publication, is_doubtful=False)


@recorded
def put_off(
    publication: Publication, *, code: str, words: str, now: datetime, at_least: timedelta = timedelta()
) -> None:
    """Try again after 1, 2, 4, 8, 15, 15 … minutes, or after as long as the wiki asks, a quarter of an hour at most.

    After a day it is given up in words. Raises NoLongerOurs.
    """
    if now - publication.ordered_at > GIVEN_UP_AFTER:
        settle(publication, Publication.State.GIVEN_UP, code=code, words=words)
        return
    pause = min(LONGEST_PAUSE, max(at_least, timedelta(minutes=2 ** min(publication.attempts - 1, 4))))
    _write(
        publication,
        state=Publication.State.WAITING,
        due_at=now + pause,
        code=code[:60],
        words=words[:2000],
    )


@recorded
def settle(
    publication: Publication, state: str, *, code: str = "", words: str = "", seen: WikiPage | None = None
) -> None:
    """It ended, and not on the wiki; whoever ordered it is told, with the page that was `seen` there instead.

    Raises NoLongerOurs.
    """
    # Only after a day without an answer may it be there all the same.
    is_doubtful = publication.is_doubtful and state == Publication.State.GIVEN_UP
    _write(
        publication, state=state, ended_at=timezone.now(), code=code[:60], words=words[:2000],
        is_doubtful=is_doubtful,
    )  # fmt: skip
    page = None
    if seen is not None and seen.text is not None and not seen.redirect:
        found = Written(seen.page_id, seen.title, seen.revision)
        page = hold(publication.source, found, seen, text=seen.text, sha1=seen.sha1)
    orders.named(publication.kind).settled(publication, page)


@recorded
def finish(publication: Publication, written: Written, stored: WikiPage | None) -> None:
    """It is on the wiki. `stored` is the page read back, None where that failed: the next sync fetches it then.

    Raises NoLongerOurs.
    """
    _write(
        publication, state=Publication.State.PUBLISHED, ended_at=timezone.now(), code="", words="",
        is_doubtful=False, page_id=written.page_id, title=written.title, revision=written.revision,
    )  # fmt: skip
    page = hold(publication.source, written, stored, text=publication.text, sha1=publication.sha1)
    orders.named(publication.kind).settled(publication, page)


@recorded
def try_again(publication: Publication) -> Publication:
    """A person says that what stood in the way is gone. Raises NothingToRepeat, AlreadyOnItsWay."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.state not in REPEATABLE:
        raise NothingToRepeat(publication.get_state_display())
    now = timezone.now()
    publication.state, publication.attempts = Publication.State.WAITING, 0
    publication.ordered_at = publication.due_at = now
    publication.ended_at, publication.code, publication.words = None, "", ""
    try:
        with transaction.atomic():
            publication.save(
                update_fields=["state", "attempts", "ordered_at", "due_at", "ended_at", "code", "words"]
            )
    except IntegrityError as error:
        raise AlreadyOnItsWay(None) from error
    work.nudge(TASK)
    return publication


@recorded
def cancel(publication: Publication) -> Publication:
    """A person gives it up. Raises MayBeThere while it may be on the wiki, NothingToRepeat once it has ended."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.state == Publication.State.SENDING or publication.is_doubtful:
        raise MayBeThere
    if publication.state not in (Publication.State.WAITING, *REPEATABLE):
        raise NothingToRepeat(publication.get_state_display())
    publication.state, publication.ended_at = Publication.State.CANCELLED, timezone.now()
    publication.save(update_fields=["state", "ended_at"])
    orders.named(publication.kind).settled(publication, None)
    return publication


def drop_texts(source_id: int, revisions: Collection[int]) -> int:
    """Administrators hid these revisions on the wiki: what was sent for them goes here as well. Returns how many."""
    made = Publication.objects.filter(source=source_id, revision__in=revisions).exclude(text="")
    return made.update(text="", sha1="")


def _write(publication: Publication, **changes: object) -> None:
    # The attempt is part of the address: a worker that was thought dead must not write over its successor.
    ours = Publication.objects.filter(
        pk=publication.pk, state=Publication.State.SENDING, attempts=publication.attempts
    )
    if not ours.update(**changes):
        raise NoLongerOurs
    for name, value in changes.items():
        setattr(publication, name, value)
