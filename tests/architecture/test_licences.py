# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file says under which licence it is: on its first lines, or in REUSE.toml (`reuse lint` says the same)."""

import re
import subprocess
import tomllib

from tests.architecture.test_rules import OURS, ROOT, _modules, _shown

# In two pieces, or this file itself would be under a licence of that name.
OURS_SAYS = "SPDX-License-" + "Identifier: GPL-3.0-or-later"
HEADER = re.compile("SPDX-License-" + r"Identifier: ([A-Za-z0-9.-]+)")
# The texts of licences are what they are, and an empty file is nobody's.
NOBODYS = re.compile(r"(^|/)LICENSE|^LICENSES/")
SIGNS = re.compile(r"\*\*|\*|[^*]+")


def _pattern(path: str) -> str:
    """A path of REUSE.toml as a pattern: one star stays in its folder, two do not."""
    known = {"**": ".*", "*": "[^/]*"}
    return "".join(known.get(sign) or re.escape(sign) for sign in SIGNS.findall(path))


def _tables() -> list[tuple[str, str, str]]:
    """(path, its licence or "", whether it counts whatever the file says) of every line, in their order."""
    return [
        (path, table.get("SPDX-License-" + "Identifier", ""), table.get("precedence", "closest"))
        for table in tomllib.loads((ROOT / "REUSE.toml").read_text())["annotations"]
        for path in ([table["path"]] if isinstance(table["path"], str) else table["path"])
    ]


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [
        name
        for name in listed.stdout.split("\0")[:-1]
        if not NOBODYS.search(name) and (ROOT / name).is_file() and (ROOT / name).stat().st_size
    ]


def licences() -> dict[str, str]:
    """Every tracked file with its licence, or "" where nobody says it."""
    tables = [(re.compile(_pattern(path)), *rest) for path, *rest in _tables()]
    found = {}
    for name in _tracked():
        said, precedence = next(
            (rest for pattern, *rest in reversed(tables) if pattern.fullmatch(name)), ("", "closest")
        )
        with open(ROOT / name, "rb") as file:
            header = HEADER.search(file.read(400).decode(errors="replace"))
        found[name] = header[1] if header and precedence == "closest" else said
    return found


def test_every_tracked_file_has_a_licence_whose_text_is_there():
    found = licences()
    texts = {file.stem for file in (ROOT / "LICENSES").glob("*.txt")}

    assert len(found) >= 2000
    assert [name for name, licence in found.items() if not licence] == []
    assert set(found.values()) == texts


def test_no_line_of_the_table_is_about_nothing():
    names = _tracked()
    unused = [path for path, *_rest in _tables() if not any(re.fullmatch(_pattern(path), n) for n in names)]

    assert unused == []


def test_every_source_file_names_its_licence_itself():
    files = [
        *_modules(*OURS),
        *(ROOT / "static" / "css").glob("*.css"),
        *(ROOT / "static" / "js").glob("*.js"),
        ROOT / "manage.py",
    ]
    assert len(files) >= 200
    silent = [_shown(file) for file in files if (text := file.read_text()) and OURS_SAYS not in text[:120]]

    assert silent == []
