# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from institutions.urls import duplicates, items, judgements, maps, quickstatements, suggestions, ties

app_name = "institutions"
urlpatterns = [
    *items.urlpatterns,
    *duplicates.urlpatterns,
    *suggestions.urlpatterns,
    *ties.urlpatterns,
    *judgements.urlpatterns,
    *maps.urlpatterns,
    *quickstatements.urlpatterns,
]
