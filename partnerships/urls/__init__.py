# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from partnerships.urls import agreements, institutions, pipeline

app_name = "partnerships"
urlpatterns = [*institutions.urlpatterns, *pipeline.urlpatterns, *agreements.urlpatterns]
