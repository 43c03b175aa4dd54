# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the local Wikibase: the configured one, and the same behind a proxy that misbehaves."""

import pytest

from localwiki.faults import Faults
from localwiki.wikibase import Wikibase

CLOUDS = "Q900000001"
LIBRARY = "Q900000002"
LETTERS = "Q900000003"
NO_ENGLISH = "Q900000004"
PART = "Q900000005"
WHOLE = "Q900000006"
UMBRELLAS = "Q900000007"
WEIRD = "Q900000011"
BOATS, FORMER_BOATS = "Q900000012", "Q900000112"
TWO_COUNTRIES = "Q900000013"
PERSON, DISAMBIGUATION, CATEGORY = "Q900000020", "Q900000021", "Q900000022"
MISSING = "Q900000999"


@pytest.fixture
def wikidata(settings):
    """The made-up Wikibase, running, and configured as ours."""
    with Wikibase() as server:
        settings.WIKIDATA_URL = server.url
        yield server


@pytest.fixture
def faults(wikidata, settings):
    """A proxy before it, configured as ours."""
    with Faults(wikidata.port) as proxy:
        settings.WIKIDATA_URL = proxy.url
        yield proxy
