# SPDX-License-Identifier: GPL-3.0-or-later
"""What departs from the rules by which four principals follow from the eight of the tables: written by hand, with why."""

DEPARTURES: dict[tuple[str, str, str], dict[str, str]] = {}
