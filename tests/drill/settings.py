# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's own settings with two additions: an effect for each commitment, and a clock that runs faster."""

from glamwiki.settings import *  # noqa: F403
from glamwiki.settings import CELERY_BEAT_SCHEDULE, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drill.apps.DrillConfig"]
# Every minute would leave a drill of a minute one sweep; nothing else on the clock has to do with it.
CELERY_BEAT_SCHEDULE = {
    name: entry | {"schedule": 1}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
    if entry["task"] == "work.tasks.sweep"
}
PERIODIC_RUNS = {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
