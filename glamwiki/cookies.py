# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of our cookies: each is this host's alone, is sent with no other site's forms, and no script reads it."""

# {setting's first word: (name where there is no HTTPS, name of the cookie)}
_NAMES = {
    "SESSION": ("session", "session"),
    "CSRF": ("csrftoken", "csrf"),  # pages carry the token in <body data-csrf>
    "LANGUAGE": ("django_language", "language"),
    "MESSAGES": ("messages", "messages"),  # by interface.messages, which has the rest from the session's
}


def settings_of_cookies(*, https: bool) -> dict[str, object]:
    """Behind HTTPS names begin with `__Host-`, so that no neighbouring subdomain sets them."""
    found = {}
    for which, (plain, name) in _NAMES.items():
        found[f"{which}_COOKIE_NAME"] = f"__Host-{name}" if https else plain
        found |= {
            f"{which}_COOKIE_SECURE": https,
            f"{which}_COOKIE_HTTPONLY": True,
            f"{which}_COOKIE_SAMESITE": "Lax",
        }
    return found
