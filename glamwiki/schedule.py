# SPDX-License-Identifier: GPL-3.0-or-later
"""What the clock opens, how often (seconds), what the sweep begins again, and which tasks wait in the queue of the wikis."""

CELERY_TASK_ROUTES = {
    "outreach.tasks.*": {"queue": "wiki"},
    "institutions.tasks.items.run_renewal": {"queue": "wiki"},
    "presence.tasks.run_check": {"queue": "wiki"},
    "casestudies.tasks.bring_drafts": {"queue": "wiki"},
    "casestudies.tasks.check_pictures": {"queue": "wiki"},
}

HOUR = 3600
DAY = 24 * HOUR

# Minutes only. What is rarer stands below: beat counts from its own start where it lost its file, so that a site
# which is deployed each day would never come to what is due once a day.
CELERY_BEAT_SCHEDULE = {
    "sweep what lost its wake-up": {"task": "work.tasks.sweep", "schedule": 60},
    "publish what waits": {"task": "outreach.tasks.publish_due", "schedule": 60},
    "bring drafts that wait": {"task": "casestudies.tasks.begin_bringing", "schedule": 300},
    "learn from case studies": {"task": "learning.tasks.begin_reading", "schedule": 900},
    "ask Commons about pictures": {"task": "casestudies.tasks.begin_check", "schedule": 300},
    "search for people who asked": {"task": "privacy.tasks.begin_searches", "schedule": 60},
    "scan documents that wait": {"task": "agreements.tasks.begin_scan", "schedule": 300},
    "refresh the dashboards": {"task": "dashboards.tasks.refresh", "schedule": 45},
}

# Kind of run: the task that begins one, and after how many seconds again. The sweep looks at the last run's row.
PERIODIC_RUNS = {
    "items": ("institutions.tasks.items.begin_renewal", HOUR),
    "presence.check": ("presence.tasks.begin_check", HOUR),
    "outreach.sync": ("outreach.tasks.begin_sync", HOUR),
    "outreach.members": ("outreach.tasks.begin_member_check", HOUR),
    "outreach.accounts": ("outreach.tasks.begin_look", HOUR),
    "agreements.reminders": ("agreements.tasks.begin_reminders", HOUR),
    "today.digest": ("today.tasks.begin_digests", HOUR),
    "privacy.purge": ("privacy.tasks.begin_purge", DAY),
    "partnerships.retention": ("partnerships.tasks.begin_retention", DAY),
    "agreements.lapsing": ("agreements.tasks.begin_lapsing", DAY),
    "agreements.renewals": ("agreements.tasks.begin_renewals", DAY),
    "agreements.files": ("agreements.tasks.begin_file_sweep", DAY),
    "reviews.reminders": ("reviews.tasks.begin_reminders", DAY),
    "duplicates": ("institutions.tasks.duplicates.begin_search", 7 * DAY),
}
