# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what is kept of people and for how long."""

from django.urls import path

from privacy.views import keeping

urlpatterns = [
    path("privacy/kept/", keeping.kept, name="kept"),
    path("privacy/purges/", keeping.purges, name="purges"),
]
