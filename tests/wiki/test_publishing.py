# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders to publish against a real MediaWiki, when all goes well and when people got in between."""

import pytest

from localwiki.accounts import AUTHOR
from outreach.models import Page, Publication
from outreach.wiki.writing import sha1_of
from tests.wiki.publishing import SUMMARY, TEXT, TITLE, connected, order, revisions, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(authority, settings):
    settings.WIKI_URL = authority.url
    settings.WIKI_OAUTH_URL = authority.rest_url
    settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
    settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
    return connected(authority)


def test_new_page_is_published_in_the_authors_name(author, fresh_mediawiki, authority):
    done = work_on(order(author))

    page = fresh_mediawiki.query(TITLE)
    assert (done.state, done.page_id, done.revision) == (
        "published",
        page["pageid"],
        page["revisions"][0]["revid"],
    )
    assert revisions(fresh_mediawiki) == [(AUTHOR.name, TEXT.rstrip())]
    assert page["revisions"][0]["comment"] == SUMMARY
    edit = next(each for each in authority.requests if each.params.get("action") == "edit")
    assert {"createonly", "md5", "assert", "assertuser", "maxlag", "token"} <= edit.params.keys()
    assert "bot" not in edit.params
    held = Page.objects.get(page_id=done.page_id)
    assert (held.title, held.revision, held.text, held.sha1) == (
        TITLE,
        done.revision,
        TEXT.rstrip(),
        sha1_of(TEXT),
    )
    assert held.kind == "case-study"


def test_change_is_published_on_its_base(author, fresh_mediawiki, authority):
    first = work_on(order(author))
    second = order(author, text=TEXT + "More.", page_id=first.page_id, base_revision=first.revision)

    done = work_on(second)

    assert (done.state, len(revisions(fresh_mediawiki))) == ("published", 2)
    edit = [each.params for each in authority.requests if each.params.get("action") == "edit"][-1]
    assert (edit["baserevid"], edit["pageid"], edit["nocreate"]) == (
        str(first.revision),
        str(first.page_id),
        "1",
    )


def test_page_that_exists_is_left_alone(author, fresh_mediawiki):
    fresh_mediawiki.edit(TITLE, "Somebody else's.")

    done = work_on(order(author))

    assert (done.state, done.is_doubtful) == ("exists", False)
    assert revisions(fresh_mediawiki) == [("Admin", "Somebody else's.")]


def test_change_over_somebody_elses_is_a_conflict(author, fresh_mediawiki):
    first = work_on(order(author))
    fresh_mediawiki.edit(TITLE, "Rewritten.", user="Admin")

    done = work_on(order(author, text="Ours.", page_id=first.page_id, base_revision=first.revision))

    assert done.state == "conflict"
    assert [text for _user, text in revisions(fresh_mediawiki)] == [TEXT.rstrip(), "Rewritten."]


def test_page_deleted_meanwhile_is_gone_and_not_made_again(author, fresh_mediawiki):
    first = work_on(order(author))
    fresh_mediawiki.delete(TITLE)

    done = work_on(order(author, text="Ours.", page_id=first.page_id, base_revision=first.revision))

    assert done.state == "gone"
    assert revisions(fresh_mediawiki) == []


def test_page_moved_meanwhile_is_followed(author, fresh_mediawiki):
    first = work_on(order(author))
    fresh_mediawiki.move(TITLE, TITLE + " (city)")
    moved_to = fresh_mediawiki.query(TITLE + " (city)")["revisions"][0]["revid"]

    done = work_on(order(author, text="Ours.", page_id=first.page_id, base_revision=moved_to))

    assert (done.state, done.title) == ("published", TITLE + " (city)")
    assert revisions(fresh_mediawiki, TITLE + " (city)")[-1] == (AUTHOR.name, "Ours.")


def test_page_that_became_a_redirect_is_left_alone(author, fresh_mediawiki):
    first = work_on(order(author))
    fresh_mediawiki.edit(TITLE, "#REDIRECT [[Elsewhere]]")

    done = work_on(order(author, text="Ours.", page_id=first.page_id, base_revision=first.revision))

    assert done.state == "moved"
    assert revisions(fresh_mediawiki)[-1][1] == "#REDIRECT [[Elsewhere]]"


def test_text_that_is_there_already_is_no_second_revision(author, fresh_mediawiki):
    first = work_on(order(author))

    done = work_on(order(author, page_id=first.page_id, base_revision=first.revision))

    assert (done.state, done.revision) == ("published", first.revision)
    assert len(revisions(fresh_mediawiki)) == 1


def test_tokens_stand_in_no_row_and_in_no_log(author, authority, fresh_mediawiki, caplog):
    work_on(order(author))

    token = next(
        each.headers["Authorization"].removeprefix("Bearer ")
        for each in authority.requests
        if "Authorization" in each.headers
    )
    assert token not in caplog.text
    assert token not in str(list(Publication.objects.values()))
