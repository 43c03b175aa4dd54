# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from agreements.urls import mous

app_name = "agreements"
urlpatterns = [
    *mous.urlpatterns,
]
