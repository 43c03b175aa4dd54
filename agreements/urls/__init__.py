# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from agreements.urls import commitments, files, mous, renewals, texts

app_name = "agreements"
urlpatterns = [
    *mous.urlpatterns,
    *texts.urlpatterns,
    *commitments.urlpatterns,
    *files.urlpatterns,
    *renewals.urlpatterns,
]
