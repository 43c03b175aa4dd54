# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings pinned npm files into the repository; for maintainers, `python -m interface.vendoring`.

Users never run it: the files are committed, and a test holds them against the manifest.
It needs npm, and Node for the map.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django_countries.data import ALT_CODES

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static" / "vendor" / "MANIFEST.json"

# npm package → {file in its tarball: place in this repository}
PINS = {
    "@wikimedia/codex@2.7.0": {
        "dist/codex.style.css": "static/vendor/codex/codex.css",
        "dist/codex.style-rtl.css": "static/vendor/codex/codex-rtl.css",
        "LICENSE": "static/vendor/codex/LICENSE",
    },
    "@wikimedia/codex-design-tokens@2.7.0": {
        "dist/theme-wikimedia-ui-root.css": "static/vendor/codex/tokens.css",
        "dist/theme-wikimedia-ui-mode-dark.css": "static/vendor/codex/tokens-dark.css",
        "dist/theme-wikimedia-ui-mode-small.css": "static/vendor/codex/tokens-small.css",
        "LICENSE": "static/vendor/codex/LICENSE-tokens",
    },
    "@wikimedia/codex-icons@2.7.0": {
        "dist/codex-icons.json": "static/vendor/codex/codex-icons.json",
        "LICENSE": "static/vendor/codex/LICENSE-icons",
    },
    "htmx.org@4.0.1": {
        "dist/htmx.min.js": "static/vendor/htmx/htmx.min.js",
        "LICENSE": "static/vendor/htmx/LICENSE",
    },
    "sortablejs@1.15.7": {
        "Sortable.min.js": "static/vendor/sortable/Sortable.min.js",
        "LICENSE": "static/vendor/sortable/LICENSE",
    },
    "axe-core@4.14.1": {
        "axe.min.js": "tests/browser/vendor/axe.min.js",
        "LICENSE": "tests/browser/vendor/LICENSE",
    },
}

# What draws the map: installed in a throwaway folder, nothing of it is shipped but the paths.
MAP_PINS = ["world-atlas@2.0.2", "d3-geo@3.1.2", "topojson-client@3.1.0", "topojson-simplify@3.0.3"]
MAP_SCRIPT = ROOT / "interface" / "world.mjs"
MAP = "interface/world.json"
MAP_LICENCE = "interface/world.LICENSE"
# Drawn by the atlas, without a number in ISO 3166-1; XK is the user-assigned code in common use.
NAMED_CODES = {"Kosovo": "XK"}


def pack(spec: str, folder: Path) -> tuple[Path, str]:
    """Download one package without installing it; return its tarball and npm's integrity string.

    `npm install` would quietly take an older Codex on a Node it does not support; `npm pack` does not.
    """
    command = ["npm", "pack", spec, "--json", "--ignore-scripts", "--pack-destination", str(folder)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    about = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    return next(folder.glob("*.tgz")), about["integrity"]


def copy_files(spec: str, files: dict[str, str]) -> dict:
    """Write the wanted files of one package; return their manifest entries."""
    entries = {}
    with tempfile.TemporaryDirectory() as folder:
        tarball, integrity = pack(spec, Path(folder))
        with tarfile.open(tarball) as archive:
            for source, place in files.items():
                content = archive.extractfile(f"package/{source}").read()
                target = ROOT / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                entries[place] = describe(content, package=spec, file=source, integrity=integrity)
    return entries


def describe(content: bytes, **origin: str) -> dict:
    """One manifest entry: where the file came from, its digest and its size."""
    return {**origin, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def numeric_to_alpha2() -> dict[str, str]:
    """ISO 3166-1 numeric to alpha-2: the atlas names countries by the one, our records by the other."""
    return {f"{numeric:03d}": alpha2 for alpha2, (_, numeric) in ALT_CODES.items()}


def draw_world() -> dict:
    """Project the atlas once and write the paths by alpha-2 code; return the manifest entries."""
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]
        subprocess.run([*install, *MAP_PINS], check=True, capture_output=True)
        script = shutil.copy(MAP_SCRIPT, folder)
        atlas = Path(folder, "node_modules", "world-atlas")
        drawn = subprocess.run(
            ["node", script, str(atlas / "countries-50m.json")], check=True, capture_output=True, text=True
        )
        licence = (atlas / "LICENSE").read_bytes()
    content = json.dumps(by_alpha2(json.loads(drawn.stdout)), ensure_ascii=False, separators=(",", ":"))
    made = {MAP: content.encode() + b"\n", MAP_LICENCE: licence}
    for place, data in made.items():
        (ROOT / place).write_bytes(data)
    return {place: describe(data, package=" ".join(MAP_PINS)) for place, data in made.items()}


def by_alpha2(world: dict) -> dict:
    """Rename the shapes; those no ISO code stands for are drawn as ground, without a count."""
    codes = numeric_to_alpha2()
    countries, ground = {}, []
    for shape in world.pop("shapes"):
        name, number = shape.pop("name"), shape.pop("number")
        code = codes.get(number) or NAMED_CODES.get(name)
        if code is None:
            ground.append(shape["d"])
        elif code in countries:
            countries[code]["d"] += shape["d"]  # the atlas draws some dependencies apart
        else:
            countries[code] = shape
    return {**world, "countries": dict(sorted(countries.items())), "ground": ground}


def main() -> None:
    """Fetch everything and write the manifest."""
    manifest = {}
    for spec, files in PINS.items():
        manifest |= copy_files(spec, files)
    manifest |= draw_world()
    MANIFEST.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    print(len(manifest), "files,", sum(entry["bytes"] for entry in manifest.values()), "bytes")


if __name__ == "__main__":
    main()
