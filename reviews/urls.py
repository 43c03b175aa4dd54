# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

app_name = "reviews"
urlpatterns = []
