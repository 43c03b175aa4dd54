# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest reports as an Atom feed."""

from datetime import UTC, datetime, time

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from interface.feeds import Atom
from newsletter.models import Report

ENTRIES = 50


class NewestReports(Feed):
    """What anybody may read, newest issue first."""

    feed_type = Atom
    title = _("This Month in GLAM: newest reports")
    subtitle = _("Reports of the GLAM newsletter, mirrored from the wiki.")

    def link(self):
        return reverse("newsletter:list")

    def items(self):
        nobody = AnonymousUser()
        reports = Report.objects.visible_to(nobody).for_list().with_authors(nobody)
        return reports.order_by("-issue__appeared_on", "-pk")[:ENTRIES]

    def item_title(self, item):
        return f"{item} ({item.name}, {item.issue})"

    def item_description(self, item):
        return item.lead

    def item_author_name(self, item):
        return ", ".join(author.username for author in item.authors) or None

    def item_pubdate(self, item):
        return datetime.combine(item.issue.appeared_on, time(), tzinfo=UTC)

    def item_updateddate(self, item):
        return item.page.revised_at or self.item_pubdate(item)

    def item_categories(self, item):
        return [str(area) for area in item.areas.all()]


@login_not_required
@require_safe
def feed(request):
    return NewestReports()(request)
