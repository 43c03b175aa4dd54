# SPDX-License-Identifier: GPL-3.0-or-later
"""A thread: the record that notes, tasks and followings hang on, named as the journal names it."""

from django.db import models


class ThreadQuerySet(models.QuerySet):
    def about(self, record):
        """Rows of that record: a partnership, an institution, an advocate …"""
        return self.filter(thread_kind=record._meta.label_lower, thread_id=record.pk)


class Threaded(models.Model):
    """A row that hangs on a record of any kind. The door that shows it has authorised the record."""

    thread_kind = models.CharField(max_length=80)
    thread_id = models.BigIntegerField()

    class Meta:
        abstract = True


def thread_of(record) -> dict:
    """The fields that name a record as a thread."""
    return {"thread_kind": record._meta.label_lower, "thread_id": record.pk}
