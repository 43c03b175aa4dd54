# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a mirrored text comes from, for whoever shows one."""

from outreach.models import Contributor, Page
from outreach.rendering.links import Links

NAMED = 20


def attribution(page: Page, user) -> dict:
    """What a free licence asks to be said of the text: where it stands, which revision, by whom, under what.

    And the names under which it stood before, which still lead to it.
    """
    names = Contributor.objects.visible_to(user).filter(contributions__page=page).distinct()
    total = names.count()
    address = Links(page.source.page_url).page(page.title)
    joint = "&" if "?" in address else "?"
    return {
        "page": page,
        "address": address,
        "revision_address": f"{address}{joint}oldid={page.revision}" if address else "",
        "contributors": names.order_by("username")[:NAMED] if total else [],
        "further": max(0, total - NAMED),
        "aliases": list(Page.objects.leading_to(page).values_list("title", flat=True)[:NAMED]),
    }
