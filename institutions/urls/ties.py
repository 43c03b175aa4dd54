# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to parts and members."""

from django.urls import path

from institutions.views import ties

urlpatterns = [
    path("institutions/<int:pk>/ties/", ties.ties, name="ties"),
    path("institutions/<int:pk>/ties/make/", ties.tie_make, name="tie-make"),
    path("ties/<int:pk>/end/", ties.tie_end, name="tie-end"),
]
