# SPDX-License-Identifier: GPL-3.0-or-later
"""What departs from the rules by which five principals follow from the eight of the tables: written by hand, with why."""

DEPARTURES: dict[tuple[str, str, str], dict[str, str]] = {
    # B was asked to lead together with A: its coordinators are led to the answer, its viewers have none to give.
    ("partnerships:co-lead-propose", "asked for", "GET"): {"bview": "403"},
}
