# SPDX-License-Identifier: GPL-3.0-or-later
"""The app on somebody's phone: makes the six digits of RFC 6238 from the secret that the page showed."""

import base64
import hashlib
import hmac
import time


def code(secret: str, *, later: int = 0) -> str:
    """The digits the app shows now, or so many half minutes later."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = (int(time.time()) // 30 + later).to_bytes(8, "big")
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
