# SPDX-License-Identifier: GPL-3.0-or-later
"""Where what is said once to somebody waits for their next page: in a cookie, with a name that the settings give."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _NamedCookie(CookieStorage):
    @property
    def cookie_name(self) -> str:
        return settings.MESSAGES_COOKIE_NAME


class Storage(FallbackStorage):
    """Django's: in the cookie what fits, in the session the rest."""

    storage_classes = (_NamedCookie, SessionStorage)
