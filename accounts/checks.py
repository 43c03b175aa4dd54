# SPDX-License-Identifier: GPL-3.0-or-later
"""System checks of signing in: what would only show when the first person tries, or the first attacker."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from accounts.loopback import is_loopback


@register(Tags.security)
def wiki_sign_in_is_whole(app_configs, **kwargs):
    """Client, secret, keys and a secure address belong together; without a client there is nothing to check."""
    client, secret = settings.WIKI_OAUTH_CLIENT_ID, settings.WIKI_OAUTH_CLIENT_SECRET
    if not client and not secret:
        return []
    found = []
    if not (client and secret):
        found.append(
            Error("WIKI_OAUTH_CLIENT_ID and WIKI_OAUTH_CLIENT_SECRET belong together.", id="accounts.E001")
        )
    if not settings.TOKEN_KEYS:
        found.append(
            Error(
                "TOKEN_KEYS is empty, so that nobody can sign in by wiki account: their tokens could not be sealed.",
                hint="`python manage.py make_token_key` makes one; keep it apart from the database.",
                id="accounts.E002",
            )
        )
    address = urlsplit(settings.WIKI_OAUTH_URL)
    if address.scheme != "https" and not is_loopback(settings.WIKI_OAUTH_URL):
        found.append(
            Error(
                "WIKI_OAUTH_URL must begin with https:// for a wiki on another machine.", id="accounts.E003"
            )
        )
    if not settings.OPERATOR_CONTACT and not is_loopback(settings.WIKI_OAUTH_URL):
        found.append(
            Warning("OPERATOR_CONTACT names nobody whom the wiki could write to.", id="accounts.W001")
        )
    return found


@register(Tags.security, deploy=True)
def proxies_are_counted(app_configs, **kwargs):
    """Behind a proxy that is not counted, everybody has its address: one person's tries are everybody's."""
    if settings.TRUSTED_PROXY_COUNT or not settings.SITE_URL.startswith("https://"):
        return []
    return [
        Warning(
            "TRUSTED_PROXY_COUNT is 0, but SITE_URL needs a proxy that speaks HTTPS.",
            hint="Set how many proxies of yours add to X-Forwarded-For, usually 1.",
            id="accounts.W002",
        )
    ]


@register(Tags.security, deploy=True)
def second_factors_can_be_kept(app_configs, **kwargs):
    """Whoever looks after the platform needs a second factor, whose secret is sealed with TOKEN_KEYS."""
    if settings.TOKEN_KEYS:
        return []
    return [
        Warning(
            "TOKEN_KEYS is empty, so that no platform administrator can set up a second factor and get in.",
            hint="`python manage.py make_token_key` makes one; keep it apart from the database.",
            id="accounts.W003",
        )
    ]


@register(Tags.security, deploy=True)
def people_sign_in_by_the_wiki(app_configs, **kwargs):
    """Passwords are for emergencies: without a client of the wiki they would be everybody's way in."""
    if settings.WIKI_OAUTH_CLIENT_ID and settings.WIKI_OAUTH_CLIENT_SECRET:
        return []
    return [
        Warning(
            "WIKI_OAUTH_CLIENT_ID is empty, so that everybody needs a password and a second factor of this platform.",
            hint="Register a client at the wiki (docs/operations.md).",
            id="accounts.W004",
        )
    ]
