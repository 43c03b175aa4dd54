# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest public case studies as an Atom feed: what everybody may read, and no name of anybody the wiki keeps."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.naming import is_named_to
from casestudies.models import CaseStudy
from interface.feeds import Atom
from outreach.parsing.emails import strip_emails

NEWEST = 50
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


class StudiesAtom(Atom):
    """Atom with summaries as plain text, and each entry in its own language."""

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        summary = item["description"]
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", summary, {"type": "text"})

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "GLAMwiki", {"uri": settings.SITE_URL})

    def latest_post_date(self):
        """An empty feed was never newer: so that it is the same whenever it is asked for."""
        return super().latest_post_date() if self.items else NEVER


class CaseStudyFeed(Feed):
    """Told of the case studies it is called with; `get_object` receives them from the view."""

    feed_type = StudiesAtom

    def get_object(self, request, *, found: list[CaseStudy]):
        self.request = request
        return found

    def title(self, found):
        return _("Case studies")

    def subtitle(self, found):
        return _("What was tried with institutions, how it went, and what to do differently.")

    def link(self, found):
        return reverse("casestudies:list")

    def feed_url(self, found):
        return self.request.build_absolute_uri()

    def feed_guid(self, found):
        return self.request.build_absolute_uri()

    def author_name(self, found):
        return "GLAMwiki"

    def items(self, found):
        return found

    def item_title(self, item):
        return _clean(item.title)

    def item_description(self, item):
        return _clean(item.lead)

    def item_guid(self, item):
        """The same for ever, whatever becomes of title and address."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:case-study:{item.pk}"

    def item_author_name(self, item):
        """Ours by the account they write under on the wiki; of a wiki's page its contributors, none by name."""
        if item.author:
            is_on_wiki = item.state == CaseStudy.State.PUBLISHED
            is_named = is_named_to(AnonymousUser(), item.author, on_wiki=is_on_wiki)
            return (is_named and item.author.wiki_username) or "GLAMwiki"
        return _("Contributors to %(wiki)s") % {"wiki": item.page.source}

    def item_pubdate(self, item):
        return item.filed_at or item.begun_at

    def item_updateddate(self, item):
        return item.saved_at

    def item_categories(self, item):
        words = [item.kind, item.outcome and f"outcome-{item.outcome}", item.country.code]
        return [word for word in (*words, *item.programmes, *item.tools, *item.media) if word]

    def item_extra_kwargs(self, item):
        return {"language": item.language}

    def item_copyright(self, item):
        return _clean(item.page.source.licence_name) if item.page else ""


def _clean(text: str) -> str:
    return " ".join(strip_emails(text).split())
