# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches one page of user space and reads it as a draft; the wiki is asked once."""

from django.utils.translation import gettext as _

from casestudies.actions.wiki_drafts import Found, in_form
from casestudies.models import SectionKey
from casestudies.parsing import Unparsable, parse
from casestudies.parsing.user_space import is_in_user_space, name_of_draft
from outreach.connection import wiki_host
from outreach.models import Source
from outreach.wiki.client import Wiki
from outreach.wiki.values import SiteFacts

LONGEST_SECTION = 50_000  # characters, as the form takes; `casestudies.forms` must agree


class Unusable(Exception):
    """The page is there and cannot be a draft; `reason` tells the requester why."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def bring(wiki: Wiki, title: str) -> Found:
    """Fetch and read the page. Raises Unusable, PageMissing and what else the wiki's client raises."""
    page = wiki.page(title)
    if not is_in_user_space(page.title):
        raise Unusable(
            _("The page leads on to “%(title)s”, which is not in user space.") % {"title": page.title}
        )
    if page.text is None:
        raise Unusable(_("The wiki's administrators have hidden this text."))
    if page.redirect:
        raise Unusable(_("The page only leads to another one. Name that one."))
    try:
        parsed = parse(page.title, page.text)
    except Unparsable as error:
        raise Unusable(error.reason) from error
    for key, text in in_form(parsed.sections).items():
        if len(text) > LONGEST_SECTION:
            raise Unusable(
                _("The section “%(section)s” is too large: %(number)s characters, and 50,000 fit.")
                % {"section": SectionKey(key).label, "number": f"{len(text):,}"}
            )
    if not any(section.text for section in parsed.sections):
        raise Unusable(_("The page is empty."))
    return Found(
        title=page.title,
        revision=page.revision,
        revised_at=page.revised_at,
        address=_address(page.title, page.revision),
        name=name_of_draft(page.title),
        parsed=parsed,
    )


def _address(title: str, revision: int) -> str:
    """Where that revision is read, as far as our mirror of the wiki knows its addresses."""
    known = (
        Source.objects.filter(host=wiki_host())
        .exclude(page_url="")
        .values_list("page_url", flat=True)
        .first()
    )
    if not known:
        return ""
    address = SiteFacts("", "", "", "", "", known).address_of(title)
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}oldid={revision}"
