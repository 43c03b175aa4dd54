# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from dashboards import audit, views

app_name = "dashboards"
urlpatterns = [
    path("audit/", audit.audit, name="audit"),
    path("audit/file/", audit.audit_file, name="audit-file"),
    path("people/", views.people, name="people"),
    path("sync/health/", views.sync_health, name="sync-health"),
    path("system/", views.system, name="system"),
    path("dashboards/movement/", views.movement, name="movement"),
    path("dashboards/affiliates/<int:pk>/", views.affiliate, name="affiliate"),
]
