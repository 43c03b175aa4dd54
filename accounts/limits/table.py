# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of limits: who may do what how often. What is not in it is not counted.

Each window moves: of any so many seconds, not of the minute on the clock.
"""

from dataclasses import dataclass
from enum import StrEnum

MINUTE, HOUR, DAY = 60, 3600, 86400


class Per(StrEnum):
    """Who shares one count."""

    KEY = "key"  # one thing the caller names: a user name, a feed, somebody half signed in
    ADDRESS = "address"  # everybody at one network address, signed in or not
    USER = "user"  # one person who is signed in; strangers are not counted
    STRANGER = "stranger"  # those at one network address who are not signed in


@dataclass(frozen=True)
class Limit:
    """At most so many in so many seconds."""

    most: int
    seconds: int
    per: Per


LIMITS: dict[str, tuple[Limit, ...]] = {
    # Coming in. Guesses at one name end soon; the address bounds how many names one may try.
    "sign_in.password": (Limit(10, 5 * MINUTE, Per.KEY), Limit(120, MINUTE, Per.ADDRESS)),
    # A conference signs in from behind one address within a few minutes.
    "sign_in.wiki": (Limit(300, MINUTE, Per.ADDRESS),),
    "sign_in.second_factor": (
        Limit(5, 5 * MINUTE, Per.KEY),
        Limit(30, DAY, Per.KEY),
        Limit(120, MINUTE, Per.ADDRESS),
    ),
    "passkey.add": (Limit(10, 5 * MINUTE, Per.KEY), Limit(120, MINUTE, Per.ADDRESS)),
    # The API.
    "api.anonymous": (Limit(120, MINUTE, Per.STRANGER),),
    "api.signed_in": (Limit(1200, MINUTE, Per.USER),),
    "api.token": (Limit(1200, MINUTE, Per.USER),),  # all tokens of one person together
    "api.wrong_token": (Limit(60, MINUTE, Per.ADDRESS),),
    # What costs much to make, or takes much away.
    "export": (Limit(10, HOUR, Per.USER), Limit(60, HOUR, Per.STRANGER)),
    "paper": (Limit(60, HOUR, Per.USER), Limit(120, HOUR, Per.STRANGER)),
    "search": (Limit(240, MINUTE, Per.USER), Limit(120, MINUTE, Per.STRANGER)),
    "upload": (Limit(60, HOUR, Per.USER),),
    # What asks a wiki while somebody waits.
    "wiki.look_up": (Limit(120, MINUTE, Per.USER),),
    "wiki.preview": (Limit(60, MINUTE, Per.USER),),
    "claim.look_up": (Limit(120, MINUTE, Per.USER),),
    "sync.start": (Limit(10, HOUR, Per.USER),),
    # What reaches other people, or tells whether somebody is here.
    "suggestion.make": (Limit(30, DAY, Per.USER),),
    "coauthor.invite": (Limit(30, DAY, Per.USER),),
    "mentor.ask": (Limit(20, DAY, Per.USER),),
    "role.grant": (Limit(60, HOUR, Per.USER),),
    "casestudy.begin": (Limit(30, HOUR, Per.USER),),
    # Keys of programs, and the addresses in calendars and mails.
    "token.make": (Limit(10, HOUR, Per.USER),),
    "feed.make": (Limit(10, HOUR, Per.USER),),
    "feed.read": (Limit(30, 10 * MINUTE, Per.KEY),),
    "feed.unknown": (Limit(60, MINUTE, Per.ADDRESS),),
    "mail.stop": (Limit(120, MINUTE, Per.ADDRESS),),
}
