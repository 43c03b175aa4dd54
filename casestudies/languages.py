# SPDX-License-Identifier: GPL-3.0-or-later
"""The languages a text may be in, and how they are written."""

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info

# Under their own names, as people look for them.
LANGUAGES = sorted(
    ((code, facts["name_local"]) for code, facts in LANG_INFO.items() if "name_local" in facts),
    key=lambda pair: pair[1].casefold(),
)
NAMES = dict(LANGUAGES)


def direction_of(language: str) -> str:
    """“rtl” for a language written from right to left; “auto” for one Django does not know."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"
