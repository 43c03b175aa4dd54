# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from accounts import elevation, passkey_pages, proving, second_factor_pages, session_pages, views

app_name = "accounts"
urlpatterns = [
    path("account/profile/", views.profile, name="profile"),
    path("account/wiki/disconnect/", views.disconnect_wiki, name="wiki-disconnect"),
    # This address is registered with the wiki, under the name allauth gives it.
    path("accounts/mediawiki/login/callback/", views.wiki_callback, name="wiki-callback"),
    path("accounts/mediawiki/login/", views.wiki_sign_in, name="wiki-sign-in"),
    path("account/prove/", proving.prove, name="prove"),
    path("sign-in/code/", second_factor_pages.second_factor_code, name="second-factor"),
    path("sign-in/second-factor/", second_factor_pages.set_up, name="second-factor-set-up"),
    path("account/second-factor/codes/", second_factor_pages.recovery_codes, name="recovery-codes"),
    path("account/second-factor/remove/", second_factor_pages.remove, name="second-factor-remove"),
    path("sign-in/passkey/", passkey_pages.add, name="passkey-add"),
    path("account/passkeys/<int:pk>/remove/", passkey_pages.remove, name="passkey-remove"),
    path("account/sessions/", session_pages.sessions, name="sessions"),
    path("account/sessions/end-others/", session_pages.end_other_sessions, name="end-other-sessions"),
    path("account/sessions/<slug:handle>/end/", session_pages.end_session, name="end-session"),
    path("account/elevated/", elevation.elevate, name="elevate"),
    path("account/elevated/end/", elevation.step_down, name="step-down"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<slug:key>/revoke/", views.revoke_token, name="revoke-token"),
    path("affiliates/", views.affiliates, name="affiliates"),
    path("affiliates/<int:pk>/people/", views.people, name="people"),
    path("memberships/<int:pk>/end/", views.end_role, name="end-role"),
]
