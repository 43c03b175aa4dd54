# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from privacy.views import closing

app_name = "privacy"
urlpatterns = [
    path("account/close/", closing.close_account, name="close-account"),
    path("account/restrict/", closing.restrict, name="restrict"),
    path("accounts/<int:pk>/close/", closing.close_account_of, name="close-account-of"),
]
