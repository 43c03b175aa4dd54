# SPDX-License-Identifier: GPL-3.0-or-later
"""People whom somebody has still to tell what we keep of them: for who leads the partnership there, and administrators."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import affiliate_ids, scope
from partnerships.models import Notice, Partnership, Post
from today.sources.base import Line, Row, Source, as_rows, due_words, section_of, week_end


class Notices(Source):
    """Notices that are overdue, or due within the week."""

    code = "notice"

    def rows(self, user, today):
        """Where nobody leads a partnership at the person's institution, an administrator of the affiliate sees it."""
        there = Post.objects.filter(advocate=OuterRef("advocate"), ended_on=None)
        led = (
            Partnership.objects.kept()
            .open()
            .filter(
                lead=user.pk,
                affiliate=OuterRef("advocate__affiliate"),
                institution__in=Post.objects.filter(
                    advocate=OuterRef(OuterRef("advocate")), ended_on=None
                ).values("institution"),
            )
        )
        mine = Q(Exists(led)) | Q(advocate__affiliate__in=affiliate_ids(user, "assessment.write"))
        open_ones = Notice.objects.open().filter(
            mine, scope(user, "advocate.edit", affiliate="advocate__affiliate"), due_on__lte=week_end(today)
        )
        institution = there.order_by("pk")
        named = open_ones.annotate(
            where=Subquery(institution.values("institution__name")[:1]),
            where_names=Subquery(institution.values("institution__names")[:1]),
        )
        return [
            as_rows(
                named,
                source=self.code,
                section=section_of("due_on", today),
                since="due_on",
                day="due_on",
                title="",
                about="advocate",
                name="where",
                names="where_names",
            )
        ]

    def line(self, row: Row, today):
        """Names nobody, for lines go into mails: the verb leads to the text of the notice."""
        return Line(
            key=row.key,
            section=row.section,
            what=_("Tell advocate #%(number)s what you keep of them") % {"number": row.about},
            why=due_words(row.day, today),
            verb=_("Write the notice"),
            address=reverse("partnerships:advocate-notice", args=[row.about]),
            record=row.record or "",
            record_address=reverse("partnerships:advocate", args=[row.about]),
        )
