# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors by which people close an account, or restrict what is done with their data."""

from django.urls import path

from privacy.views import closing

urlpatterns = [
    path("account/close/", closing.close_account, name="close-account"),
    path("account/restrict/", closing.restrict, name="restrict"),
    path("accounts/<int:pk>/close/", closing.close_account_of, name="close-account-of"),
]
