# SPDX-License-Identifier: GPL-3.0-or-later
"""The local wiki answers as a MediaWiki does, holds what its corpus says, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from localwiki import server
from localwiki.steward import WikiRefused

TIDY = "GLAM/Case studies/Museum of Example Bay"


def processes_on(folder: Path) -> list[int]:
    """Processes that name the folder in their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            named = str(folder).encode() in (entry / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if named:
            found.append(int(entry.name))
    return found


def wait_for(condition, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_wiki_holds_every_page_of_its_corpus(mediawiki):
    counted = sum(mediawiki.count(apnamespace=number) for number in (0, 2, 10))

    assert counted == 80 + 1  # the installer makes a main page
    assert len(mediawiki.corpus.pages) == 80


def test_wiki_keeps_each_revision_with_its_user_and_moment(mediawiki):
    page = mediawiki.corpus.page("GLAM/Case studies/Sound Archive of Laputa")

    told = mediawiki.query(
        page.title, prop="revisions", rvprop="user|timestamp|content", rvlimit="max", rvdir="newer"
    )

    assert [
        (row["user"], row["timestamp"], row["slots"]["main"]["content"]) for row in told["revisions"]
    ] == [(revision.by, f"{revision.at:%Y-%m-%dT%H:%M:%SZ}", revision.text) for revision in page.revisions]


def test_page_property_marks_translations_and_nothing_else(mediawiki):
    titles = mediawiki.corpus.titled("translation") + mediawiki.corpus.titled("translated by hand")
    titles += mediawiki.corpus.titled("false friend") + mediawiki.corpus.titled("translatable")

    marked = {
        title: mediawiki.query(title, prop="pageprops", ppprop="translate-is-translation").get("pageprops")
        for title in titles
    }

    assert {title for title, told in marked.items() if told == {"translate-is-translation": ""}} == set(
        mediawiki.corpus.titled("translation")
    )


def test_redirect_leads_from_the_old_title_to_the_page(mediawiki):
    answer = mediawiki.session(None).call("query", titles="GLAM/Case studies/Bay Museum", redirects=True)

    assert answer["query"]["redirects"] == [{"from": "GLAM/Case studies/Bay Museum", "to": TIDY}]
    assert answer["query"]["pages"][0]["title"] == TIDY


def test_hidden_text_is_said_to_be_hidden_and_not_shown(mediawiki):
    (title,) = mediawiki.corpus.titled("hidden")

    (revision,) = mediawiki.query(title)["revisions"]

    assert revision["slots"]["main"] == {
        "contentmodel": "wikitext", "contentformat": "text/x-wiki", "texthidden": True,
    }  # fmt: skip


def test_hidden_user_and_comment_are_said_to_be_hidden(mediawiki):
    (title,) = mediawiki.corpus.titled("hidden names")

    (revision,) = mediawiki.query(title)["revisions"]

    assert revision["userhidden"] is revision["commenthidden"] is True
    assert not {"user", "comment"} & set(revision)


def test_old_revision_can_be_hidden_while_the_current_shows(fresh_mediawiki):
    page_before = fresh_mediawiki.query(TIDY, rvlimit=2)
    old = page_before["revisions"][1]["revid"]

    fresh_mediawiki.hide_revision(TIDY, old)

    new, old = fresh_mediawiki.query(TIDY, rvlimit=2)["revisions"]
    assert "content" in new["slots"]["main"]
    assert old["slots"]["main"]["texthidden"] is True


def test_readonly_switch_refuses_writes_until_it_is_off(fresh_mediawiki):
    fresh_mediawiki.session("Author Example")
    fresh_mediawiki.readonly("moving house")

    with pytest.raises(WikiRefused, match="readonly"):
        fresh_mediawiki.edit(TIDY, "no", user="Author Example")

    fresh_mediawiki.readonly(None)
    assert fresh_mediawiki.edit(TIDY, "yes", user="Author Example") > 0
    assert fresh_mediawiki.query(TIDY)["revisions"][0]["user"] == "Author Example"


def test_lag_switch_answers_maxlag_to_those_who_ask_for_less(fresh_mediawiki):
    fresh_mediawiki.lag(7.5)

    with pytest.raises(WikiRefused, match="maxlag"):
        fresh_mediawiki.session(None).call("query", meta="siteinfo", maxlag=5)

    assert fresh_mediawiki.session(None).call("query", meta="siteinfo", maxlag=10)


def test_override_switch_limits_the_rate_of_edits(fresh_mediawiki):
    fresh_mediawiki.override({"wgRateLimits": {"edit": {"user": [1, 3600]}}})
    fresh_mediawiki.edit(TIDY, "first", user="Author Example")

    with pytest.raises(WikiRefused, match="ratelimited"):
        fresh_mediawiki.edit(TIDY, "second", user="Author Example")


def test_moved_deleted_and_restored_page_keeps_its_id(fresh_mediawiki):
    number = fresh_mediawiki.query(TIDY)["pageid"]

    fresh_mediawiki.move(TIDY, "GLAM/Case studies/Elsewhere")
    fresh_mediawiki.delete("GLAM/Case studies/Elsewhere")
    gone = fresh_mediawiki.query("GLAM/Case studies/Elsewhere")
    fresh_mediawiki.undelete("GLAM/Case studies/Elsewhere")

    assert gone["missing"] is True
    assert fresh_mediawiki.query("GLAM/Case studies/Elsewhere")["pageid"] == number
    assert fresh_mediawiki.query(TIDY)["redirect"] is True


def test_protected_page_refuses_an_ordinary_author(fresh_mediawiki):
    fresh_mediawiki.protect(TIDY)

    with pytest.raises(WikiRefused, match="protectedpage"):
        fresh_mediawiki.edit(TIDY, "no", user="Author Example")


def test_reset_brings_the_seeded_text_back_under_the_same_address(fresh_mediawiki):
    address = fresh_mediawiki.url
    fresh_mediawiki.edit(TIDY, "scribble")

    fresh_mediawiki.reset()

    told = fresh_mediawiki.query(TIDY)["revisions"][0]["slots"]["main"]["content"]
    assert (fresh_mediawiki.url, told) == (address, fresh_mediawiki.corpus.page(TIDY).text)


def test_taken_port_is_replaced_by_a_free_one(mediawiki, tmp_path):
    with server.start(tmp_path / "wiki", pages=80, port=mediawiki.port) as other:
        assert other.port != mediawiki.port
        assert other.query(TIDY)["title"] == TIDY


def test_stopped_wiki_leaves_no_process(tmp_path):
    wiki = server.start(tmp_path / "wiki", pages=80)
    running = processes_on(wiki.folder)

    wiki.stop()

    assert len(running) > server.WORKERS
    assert wait_for(lambda: not processes_on(wiki.folder))


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc")
def test_killed_starter_leaves_no_process(tmp_path):
    code = f"from localwiki import server; import time; server.start({str(tmp_path / 'wiki')!r}); print('up', flush=True); time.sleep(60)"
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert starter.stdout.readline() == "up\n"
    running = processes_on(tmp_path / "wiki")

    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()

    assert len(running) > server.WORKERS
    assert wait_for(lambda: not processes_on(tmp_path / "wiki"))


def test_proxy_counts_what_reaches_the_wiki_and_breaks_what_it_is_told_to(counted_mediawiki):
    ask = f"{counted_mediawiki.url}api.php?action=query&meta=siteinfo&format=json"
    counted_mediawiki.inject(503, arg=4, match="siteinfo")

    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(ask)
    with urllib.request.urlopen(ask) as response:
        name = json.load(response)["query"]["general"]["sitename"]

    assert (refusal.value.status, refusal.value.headers["Retry-After"]) == (503, "4")
    assert name == "Outreach, local copy"
    assert [(request.mode, request.status) for request in counted_mediawiki.requests] == [
        ("503", 503),
        ("", 200),
    ]
