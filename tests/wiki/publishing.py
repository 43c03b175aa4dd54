# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of publishing share: an author with an account on the real wiki, and orders given in their name."""

from datetime import timedelta

from django.utils import timezone

from localwiki.accounts import AUTHOR
from outreach import connection
from outreach.actions import publications
from outreach.models import Publication, Source
from outreach.tasks import publish_due
from tests.factories import UserFactory
from tests.factories.wiki import WikiAccountFactory, credential_by

TITLE = "GLAM/Case studies/Museum of Nowhere"
TEXT = "== Summary/Abstract ==\n\nWe put a thousand maps online.\n"
SUMMARY = "A case study, written with GLAMwiki"


def connected(authority, account=AUTHOR.name):
    """A user whose wiki account this is, with tokens that work."""
    user = UserFactory(wiki_username=account)
    WikiAccountFactory(user=user, sub=authority.sub(account))
    credential_by(authority.grant(account), user=user)
    return user


def order(by, *, title=TITLE, text=TEXT, **other):
    """An order to publish, of a kind nobody registered."""
    source, _new = Source.objects.get_or_create(host=connection.wiki_host())
    return publications.request_publication(
        kind="test", source=source, title=title, text=text, summary=SUMMARY, by=by, **other
    )


def let_time_pass(**how_long):
    """Have what waits be due, as if so much time had gone by."""
    Publication.objects.filter(state="waiting").update(
        due_at=timezone.now() - timedelta(**how_long or {"seconds": 1})
    )


def work_on(publication, times=1):
    """Let the worker look so many times, each after the pause it was told; the row as it is then."""
    for _ in range(times):
        let_time_pass()
        publish_due()
    publication.refresh_from_db()
    return publication


def revisions(wiki, title=TITLE):
    """(user, text) of the page's revisions, oldest first; none if there is no page."""
    page = wiki.query(title, rvlimit="max", rvdir="newer")
    return [(each["user"], each["slots"]["main"]["content"]) for each in page.get("revisions", [])]
