# SPDX-License-Identifier: GPL-3.0-or-later
"""What we are made of is above its floors, pinned by hash, listed, and not called sound unless it was looked up."""

import json
import re

import pytest
from packaging.version import Version

from glamwiki.local import supply
from glamwiki.local.folders import ROOT


def _lines(name: str) -> dict[str, tuple[str, str]]:
    """{package: (version, the rest of the line)} of a file of pins."""
    found = re.finditer(
        r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(.*)$", (ROOT / name).read_text(), re.MULTILINE
    )
    return {each.group(1).lower(): (each.group(2), each.group(3)) for each in found}


def test_every_package_with_a_floor_stands_on_or_above_it():
    floors, pins = _lines("floors.txt"), _lines("requirements.txt")
    assert len(floors) >= 15

    assert set(floors) - set(pins) == set(), "a floor for something that is not pinned"
    assert {n: pins[n][0] for n, (low, _why) in floors.items() if Version(pins[n][0]) < Version(low)} == {}


def test_every_floor_says_why():
    assert [
        name for name, (_low, why) in _lines("floors.txt").items() if len(why.split("#")[-1].strip()) < 10
    ] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-local.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes(name):
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text())
    pinned = [each for each in entries if re.match(r"[A-Za-z0-9_.\[\],-]+==", each)]
    assert pinned

    assert [each.split()[0] for each in pinned if "--hash=sha256:" not in each] == []


def test_the_list_of_what_we_are_made_of_holds_every_pin(tmp_path):
    assert supply.sbom(tmp_path / "sbom.json") == 0

    listed = json.loads((tmp_path / "sbom.json").read_text())
    assert listed["bomFormat"] == "CycloneDX"
    assert {each["name"].lower() for each in listed["components"]} >= set(_lines("requirements.txt"))
    assert all(each["externalReferences"] or each["version"] for each in listed["components"])


@pytest.mark.parametrize(
    ("packages", "verdict"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X"}]}], 1),
        ([{"name": "a", "skip_reason": "could not be looked up"}], 1),
        ([], 1),
    ],
)
def test_what_was_not_looked_up_is_not_sound(packages, verdict):
    assert supply._judge(packages) == verdict
