# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from accounts import proving, views

app_name = "accounts"
urlpatterns = [
    path("account/profile/", views.profile, name="profile"),
    path("account/wiki/disconnect/", views.disconnect_wiki, name="wiki-disconnect"),
    # This address is registered with the wiki, under the name allauth gives it.
    path("accounts/mediawiki/login/callback/", views.wiki_callback, name="wiki-callback"),
    path("accounts/mediawiki/login/", views.wiki_sign_in, name="wiki-sign-in"),
    path("account/prove/", proving.prove, name="prove"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<slug:key>/revoke/", views.revoke_token, name="revoke-token"),
    path("affiliates/", views.affiliates, name="affiliates"),
    path("affiliates/<int:pk>/people/", views.people, name="people"),
    path("memberships/<int:pk>/end/", views.end_role, name="end-role"),
]
