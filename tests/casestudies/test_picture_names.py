# SPDX-License-Identifier: GPL-3.0-or-later
"""Which file of Commons somebody means, and what Commons says of it, read as plain words."""

import pytest

from casestudies.parsing.pictures import NotAFile, OtherSite, file_meant
from outreach.wiki.files import Files, is_free_licence
from tests.outreach.fake_commons import FREE, CommonsLine

HOSTS = {"commons.wikimedia.org"}


# Names


@pytest.mark.parametrize(
    "typed",
    [
        "Old scanner.jpg",
        "old_scanner.jpg",
        "  File:Old  scanner.jpg ",
        "file : Old scanner.jpg",
        ":File:Old_scanner.jpg",
        "[[File:old scanner.jpg|thumb|A scanner]]",
        "commons:File:Old scanner.jpg",
        "Datei:Old scanner.jpg",
        "Fichier:Old_scanner.jpg",
        "Файл:Old scanner.jpg",
        "ملف:Old scanner.jpg",
        "ファイル:Old scanner.jpg",
        "\u200eFile:Old scanner.jpg\u200f",
        "https://commons.wikimedia.org/wiki/File:Old_scanner.jpg",
        "https://commons.m.wikimedia.org/wiki/File:Old_scanner.jpg?uselang=de",
        "//commons.wikimedia.org/wiki/Special:FilePath/Old_scanner.jpg",
        "https://commons.wikimedia.org/w/index.php?title=File:Old_scanner.jpg&action=edit",
        "https://commons.wikimedia.org/wiki/File:Old%20scanner.jpg#/media/File:Other.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/a/ab/Old_scanner.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Old_scanner.jpg/320px-Old_scanner.jpg",
    ],
)
def test_a_file_is_named_in_any_spelling(typed):
    assert file_meant(typed, hosts=HOSTS) == "Old scanner.jpg"


@pytest.mark.parametrize(
    "typed",
    ["", "Scanner", "File:", "Category:Scanners.jpg", "../Scanner.jpg", "A|B.jpg<", "x" * 240 + ".jpg", "[[.jpg", "a\x00.jpg",
     "https://commons.wikimedia.org/wiki/Main_Page", "https://[broken"],
)  # fmt: skip
def test_what_is_no_file_is_none(typed):
    with pytest.raises(NotAFile):
        file_meant(typed, hosts=HOSTS)


@pytest.mark.parametrize(
    "typed", ["https://evil.example/wiki/File:A.jpg", "https://upload.wikimedia.org/wikipedia/en/a/ab/A.jpg"]
)
def test_other_sites_are_named(typed):
    with pytest.raises(OtherSite):
        file_meant(typed, hosts=HOSTS)


def test_a_letter_that_has_no_large_form_of_one_letter_stays():
    assert file_meant("ßcan.jpg", hosts=HOSTS) == "ßcan.jpg"
    assert file_meant("émile.jpg", hosts=HOSTS) == "Émile.jpg"


# Licences, as Commons gives them


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("cc-by-sa-4.0", "CC BY-SA 4.0"),
        ("cc-by-2.0", "CC BY 2.0"),
        ("cc-by-sa-3.0-migrated", "CC BY-SA 3.0"),
        ("cc0", "CC0"),
        ("pd", "Public domain"),
        ("", "No restrictions"),
        ("gfdl", "GFDL"),
        ("fal", "FAL"),
        ("ogl-v3.0", "OGL 3"),
    ],
)
def test_free_licences_are_known(code, short):
    assert is_free_licence(code, short)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"LicenseShortName": {"value": "All rights reserved"}},
        {"License": {"value": "cc-by-nc-4.0"}, "LicenseShortName": {"value": "CC BY-NC 4.0"}},
        {"LicenseShortName": {"value": "CC BY-ND 3.0"}},
        FREE | {"NonFree": {"value": "true"}},
        {"LicenseShortName": {"value": "Fair use"}},
        {"License": "odd"},
        {"License": {"value": ["odd"]}},
    ],
)
def test_what_is_bound_unknown_or_odd_is_not_free(said):
    [answer] = Files(CommonsLine({"A.jpg": said})).files(["A.jpg"])

    assert not answer.found["A.jpg"].is_free


def test_what_commons_says_is_read_as_plain_words():
    [answer] = Files(CommonsLine({"A.jpg": FREE})).files(["A.jpg"])

    file = answer.found["A.jpg"]
    assert (file.author, file.licence, file.width, file.is_free) == ("Ada & Bea", "CC BY-SA 4.0", 4000, True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", 'https://x" onclick="y', "//ok.example/by", 5])
def test_addresses_that_could_act_are_left_out(address):
    [answer] = Files(CommonsLine({"A.jpg": FREE | {"LicenseUrl": {"value": address}}})).files(["A.jpg"])

    assert answer.found["A.jpg"].licence_url in ("", "https://ok.example/by")


@pytest.mark.parametrize("info", [None, {}, [], [None], [{"filemissing": True}], "x"])
def test_odd_answers_are_no_file(info):
    class Odd(CommonsLine):
        def _page(self, title):
            return {"title": title, "imageinfo": info}

    [answer] = Files(Odd()).files(["A.jpg"])

    assert answer.missing == ("A.jpg",)
