# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found in the text of a note: links and names, and nothing else."""

import pytest

from teamwork.parsing import Piece, named_in, pieces, tidy, unknown_names
from tests.effort import least_seconds


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://museum.example/a?b=c#d.", ["https://museum.example/a?b=c#d"]),
        ("(http://museum.example)", ["http://museum.example"]),
        ("https://w.example/Tide_(sea)", ["https://w.example/Tide_(sea)"]),
        ("javascript:alert(1) data:text/html,x //museum.example ftp://museum.example", []),
        ('https://museum.example/"onmouseover="x', ["https://museum.example/"]),
        ("https://", []),
        ("انظر https://museum.example/مد، ثم", ["https://museum.example/مد"]),
    ],
)
def test_pieces_make_links_of_web_addresses_only(text, links):
    found = pieces(text)

    assert [piece.href for piece in found if piece.href] == links
    assert "".join(piece.text for piece in found) == text


def test_pieces_mark_people_who_were_told():
    found = pieces("Ask @Ada Lovelace, @Ada and @Nobody.", ["Ada", "Ada Lovelace"])

    assert [piece for piece in found if piece.is_person] == [
        Piece("@Ada Lovelace", is_person=True),
        Piece("@Ada", is_person=True),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ada", {"ada"}),
        ("@ADA!", {"ada"}),
        ("@Adam", set()),
        ("mail@Ada", set()),
        ("https://x.example/@Ada", set()),
        ("مرحبا @ليلى", {"ليلى"}),
        ("\N{LEFT DOUBLE QUOTATION MARK}@Ada”", {"ada"}),
    ],
)
def test_names_stand_after_an_at_sign_and_whole(text, named):
    assert named_in(text, ["Ada", "ليلى"]) == named


def test_names_with_signs_are_taken_literally():
    assert named_in("@A.(*+ x", ["A.(*+"]) == {"a.(*+"}


def test_unknown_names_are_listed_once_and_addresses_are_none():
    text = "@Ada, @Bob. @bob-z @Bob. mail@example.org"

    assert unknown_names(text, ["Ada"]) == ["Bob", "bob-z"]


def test_tidy_counts_a_line_break_once():
    assert tidy("\r\n a\r\nb\rc \n") == "a\nb\nc"


@pytest.mark.parametrize(
    "text",
    ["@" * 20_000, "https://" * 2_500, "https://a.example/" + "(" * 19_000, "@a " * 6_600, "\n" * 20_000],
    ids=["at", "https", "brackets", "names", "lines"],
)
def test_hostile_text_is_read_in_bounded_time(text):
    def read():
        pieces(text, ["a", "Ada Lovelace"])
        unknown_names(text, ["a"])

    assert least_seconds(read, below=1) < 1
