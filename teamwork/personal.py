# SPDX-License-Identifier: GPL-3.0-or-later
"""What notes, tasks, followers, notices and saved views hold of people."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, purge

NO = DataClass.NOT_PERSONAL
WORK, COLLEAGUE = DataClass.NOTE_ON_WORK, DataClass.COLLEAGUE
MESSAGE, ACCOUNT = DataClass.MESSAGE, DataClass.ACCOUNT

classify("teamwork.Note", WORK, thread_kind=NO, author=COLLEAGUE, text=WORK)
classify("teamwork.Mention", COLLEAGUE, user=COLLEAGUE)
classify("teamwork.Following", ACCOUNT, thread_kind=NO, user=ACCOUNT)
classify(
    "teamwork.Notice",
    MESSAGE,
    thread_kind=NO,
    user=MESSAGE,
    kind=MESSAGE,
    words=MESSAGE,
    address=MESSAGE,
    key=MESSAGE,
)
classify(
    "teamwork.Task",
    NO,
    thread_kind=NO,
    title=WORK,
    assignee=COLLEAGUE,
    state=NO,
    made_by=COLLEAGUE,
    origin=NO,
)
classify("teamwork.SavedView", ACCOUNT, page=NO, name=ACCOUNT, query=ACCOUNT, owner=ACCOUNT, reach=NO)

purge(
    "notices",
    MESSAGE,
    _("Notices in the product"),
    _("%(period)s after they were made"),
    after=Period(days=90),
    path="teamwork.actions.notices.forget_notices",
)
