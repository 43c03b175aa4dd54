# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the notes, tasks and followers of a partnership."""

from django.urls import path

from partnerships.views import teamwork

urlpatterns = [
    path("partnerships/<int:pk>/notes/", teamwork.notes, name="notes"),
    path("partnerships/<int:pk>/notes/people/", teamwork.people, name="note-people"),
    path("partnerships/<int:pk>/tasks/", teamwork.tasks, name="tasks"),
    path("partnerships/<int:pk>/follow/", teamwork.follow, name="follow"),
]
