# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of the sync runs show beyond single rows."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from outreach.models import Contributor, Page, Source, SyncRun

# The words of actions.mirror for what happened to a page, in the reader's.
REASONS = {
    "redirect": _("Leads to another page"),
    "missing": _("Went away while we asked for it"),
    "gone": _("No longer on the wiki; our copy is kept"),
    "released": _("Renamed, and no longer a page we mirror"),
    "hidden": _("The wiki hid its text"),
    "unparsable": _("Its text could not be read"),
    "unreadable": _("The wiki did not send it whole; tried again next time"),
}


def explained(sync_run: SyncRun) -> list[tuple[str, str, str]]:
    """(title, what happened, more of it) for each page the run had something to say about."""
    return [
        (entry["title"], REASONS.get(entry["reason"], entry["reason"]), entry.get("detail", ""))
        for entry in sync_run.reasons
    ]


def mirrors_of(rows: Iterable[Page | Contributor]) -> list[Source]:
    """The wikis these rows come from, each once, to say how fresh they are; no query where the rows have their source."""
    return list({row.source_id: row.source for row in rows}.values())
