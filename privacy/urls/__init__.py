# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from privacy.urls import closing, keeping, statements

app_name = "privacy"
urlpatterns = [*closing.urlpatterns, *keeping.urlpatterns, *statements.urlpatterns]
