# SPDX-License-Identifier: GPL-3.0-or-later
"""Which kind of run asks which wiki, so that the health page can say how each wiki fares. Apps above register theirs.

In an app's `ready()`, beside `work.registry.register_task`:

    register_asker("items", Site.WIKIDATA)
"""

from outreach.connection import Site

_asked: dict[str, Site] = {}


def register_asker(kind: str, site: Site) -> None:
    """Runs of this kind ask that wiki."""
    _asked[kind] = site


def kinds_asking(site: Site) -> list[str]:
    """The kinds of run that ask this wiki, by name."""
    return sorted(kind for kind, asked in _asked.items() if asked is site)


def asking_kinds() -> list[str]:
    """All kinds of run that ask any wiki."""
    return sorted(_asked)
