# SPDX-License-Identifier: GPL-3.0-or-later
"""What the clock opens, how often (seconds), and which tasks wait in the queue of the wikis."""

CELERY_TASK_ROUTES = {
    "outreach.tasks.*": {"queue": "wiki"},
    "institutions.tasks.items.run_renewal": {"queue": "wiki"},
    "presence.tasks.run_check": {"queue": "wiki"},
    "casestudies.tasks.bring_drafts": {"queue": "wiki"},
    "casestudies.tasks.check_pictures": {"queue": "wiki"},
}

CELERY_BEAT_SCHEDULE = {
    "sweep what lost its wake-up": {"task": "work.tasks.sweep", "schedule": 60},
    "renew what Wikidata says": {"task": "institutions.tasks.items.begin_renewal", "schedule": 3600},
    "look for duplicates": {"task": "institutions.tasks.duplicates.begin_search", "schedule": 7 * 24 * 3600},
    "publish what waits": {"task": "outreach.tasks.publish_due", "schedule": 60},
    "count Commons categories": {"task": "presence.tasks.begin_check", "schedule": 3600},
    "bring drafts that wait": {"task": "casestudies.tasks.begin_bringing", "schedule": 300},
    "learn from case studies": {"task": "learning.tasks.begin_reading", "schedule": 900},
    "ask Commons about pictures": {"task": "casestudies.tasks.begin_check", "schedule": 300},
    "mirror the wiki": {"task": "outreach.tasks.begin_sync", "schedule": 3600},
    "look after members' wiki accounts": {"task": "outreach.tasks.begin_member_check", "schedule": 3600},
    "throw away what is over": {"task": "privacy.tasks.begin_purge", "schedule": 24 * 3600},
    "search for people who asked": {"task": "privacy.tasks.begin_searches", "schedule": 60},
    "ask the wiki about its accounts": {"task": "outreach.tasks.begin_look", "schedule": 3600},
    "forget whose time is over": {"task": "partnerships.tasks.begin_retention", "schedule": 24 * 3600},
    "settle what nobody settled": {"task": "agreements.tasks.begin_lapsing", "schedule": 24 * 3600},
    "remind of what is due": {"task": "agreements.tasks.begin_reminders", "schedule": 3600},
    "ask to renew agreements": {"task": "agreements.tasks.begin_renewals", "schedule": 24 * 3600},
    "remind of reviews": {"task": "reviews.tasks.begin_reminders", "schedule": 24 * 3600},
    "write the weekly digests": {"task": "today.tasks.begin_digests", "schedule": 3600},
    "scan documents that wait": {"task": "agreements.tasks.begin_scan", "schedule": 300},
    "delete files nobody names": {"task": "agreements.tasks.begin_file_sweep", "schedule": 24 * 3600},
    "refresh the dashboards": {"task": "dashboards.tasks.refresh", "schedule": 45},
}
