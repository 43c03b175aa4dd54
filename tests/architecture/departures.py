# SPDX-License-Identifier: GPL-3.0-or-later
"""What departs from the rules by which five principals follow from the eight of the tables: written by hand, with why."""

DEPARTURES: dict[tuple[str, str, str], dict[str, str]] = {
    # B was asked to lead together with A: its coordinators are led to the answer, its viewers have none to give.
    ("partnerships:co-lead-propose", "asked for", "GET"): {"bview": "403"},
    # Nor do viewers ask whether they may lead along.
    ("partnerships:co-lead-propose", "private", "GET"): {"bview": "403"},
    ("partnerships:co-lead-propose", "private", "POST"): {"bview": "403"},
    ("partnerships:co-lead-propose", "public", "GET"): {"bview": "403"},
    ("partnerships:co-lead-propose", "public", "POST"): {"bview": "403"},
    # Administrators restore: one of B is let as far as to hear that there is none; its coordinator is not.
    ("partnerships:restore", "removed partnership", "POST"): {"badmin": "404"},
    # People of protected countries are for an elevated session.
    ("outreach:contributor", "protected", "GET"): {"calm": "404"},
    ("api:contributor-detail", "protected", "GET"): {"calm": "404"},
}
