# SPDX-License-Identifier: GPL-3.0-or-later
"""What people paste: recognised by an allow-list of hosts, kept as a name, and led back to an address of ours."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from presence.parsing import NotAPlace, Spot, address_of, recognise

HOSTS = settings.PLACE_HOSTS


@pytest.mark.parametrize(
    ("pasted", "spot"),
    [
        ("Category:Museum of Tides", Spot("category", "Museum of Tides")),
        ("category:museum_of__tides ", Spot("category", "Museum of tides")),
        ("[[:Category:Museum of Tides]]", Spot("category", "Museum of Tides")),
        ("c:Category:Tides", Spot("category", "Tides")),
        ("https://commons.wikimedia.org/wiki/Category:Mus%C3%A9e_d%27Art", Spot("category", "Musée d'Art")),
        ("https://commons.m.wikimedia.org/wiki/Category:Tides#files", Spot("category", "Tides")),
        (
            "https://commons.wikimedia.org/w/index.php?title=Category:Tides&filefrom=B",
            Spot("category", "Tides"),
        ),
        ("HTTPS://COMMONS.WIKIMEDIA.ORG/wiki/Category:متحف", Spot("category", "متحف")),
        ("Category:Café", Spot("category", "Café")),
        (
            "https://outreachdashboard.wmflabs.org/courses/Museum_of_Tides/Edit-a-thon_(March_2026)/home?enroll=x",
            Spot("programme", "Museum_of_Tides/Edit-a-thon_(March_2026)"),
        ),
        ("https://meta.wikimedia.org/wiki/Event:Tides_day", Spot("event", "Event:Tides day")),
        ("Event:tides day", Spot("event", "Event:Tides day")),
        (
            "https://meta.wikimedia.org/wiki/Special:RegisterForEvent/1234",
            Spot("event", "Special:RegisterForEvent/1234"),
        ),
        (
            "https://meta.m.wikimedia.org/wiki/Special:EventDetails/1234",
            Spot("event", "Special:RegisterForEvent/1234"),
        ),
        ("T12345", Spot("task", "T12345")),
        ("t12345", Spot("task", "T12345")),
        ("https://phabricator.wikimedia.org/T12345#678", Spot("task", "T12345")),
        ("https://meta.wikimedia.org/wiki/GLAM/Tides", Spot("page", "GLAM/Tides", "meta")),
        ("m:GLAM/Tides", Spot("page", "GLAM/Tides", "meta")),
        ("https://outreach.wikimedia.org/wiki/GLAM/Tides", Spot("page", "GLAM/Tides", "outreach")),
    ],
)
def test_place_is_recognised_and_kept_by_its_name(pasted, spot):
    assert recognise(pasted, HOSTS) == spot


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "Museum of Tides",
        "Category:",
        "Category:A|B",
        "Category:A<b>",
        "Category:" + "x" * 300,
        "T0",
        "T12345678901",
        "javascript:alert(1)",
        "data:text/html,x",
        "//commons.wikimedia.org/wiki/Category:X",
        "ftp://commons.wikimedia.org/wiki/Category:X",
        "file:///etc/passwd",
        "https://commons.wikimedia.org.evil.example/wiki/Category:X",
        "https://evil.example/wiki/Category:X",
        "https://evil.example/https://commons.wikimedia.org/wiki/Category:X",
        "https://commons.wikimedia.org@evil.example/wiki/Category:X",
        "https://user:secret@commons.wikimedia.org/wiki/Category:X",
        "https://commons.wikimedia.org:8443/wiki/Category:X",
        "https://commons.wikimedia.org\\@evil.example/wiki/Category:X",
        "https://commons.wikimedia.org/wiki/File:X.jpg",
        "https://commons.wikimedia.org/wiki/Category:%FF%FE",
        "https://commons.wikimedia.org/",
        "https://169.254.169.254/wiki/Category:X",
        "https://[::1]/wiki/Category:X",
        "https://[broken/wiki/Category:X",
        "https://com\nmons.wikimedia.org/wiki/Category:X",
        "https://outreachdashboard.wmflabs.org/courses/OnlyOne",
        "https://outreachdashboard.wmflabs.org/courses/../admin",
        "https://outreachdashboard.wmflabs.org/courses/a%2F..%2Fb/c",
        "https://outreachdashboard.wmflabs.org/users/Somebody",
        "https://phabricator.wikimedia.org/P123",
        "https://phabricator.wikimedia.org/maniphest/task/edit/12",
        "https://meta.wikimedia.org/wiki/Special:UserLogin",
        "https://en.wikipedia.org/wiki/Museum",
        "\u202ehttps://commons.wikimedia.org/wiki/Category:X",
    ],
)
def test_anything_else_is_refused(pasted):
    with pytest.raises(NotAPlace):
        recognise(pasted, HOSTS)


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_a_place_or_refused(text):
    for pasted in (text, f"Category:{text}", f"https://meta.wikimedia.org/wiki/{text}", f"Event:{text}"):
        try:
            spot = recognise(pasted, HOSTS)
        except NotAPlace:
            continue
        # What is kept leads to an address of ours, which is recognised as the same place again.
        address = address_of(spot, HOSTS)
        assert address.startswith(tuple(f"https://{hosts[0]}/" for hosts in HOSTS.values()))
        assert recognise(address, HOSTS) == spot


def test_addresses_are_those_of_the_wikis():
    assert address_of(Spot("category", "Musée d'Art"), HOSTS) == (
        "https://commons.wikimedia.org/wiki/Category:Mus%C3%A9e_d%27Art"
    )
    assert address_of(Spot("programme", "Who/What_(2026)"), HOSTS) == (
        "https://outreachdashboard.wmflabs.org/courses/Who/What_(2026)"
    )
    assert address_of(Spot("page", "GLAM/A?b", "outreach"), HOSTS) == (
        "https://outreach.wikimedia.org/wiki/GLAM/A%3Fb"
    )
