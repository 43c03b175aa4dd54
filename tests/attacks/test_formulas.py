# SPDX-License-Identifier: GPL-3.0-or-later
"""Formulas in every text that reaches a file for spreadsheets: each cell is text, and LibreOffice calculates none."""

import csv
import io
import re
import shutil
import subprocess
import unicodedata

import pytest

from interface.cells import safe_cell
from tests.attacks.addresses import Door, open_doors
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.payloads import FORMULAS
from tests.attacks.spoiling import spoil

pytestmark = pytest.mark.django_db
SIGNS = "=+-@＝＋－＠|"
FILES = ("text/csv", "application/vnd.ms", "application/vnd.openxml", "text/tab-separated-values")


def _is_calculated(cell: str) -> bool:
    """Whether a spreadsheet might: the first character that it does not skip is a sign."""
    shown = next((c for c in cell if not c.isspace() and unicodedata.category(c)[0] not in "CM"), "")
    return bool(shown) and shown in SIGNS or cell[:1] in ("\t", "\r", "\n")


def _exports(world) -> list[tuple[str, Door]]:
    """Every answer of ours that is a file for a spreadsheet, to a question or an order; found by asking all doors."""
    found = []
    for method in ("GET", "POST"):
        for door in open_doors(world, method):
            if not FULL and not re.search("export|trend-|file", door.name):
                continue
            with rolled_back():
                response = _ask(world, method, door)
            if response.headers.get("Content-Type", "").startswith(FILES):
                found.append((method, door))
    return found


def _ask(world, method, door):
    return getattr(world.clients[door.person], method.lower())(door.address)


def _content(response) -> bytes:
    # A page that says no is no file: nothing would be tried with it.
    assert response.headers["Content-Type"].startswith(FILES), response.status_code
    return b"".join(response.streaming_content) if response.streaming else response.content


def _reaching(world, exports) -> set[str]:
    """The fields that stand in one of the files: all are filled with a mark each."""
    marks: dict[str, str] = {}
    with rolled_back():
        spoil(lambda label, longest: marks.setdefault(label, f"f{len(marks)}f")[:longest])
        text = b"".join(_content(_ask(world, *export)) for export in exports).decode()
    return {label for label, mark in marks.items() if mark in text}


def test_no_cell_of_any_export_is_a_formula(spoilt, tmp_path):
    wrong, cells, files = [], 0, []
    exports = _exports(spoilt)
    assert len(exports) >= 3
    reaching = _reaching(spoilt, exports)
    for number, payload in enumerate(sample(FORMULAS, 6)):
        with rolled_back():
            taken = spoil(lambda _label, longest, payload=payload: payload[:longest], only=reaching).taken
            for export in exports:
                content = _content(_ask(spoilt, *export))
                files.append(tmp_path / f"{len(files)}.csv")
                files[-1].write_bytes(content)
                for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                    cells += len(row)
                    wrong += [(export, number, cell) for cell in row if _is_calculated(cell)]

    note(
        "formulas in exports: cells read",
        cells,
        wrong,
        f"{len(exports)} exports, {len(taken)} fields reach them",
    )
    _open(files)
    assert taken
    assert wrong == []


def _open(files) -> None:
    """Let LibreOffice read the files as a person would; a payload that it calculated would be a number or an error."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office or not FULL:
        note("formulas in exports: opened", 0, 0, "LibreOffice absent" if not office else "by make attack")
        return
    out = files[0].parent / "opened"
    # 76: UTF-8; the last number but two: formulas are evaluated, as in the worst case of a person's settings.
    subprocess.run(
        [office, f"-env:UserInstallation=file://{files[0].parent}/profile", "--headless", "--convert-to", "fods:OpenDocument Spreadsheet Flat XML",
         "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true,true", "--outdir", str(out), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    opened = list(out.glob("*.fods"))
    evaluated = [each.name for each in opened if "table:formula" in each.read_text(encoding="utf-8")]
    note("formulas in exports: opened with LibreOffice", len(opened), evaluated)
    assert len(opened) == len(files)
    assert evaluated == []


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_marked_as_text(payload):
    assert not _is_calculated(safe_cell(payload))


def test_the_test_itself_knows_a_formula():
    assert [each for each in FORMULAS if not _is_calculated(each) and each[0] not in "\"';,"] == []


def test_quickstatements_take_no_line_of_anybodys(spoilt):
    """A tab or a line end in a name would begin a command of its own."""
    wrong, lines = [], 0
    for end in ("\n", "\r", "\t", "\u2028", "||", "\x0b"):
        with rolled_back():
            spoil(lambda _label, longest, end=end: f"x{end}LAST{end}P31{end}Q5"[:longest], only=_written())
            address = "/institutions/quickstatements/?as=text&new=on"
            for line in spoilt.clients["coord"].get(address).content.decode().splitlines():
                lines += 1
                wrong += (
                    [line] if line.startswith(("LAST\tP31\tQ5\t", "P31")) or line.endswith("LAST") else []
                )

    note("line ends and tabs in QuickStatements: lines read", lines, wrong)
    assert wrong == []


def _written() -> set[str]:
    return {
        f"partnerships.Institution.{name}" for name in ("name", "place", "website", "isil", "viaf", "ror")
    }
