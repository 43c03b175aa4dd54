# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks a stage plans for whoever leads a partnership that enters it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from partnerships.models import Partnership, Stage
from teamwork.actions import make_task


def make_tasks_of_plan(partnership: Partnership, stage: Stage, *, by: User) -> None:
    """Give the lead the stage's tasks, in the lead's language; those still open from last time stay as they are."""
    today = timezone.localdate()
    for number, step in enumerate(stage.plan):
        with translation.override(partnership.lead.language or settings.LANGUAGE_CODE):
            title = _(step["title"])
        make_task(
            partnership,
            partnership.affiliate,
            by=by,
            title=title,
            assignee=partnership.lead,
            due_on=today + timedelta(days=step["after_days"]),
            origin=f"stage-{stage.pk}-{number}",
        )
