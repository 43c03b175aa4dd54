# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads the Celery application with Django, so that `delay()` in the web process knows the broker."""

from django.apps import AppConfig

from glamwiki import checks
from glamwiki.celery import app as celery_app

__all__ = ["GlamwikiConfig", "celery_app", "checks"]


class GlamwikiConfig(AppConfig):
    name = "glamwiki"
