# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping our copy of one page that we have just written ourselves."""

from django.utils import timezone

from outreach import kinds
from outreach.actions.contributors import state_contributors
from outreach.actions.mirror import WHOLE, editors_of, row_of, store
from outreach.models import Contribution, Page, Source
from outreach.wiki.orders import Written
from outreach.wiki.values import Page as WikiPage
from outreach.wiki.values import PageStub


def hold(source: Source, written: Written, stored: WikiPage | None, *, text: str, sha1: str) -> Page:
    """Our copy of the page that we wrote, made or renewed; what a sync brought meanwhile is not undone.

    Without the page as it was read back, its revision stays 0, so that the next sync fetches it.
    """
    stub = PageStub(written.page_id, written.title, written.revision)
    kind = kinds.kind_of(stub)
    kind_name = kind.name if kind else ""
    held = Page.objects.select_for_update().filter(source=source, page_id=written.page_id).first()
    if held is not None and held.revision > max(written.revision, stored.revision if stored else 0):
        return held
    row = row_of(source.pk, stored, kind_name) if stored else None
    if row is None or row.state != Page.State.PRESENT:
        row = Page(
            source=source, page_id=written.page_id, title=written.title, kind=kind_name, revision=0, text=text,
            sha1=sha1, synced_at=timezone.now(),
        )  # fmt: skip
    store([row], WHOLE)
    row = Page.objects.select_related("source").get(source=source, page_id=written.page_id)
    if stored and kind:
        state_contributors(Contribution.Role.EDITED, {row: editors_of(stored)})
    return row
