# SPDX-License-Identifier: GPL-3.0-or-later
"""When two pages say the same of somebody: the words without what differs by accident."""

import re
import unicodedata

_MARKS = re.compile(r"[\W_]+")
LONGEST = 200


def claim_key(words: str) -> str:
    """Return the words without case, accents, punctuation and a leading article; "" if none are left."""
    # One sign may fold to eighteen: of a page without line breaks the beginning is enough.
    folded = unicodedata.normalize("NFKD", words[: 10 * LONGEST].casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _MARKS.sub(" ", plain).strip().removeprefix("the ")[:LONGEST].strip()
