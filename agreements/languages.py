# SPDX-License-Identifier: GPL-3.0-or-later
"""The languages an agreement may be written in: the two sides need not speak that of the pages."""

import re

from django.conf.locale import LANG_INFO

# Under their own names, as people look for them.
LANGUAGES = sorted(
    ((code, facts["name_local"]) for code, facts in LANG_INFO.items() if "name_local" in facts),
    key=lambda pair: pair[1].casefold(),
)
_NAMES = dict(LANGUAGES)
_CODE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def is_code(language: str) -> bool:
    """Whether it is written as codes of languages are, and may stand in a header."""
    return bool(_CODE.fullmatch(language))


def name_of(language: str) -> str:
    """The language under its own name; a code nobody knows, and none, come back as they are."""
    return _NAMES.get(language, language)


def direction_of(language: str) -> str:
    """“rtl” or “ltr”; “auto” where the language is not known, so that each paragraph decides."""
    if language not in _NAMES:
        return "auto"
    return "rtl" if LANG_INFO[language]["bidi"] else "ltr"
