# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from partnerships.urls import (
    advocates,
    co_leads,
    institutions,
    pipeline,
    pipelines,
    record,
    teamwork,
)

app_name = "partnerships"
urlpatterns = [
    *advocates.urlpatterns,
    *institutions.urlpatterns,
    *pipeline.urlpatterns,
    *record.urlpatterns,
    *pipelines.urlpatterns,
    *co_leads.urlpatterns,
    *teamwork.urlpatterns,
]
