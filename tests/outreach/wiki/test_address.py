# SPDX-License-Identifier: GPL-3.0-or-later
"""WIKI_URL and OPERATOR_CONTACT are checked before anything is sent."""

import pytest

from outreach.wiki.address import read_address, user_agent
from outreach.wiki.client import connect
from outreach.wiki.errors import WikiMisconfigured
from tests.outreach.wiki.fake import data


@pytest.mark.parametrize(
    "url, host, path",
    [
        ("https://outreach.example.org/w/", "outreach.example.org", "/w/"),
        ("https://outreach.example.org/w", "outreach.example.org", "/w/"),
        ("https://outreach.example.org/w/api.php", "outreach.example.org", "/w/"),
        ("https://outreach.example.org", "outreach.example.org", "/"),
        ("http://127.0.0.1:8080/w/", "127.0.0.1:8080", "/w/"),
        ("http://[::1]:8080/w/", "[::1]:8080", "/w/"),
    ],
)
def test_address_is_taken_apart_for_mwclient(url, host, path):
    address = read_address(url)

    assert (address.host, address.path) == (host, path)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "outreach.example.org/w/",
        "ftp://outreach.example.org/w/",
        "https:///w/",
        "https://outreach.example.org:port/w/",
        "https://user:secret@outreach.example.org/w/",
        "https://outreach.example.org/w/?action=raw",
        "http://outreach.example.org/w/",
        "http://127.0.0.1.example.org/w/",
    ],
)
def test_address_that_is_no_safe_wiki_address_is_refused_by_name(url):
    with pytest.raises(WikiMisconfigured, match="WIKI_URL"):
        read_address(url)


@pytest.mark.parametrize("contact", ["", "  ", "somebody", "a@b.example\r\nX-Evil: 1"])
def test_contact_that_reaches_nobody_is_refused_for_a_real_wiki(contact):
    with pytest.raises(WikiMisconfigured, match="OPERATOR_CONTACT"):
        connect("https://outreach.example.org/w/", contact=contact, version="1.0")


@pytest.mark.parametrize("contact", ["glam@example.org", "https://example.org/glam"])
def test_user_agent_names_tool_operator_and_library(contact):
    agent = user_agent(read_address("https://outreach.example.org/w/"), contact=contact, version="1.2")

    assert agent == f"glamwiki/1.2 ({contact}) mwclient/0.11.0"


def test_user_agent_is_what_the_wiki_sees(server, wiki):
    server.will_say(data({"query": {"general": {"sitename": "Fake"}}}))

    wiki.site_facts()

    assert server.agents == ["glamwiki/1.0 (local use) mwclient/0.11.0"]
