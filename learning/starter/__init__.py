# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides a new platform begins with, in our own words; people change them as they learn more."""

from learning.starter.arabic import ARABIC
from learning.starter.english import ENGLISH
from partnerships.stages import Phase

_PLACES = {
    "first-steps": (Phase.IDENTIFIED, 1),
    "know-them-first": (Phase.RESEARCHED, 1),
    "first-letter": (Phase.CONTACTED, 1),
    "what-to-ask": (Phase.CONVERSATION, 1),
    "licences-for-directors": (Phase.CONVERSATION, 2),
    "pilot-of-fifty": (Phase.PILOT, 1),
    "mou-or-none": (Phase.AGREEMENT, 1),
    "measuring-reach": (Phase.ACTIVE, 1),
    "after-the-residency": (Phase.SUSTAINING, 1),
    "waking-it-up": (Phase.PAUSED, 1),
    "a-no-is-an-answer": (Phase.DECLINED, 1),
    "fail-well": (Phase.ENDED, 1),
}
_LINKS = {
    "first-steps": [["GLAM on Outreach Wiki", "https://outreach.wikimedia.org/wiki/GLAM"]],
    "licences-for-directors": [
        ["Commons: licensing", "https://commons.wikimedia.org/wiki/Commons:Licensing"]
    ],
    "pilot-of-fifty": [["Commons: Pattypan", "https://commons.wikimedia.org/wiki/Commons:Pattypan"]],
}
GUIDES = [
    {
        "code": code,
        "language": language,
        "phase": str(_PLACES[code][0]),
        "position": _PLACES[code][1],
        "title": title,
        "text": text,
        "links": _LINKS.get(code, []),
    }
    for language, guides in (("en", ENGLISH), ("ar", ARABIC))
    for code, (title, text) in guides.items()
]
