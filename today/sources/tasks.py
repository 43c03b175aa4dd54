# SPDX-License-Identifier: GPL-3.0-or-later
"""My tasks: overdue, due within a week, and those without a day."""

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Mou, Partnership
from partnerships.models.sharing import shared_scope
from teamwork.models import Task
from today.sources.base import LATER, Line, Row, Source, as_rows, due_words, section_of, week_end

_ON_PARTNERSHIPS = Partnership._meta.label_lower


class Tasks(Source):
    """What somebody gave the user to do, or they themselves, on a partnership they may steer."""

    code = "task"

    def rows(self, user, today):
        """Without those that ask to renew an agreement which is a line itself."""
        record = Partnership.objects.kept().filter(
            shared_scope(user, "partnership.steer"), pk=OuterRef("thread_id")
        )
        asked_by = Mou.objects.to_renew(on=today).filter(
            partnership=OuterRef("thread_id"), partnership__lead=user.pk
        )
        origin = Concat(Value("renew-"), Cast("pk", CharField()), output_field=CharField())
        mine = (
            Task.objects.open()
            .visible_to(user)
            .filter(Q(due_on=None) | Q(due_on__lte=week_end(today)), assignee=user.pk)
            .filter(Exists(record), thread_kind=_ON_PARTNERSHIPS)
            .exclude(Exists(asked_by.annotate(renewal=origin).filter(renewal=OuterRef("origin"))))
        )
        institution = record.order_by()
        day = Coalesce("due_on", TruncDate("made_at"))
        named = mine.annotate(
            there=Subquery(institution.values("institution__name")[:1]),
            there_names=Subquery(institution.values("institution__names")[:1]),
        )
        dated = section_of("due_on", today)
        return [
            as_rows(
                named,
                source=self.code,
                section=dated,  # a task without a day is none of the first three
                since=day,
                day=day,
                title="title",
                about="thread_id",
                name="there",
                names="there_names",
            )
        ]

    def line(self, row: Row, today):
        """The verb finishes the task and asks what comes next."""
        has_day = row.section != LATER
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=due_words(row.day, today) if has_day else _("no day is set"),
            verb=_("Done"),
            address=reverse("teamwork:task-finish", args=[row.pk]),
            sends={},
            record=row.record,
            record_address=reverse("partnerships:partnership", args=[row.about]),
            calendar=reverse("today:ics-task", args=[row.pk]) if has_day else "",
        )
