# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from privacy.urls import statements

app_name = "privacy"
urlpatterns = [*statements.urlpatterns]
