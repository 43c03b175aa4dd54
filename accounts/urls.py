# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("account/profile/", views.profile, name="profile"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<slug:key>/revoke/", views.revoke_token, name="revoke-token"),
    path("affiliates/", views.affiliates, name="affiliates"),
    path("affiliates/<int:pk>/people/", views.people, name="people"),
    path("memberships/<int:pk>/end/", views.end_role, name="end-role"),
]
