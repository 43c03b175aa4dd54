# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of others in this repository are the ones their packages published."""

import hashlib
import json

import pytest

from interface import vendoring, worldmap

MANIFEST = json.loads(vendoring.MANIFEST.read_text())


@pytest.mark.parametrize("place", sorted(MANIFEST))
def test_vendored_file_is_unchanged(place):
    content = (vendoring.ROOT / place).read_bytes()

    assert hashlib.sha256(content).hexdigest() == MANIFEST[place]["sha256"]
    assert len(content) == MANIFEST[place]["bytes"]


def test_every_vendored_file_is_in_the_manifest():
    folder = vendoring.MANIFEST.parent
    found = {str(path.relative_to(vendoring.ROOT)) for path in folder.rglob("*") if path.is_file()}

    assert found - {str(vendoring.MANIFEST.relative_to(vendoring.ROOT))} <= set(MANIFEST)


def test_the_manifest_and_the_pins_agree():
    pinned = {place: spec for spec, files in vendoring.PINS.items() for place in files.values()}

    assert {place: MANIFEST[place]["package"] for place in pinned} == pinned
    assert set(MANIFEST) - set(pinned) == {vendoring.MAP, vendoring.MAP_LICENCE}


@pytest.mark.parametrize("folder", ["static/vendor/codex", "static/vendor/htmx", "static/vendor/sortable"])
def test_every_package_has_its_licence_beside_it(folder):
    assert (vendoring.ROOT / folder / "LICENSE").read_text().strip()


def test_the_map_has_the_small_states_and_knows_them_by_alpha2():
    countries = worldmap.world()["countries"]

    assert {"SG", "MT", "BH", "MC", "XK", "EG", "US"} <= set(countries)
    assert all(len(code) == 2 and code.isupper() for code in countries)
