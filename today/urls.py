# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from today.reports.calendars import KINDS
from today.views import feeds, queue, stopping

app_name = "today"
urlpatterns = [
    path("today/", queue.queue, name="queue"),
    path("today/slot/", queue.slot, name="slot"),
    path("today/snooze/", queue.snooze, name="snooze"),
    path("today/wake/", queue.wake, name="wake"),
    path("today/feeds/", feeds.feeds, name="feeds"),
    path("today/feeds/<int:pk>/revoke/", feeds.feed_revoke, name="feed-revoke"),
    *(
        path(f"today/ics/{kind}/<int:pk>/", feeds.one_date, {"kind": kind}, name=f"ics-{kind}")
        for kind in KINDS
    ),
    path("feeds/<slug:token>.ics", feeds.feed, name="feed"),
    path("mail/unsubscribe/<str:token>/", stopping.unsubscribe, name="unsubscribe"),
]
