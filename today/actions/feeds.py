# SPDX-License-Identifier: GPL-3.0-or-later
"""Making and revoking feeds of one's dates."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from accounts.models import User
from journal.actions import record, recorded
from privacy.actions.batches import delete, in_batches
from today.errors import TooManyFeeds
from today.models import Feed

MOST_FEEDS = 10


def digest_of(token: str) -> str:
    """What is stored of a token: with 256 bits from `secrets` there is nothing to guess, so no salt."""
    return sha256(token.encode()).hexdigest()


@recorded
def make_feed(user: User) -> tuple[Feed, str]:
    """A new feed of the user's dates and its token, which is shown once and stored only as a digest.

    Raises TooManyFeeds; those that were revoked or ended do not count.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if Feed.objects.open(now=timezone.now()).filter(user=user).count() >= MOST_FEEDS:
        raise TooManyFeeds(MOST_FEEDS)
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(user=user, digest=digest_of(token))
    record("feed.made", feed, by=user, about=user)
    return feed, token


@recorded
def revoke_feed(feed: Feed, *, by: User) -> Feed:
    """The feed's address leads nowhere from now on; a second time changes nothing."""
    feed = Feed.objects.select_for_update().get(pk=feed.pk)
    if feed.revoked_at is None:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        record("feed.revoked", feed, by=by, about=feed.user)
    return feed


def forget_feeds(before: datetime) -> Iterator[int]:
    """Throw away feeds made before that moment, in use or not: a key that never changes is found some day."""
    yield from in_batches(Feed.objects.filter(made_at__lt=before), delete)
