# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes, tasks, followings, notices and saved views; `on` is the record they hang on."""

import factory

from teamwork.models import Following, Note, Notice, SavedView, Task
from teamwork.models.threads import thread_of
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import UserFactory


class _ThreadedFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        exclude = ["on"]

    on = factory.SubFactory(PartnershipFactory)
    thread_kind = factory.LazyAttribute(lambda row: thread_of(row.on)["thread_kind"])
    thread_id = factory.LazyAttribute(lambda row: row.on.pk)


class NoteFactory(_ThreadedFactory):
    class Meta:
        model = Note

    affiliate = factory.LazyAttribute(lambda note: note.on.affiliate)
    author = factory.LazyAttribute(lambda note: note.on.lead)
    text = factory.Sequence("We talked for {} minutes.".format)


class TaskFactory(_ThreadedFactory):
    class Meta:
        model = Task

    affiliate = factory.LazyAttribute(lambda task: task.on.affiliate)
    assignee = factory.LazyAttribute(lambda task: task.on.lead)
    title = factory.Sequence("Ring the archive, call {}".format)


class FollowingFactory(_ThreadedFactory):
    class Meta:
        model = Following

    user = factory.LazyAttribute(lambda following: following.on.lead)


class NoticeFactory(_ThreadedFactory):
    class Meta:
        model = Notice

    user = factory.LazyAttribute(lambda notice: notice.on.lead)
    kind = "mention"
    words = factory.LazyFunction(lambda: {"who": "Clara", "record": "Museum of Tides"})
    address = "/tasks/"
    key = factory.Sequence("notice-{}".format)


class SavedViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedView

    owner = factory.SubFactory(UserFactory)
    page = "partnerships:board"
    name = factory.Sequence("View {}".format)
    query = "q=museum"
