# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from outreach import views

app_name = "outreach"
urlpatterns = [
    path("sync/", views.sync_run_list, name="sync-run-list"),
    path("sync/start/", views.start_sync, name="sync-start"),
    path("sync/<int:pk>/", views.sync_run, name="sync-run"),
    path("contributors/", views.contributor_list, name="contributor-list"),
    path("contributors/export.csv", views.export, name="contributor-export"),
    path("contributors/claims/", views.claim_list, name="claim-list"),
    path("contributors/claims/decide/", views.decide, name="claim-decide"),
    path("contributors/remove-me/", views.remove_me, name="remove-me"),
    path("contributors/<int:pk>/", views.contributor, name="contributor"),
]
