# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault of a wiki, met while publishing: nothing lost, nothing doubled, each ending in its named state.

The wiki is real; a proxy before it breaks what it is told to. The numbers are those of the list of 32 faults that
the mirror is held to as well.
"""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from localwiki import faults as proxy
from localwiki import oauth
from localwiki.accounts import AUTHOR
from outreach import connection
from outreach.wiki import session
from tests.wiki.conftest import start_wiki
from tests.wiki.publishing import TEXT, connected, order, revisions, work_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EDIT = "action=edit"
ONE = [(AUTHOR.name, TEXT.rstrip())]
IN_A_SECOND = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)


def error(code, info="The wiki's own words."):
    return {"error": {"code": code, "info": info}}


def failure(**fields):
    return {"edit": {"result": "Failure"} | fields}


@pytest.fixture(scope="module")
def wiki(tmp_path_factory):
    with start_wiki(tmp_path_factory.mktemp("publishing"), 0) as running:
        # A cold wiki is slower than the little time our client is given here.
        running.edit("Warm", "Warm.", user=AUTHOR.name)
        running.query("Warm")
        yield running


@pytest.fixture(scope="module")
def authority(wiki):
    with oauth.start(wiki) as running:
        # Nobody can sign in while the wiki is read-only, so the session is there before.
        running.people.cookies(running.sub(AUTHOR.name), anew=False)
        yield running


@pytest.fixture
def faults(authority, settings, monkeypatch):
    """A proxy before the authorisation server before the wiki; no call takes longer than a second and a half."""
    monkeypatch.setattr(connection, "WRITER_SECONDS", 1.5)
    monkeypatch.setattr(connection, "WRITER_PATIENCE", 1.0)
    monkeypatch.setattr(session, "SILENCE_SECONDS", 1.5)
    with proxy.start(authority.port) as running:
        settings.WIKI_URL = running.url
        settings.WIKI_OAUTH_URL = authority.rest_url
        settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
        settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
        yield running


@pytest.fixture
def title(request):
    """A page of the test's own."""
    return "GLAM/Case studies/" + "".join(char if char.isalnum() else "-" for char in request.node.name)


@pytest.fixture
def author(authority, faults):
    return connected(authority)


@pytest.fixture
def published(author, faults, title):
    """A page that the author published a while ago."""
    done = work_on(order(author, title=title))
    assert done.state == "published"
    faults.requests.clear()
    return done


def change_of(published, text="Changed."):
    return order(
        published.by,
        title=published.title,
        text=text,
        page_id=published.page_id,
        base_revision=published.revision,
    )


# What heals by itself: number, mode, its argument, whether the wiki had the edit, how often it happens.
PASSING = [
    (1, "maxlag", 1, False, 1),
    (2, "maxlag", None, False, 1),
    (3, "429", IN_A_SECOND, False, 1),
    (4, "answer", error("maxlag", "Waiting for replica1: 7 seconds lagged."), False, 1),
    (5, "429", 1, False, 1),
    (6, "429", None, False, 1),
    (7, "503", 1, False, 2),
    (8, "502", None, False, 1),
    (8, "500", None, False, 1),
    (9, "html", None, False, 1),
    (10, "half", None, True, 1),
    (10, "cut", None, True, 1),
    (11, "empty", None, False, 1),
    (12, "drip", 0.05, True, 1),
    (14, "reset", None, False, 1),
    (15, "lost", None, True, 1),
    (16, "late", 2.5, True, 1),
    (28, "answer", error("ratelimited", "You've exceeded your rate limit."), False, 1),
    (32, "reshape", lambda answer: {"edit": {"result": "Success"}}, True, 1),
    (32, "reshape", lambda answer: {"edit": answer["edit"] | {"newrevid": "many"}}, True, 1),
    (32, "reshape", lambda answer: [answer], True, 1),
    (32, "answer", error("internal_api_error_DBQueryError"), False, 1),
]


@pytest.mark.parametrize(
    ("number", "mode", "arg", "was_done", "times"), PASSING, ids=[f"{row[0]}-{row[1]}" for row in PASSING]
)
@pytest.mark.parametrize("is_change", [False, True], ids=["new", "change"])
def test_fault_that_passes_delays_and_doubles_nothing(
    request, wiki, faults, author, title, number, mode, arg, was_done, times, is_change
):
    if is_change:
        publication = change_of(request.getfixturevalue("published"))
        wanted = [*ONE, (AUTHOR.name, "Changed.")]
    else:
        publication, wanted = order(author, title=title), ONE
    faults.inject(mode, times=times, match=EDIT, arg=arg)

    first = work_on(publication, times=times)
    waited = (first.state, bool(first.words))
    done = work_on(publication)

    assert waited == ("waiting", True)
    assert (done.state, done.words, done.is_doubtful) == ("published", "", False)
    assert revisions(wiki, title) == wanted
    assert done.revision == wiki.query(title)["revisions"][0]["revid"]
    assert faults.count(EDIT) == times + (0 if was_done else 1)


@pytest.mark.parametrize("what", ["meta=tokens", "prop=", "rvlimit"])
@pytest.mark.parametrize("mode", ["503", "html", "half", "reset", "empty"])
def test_fault_of_a_question_around_the_edit_loses_nothing(wiki, faults, author, title, what, mode):
    publication = order(author, title=title)
    if what == "rvlimit":  # is asked only after a doubtful try
        faults.inject("lost", match=EDIT)
    faults.inject(mode, times=4, match=what, arg=1)

    work_on(publication, times=3)
    faults.clear()
    done = work_on(publication)

    assert done.state == "published"
    assert revisions(wiki, title) == ONE


def test_wiki_out_of_reach_13_is_asked_again_later(wiki, faults, author, title, settings):
    publication = order(author, title=title)
    settings.WIKI_URL = "http://127.0.0.1:9/w/"
    first = work_on(publication)
    waited = (first.state, first.code, first.is_doubtful)
    settings.WIKI_URL = faults.url

    done = work_on(publication)

    assert waited == ("waiting", "no-answer", False)
    assert (done.state, revisions(wiki, title)) == ("published", ONE)


def test_edit_that_is_made_after_we_gave_up_waiting_16_is_known_as_ours(wiki, faults, author, title):
    faults.inject("slow", match=EDIT, arg=2.2)
    publication = work_on(order(author, title=title))
    waited = publication.state

    done = work_on(publication)  # looks, finds nothing yet, sends again, and finds the first one there

    assert (waited, done.state, revisions(wiki, title)) == ("waiting", "published", ONE)


def test_bad_token_17_is_fetched_anew_once(wiki, faults, author, title):
    faults.inject("answer", match=EDIT, arg=error("badtoken", "Invalid CSRF token."))

    done = work_on(order(author, title=title))

    assert (done.state, done.attempts, revisions(wiki, title)) == ("published", 1, ONE)
    assert (faults.count("meta=tokens"), faults.count(EDIT)) == (2, 2)


def test_bad_token_17_for_ever_ends_in_words(wiki, faults, author, title):
    faults.inject("answer", times=9, match=EDIT, arg=error("badtoken", "Invalid CSRF token."))

    done = work_on(order(author, title=title))

    assert (done.state, done.code, done.words, done.is_doubtful) == (
        "parked",
        "badtoken",
        "Invalid CSRF token.",
        False,
    )
    assert revisions(wiki, title) == []


def test_session_lost_18_is_made_anew_once(wiki, faults, author, title):
    faults.inject("answer", match=EDIT, arg=error("assertuserfailed"))

    done = work_on(order(author, title=title))

    assert (done.state, done.attempts, revisions(wiki, title)) == ("published", 1, ONE)


def test_session_lost_18_for_good_asks_the_author(wiki, faults, author, title):
    faults.inject("answer", times=9, match="assert=user", arg=error("assertuserfailed"))

    done = work_on(order(author, title=title))

    assert (done.state, done.code) == ("no-access", "access-revoked")
    assert (faults.count(EDIT), revisions(wiki, title)) == (0, [])


def test_revoked_grant_19_ends_without_another_try(wiki, faults, authority, author, title):
    authority.revoke(AUTHOR.name)

    done = work_on(order(author, title=title), times=2)

    assert (done.state, done.code, done.attempts) == ("no-access", "access-revoked", 1)
    assert "connect" in done.words
    assert revisions(wiki, title) == []


def test_expired_token_20_is_renewed_before_it_is_used(wiki, faults, authority, author, title):
    credential = author.wiki_credential
    credential.expires_at = datetime.now(UTC)
    credential.save()

    done = work_on(order(author, title=title))

    assert (done.state, done.attempts, revisions(wiki, title)) == ("published", 1, ONE)


def test_nonce_used_21_cannot_happen_without_nonces(wiki, faults, published):
    work_on(change_of(published))

    assert {each.headers.get("Authorization", "").split()[0] for each in faults.requests} == {"Bearer"}


# What a person must see to: number, what the wiki answers, the state and the word it ends in.
REFUSALS = [
    (22, error("blocked", "You have been blocked from editing."), "parked", "blocked"),
    (22, error("autoblocked"), "parked", "autoblocked"),
    (22, error("globalblocking-blockedtext-ip"), "parked", "globalblocking-blockedtext-ip"),
    (23, error("protectedpage"), "parked", "protectedpage"),
    (23, error("protectedtitle"), "parked", "protectedtitle"),
    (23, error("cascadeprotected"), "parked", "cascadeprotected"),
    (23, error("abusefilter-disallowed"), "parked", "abusefilter-disallowed"),
    (23, error("abusefilter-warning"), "parked", "abusefilter-warning"),
    (23, error("spamblacklist"), "parked", "spamblacklist"),
    (23, failure(spamblacklist="bad.example"), "parked", "spamblacklist"),
    (23, error("titleblacklist-forbidden"), "parked", "titleblacklist-forbidden"),
    (23, failure(captcha={"type": "simple", "question": "36 − 4"}), "parked", "captcha"),
    (23, failure(code="abusefilter-disallowed", info="No."), "parked", "abusefilter-disallowed"),
    (23, error("hookaborted"), "parked", "hookaborted"),
    (24, error("editconflict", "Edit conflict."), "conflict", "conflict"),
    (26, error("pagedeleted"), "gone", "gone"),
    (26, error("nosuchpageid"), "gone", "gone"),
    (23, error("contenttoobig"), "parked", "contenttoobig"),
]


@pytest.mark.parametrize(
    ("number", "said", "state", "code"), REFUSALS, ids=[f"{row[0]}-{row[3]}" for row in REFUSALS]
)
def test_refusal_ends_in_its_state_with_the_wikis_words(wiki, faults, published, number, said, state, code):
    faults.inject("answer", match=EDIT, arg=said)

    done = work_on(change_of(published), times=2)

    assert (done.state, done.code, done.attempts, done.is_doubtful) == (state, code, 1, False)
    assert done.words
    assert revisions(wiki, published.title) == ONE


def test_blocked_account_22_is_parked_with_the_real_wikis_words(wiki, authority, faults, title):
    blocked = "Blocked Bella"
    wiki.session().call("createaccount", **_account(wiki, blocked))
    author = connected(authority, blocked)
    authority.wiki.block(blocked)

    done = work_on(order(author, title=title))

    assert (done.state, done.code, revisions(wiki, title)) == ("parked", "blocked", [])
    assert "blocked" in done.words


def _account(wiki, name):
    token = wiki.session().call("query", meta="tokens", type="createaccount")
    return {
        "createtoken": token["query"]["tokens"]["createaccounttoken"],
        "username": name,
        "password": "only-for-loopback",
        "retype": "only-for-loopback",
        "createreturnurl": wiki.url,
    }


def test_locked_account_22_has_no_access(wiki, authority, faults, author, title):
    authority.lock(AUTHOR.name)
    try:
        done = work_on(order(author, title=title))
    finally:
        authority.lock(AUTHOR.name, locked=False)

    assert (done.state, revisions(wiki, title)) == ("no-access", [])


def test_protected_page_23_is_parked_with_the_real_wikis_words(wiki, faults, published):
    wiki.protect(published.title)
    protected = wiki.query(published.title)["revisions"][0]["revid"]
    publication = change_of(published)
    type(publication).objects.update(base_revision=protected)

    done = work_on(publication)

    assert (done.state, done.code) == ("parked", "protectedpage")
    assert "protected" in done.words


def test_spam_filter_23_is_parked_with_the_real_wikis_words(wiki, faults, author, title):
    wiki.override({"wgSpamRegex": ["/thousand maps/"]})
    try:
        done = work_on(order(author, title=title))
    finally:
        wiki.override(None)

    assert (done.state, bool(done.words), revisions(wiki, title)) == ("parked", True, [])


def test_concurrent_edit_24_between_look_and_edit_overwrites_nothing(wiki, faults, published):
    """The wiki's own check: somebody is faster than our look at the page."""
    faults.inject("late", match="rvprop=ids%7Ccontent", arg=1.2)
    publication = change_of(published)
    rival = threading.Timer(0.8, lambda: wiki.edit(published.title, "Somebody else's."))
    rival.start()
    done = work_on(publication)
    rival.join()

    assert (done.state, done.code) == ("conflict", "conflict")
    assert [text for _user, text in revisions(wiki, published.title)] == [TEXT.rstrip(), "Somebody else's."]


def test_moved_page_25_is_a_conflict_by_its_id_and_no_new_page(wiki, faults, published):
    wiki.move(published.title, published.title + " moved")

    done = work_on(change_of(published))

    assert done.state == "conflict"  # moving makes a revision: the author looks at where it is now
    assert len(revisions(wiki, published.title)) == 1
    assert wiki.query(published.title)["revisions"][0]["slots"]["main"]["content"].startswith("#REDIRECT")


def test_deleted_page_26_is_not_made_again(wiki, faults, published):
    wiki.delete(published.title)

    done = work_on(change_of(published))

    assert (done.state, revisions(wiki, published.title)) == ("gone", [])


def test_read_only_wiki_27_is_left_alone_for_a_while(wiki, faults, author, title):
    wiki.readonly("Datacentre switch.")
    try:
        first = work_on(order(author, title=title))
        waits = first.due_at - first.claimed_at
        waited = (first.state, first.code, "Datacentre switch." in first.words)
    finally:
        wiki.readonly(None)

    done = work_on(first)

    assert waited == ("waiting", "read-only", True)
    assert timedelta(minutes=4) < waits <= timedelta(minutes=30)
    assert (done.state, revisions(wiki, title)) == ("published", ONE)


def test_rate_limit_28_of_the_real_wiki_is_waited_out(wiki, faults, author, title):
    wiki.override({"wgRateLimits": {"edit": {"user": [0, 60], "newbie": [0, 60]}}})
    try:
        first = work_on(order(author, title=title))
        waited = (first.state, first.due_at - first.claimed_at >= timedelta(seconds=59))
    finally:
        wiki.override(None)

    done = work_on(first)

    assert waited == ("waiting", True)
    assert (done.state, revisions(wiki, title)) == ("published", ONE)


def test_redirect_to_another_host_29_is_not_followed(wiki, faults, author, title):
    faults.inject("away", times=9, match="api.php", arg="https://elsewhere.example/w/api.php")

    first = work_on(order(author, title=title))
    waited = (first.state, first.code, "we do not follow" in first.words)
    faults.clear()
    done = work_on(first)

    assert waited == ("waiting", "settings", True)
    assert (done.state, revisions(wiki, title)) == ("published", ONE)


def test_list_that_never_ends_30_is_not_followed(wiki, faults, author, title):
    faults.inject("lost", match=EDIT)
    faults.inject(
        "reshape", match="rvlimit", arg=lambda answer: _doubled(answer) | {"continue": {"rvcontinue": "same"}}
    )

    done = work_on(order(author, title=title), times=2)

    assert (done.state, revisions(wiki, title)) == ("published", ONE)


def _doubled(answer):
    answer["query"]["pages"] *= 2
    answer["query"]["pages"][0]["revisions"] *= 2
    return answer


def test_text_hidden_on_the_wiki_31_is_not_brought_back(wiki, faults, published):
    wiki.hide_revision(published.title)

    done = work_on(change_of(published))

    assert (done.state, done.code) == ("parked", "hidden")


def test_renamed_account_31_has_no_access_under_its_old_name(wiki, faults, author, title):
    author.wiki_username = "Former Name"
    author.save()

    done = work_on(order(author, title=title))

    assert (done.state, revisions(wiki, title)) == ("no-access", [])


@pytest.mark.parametrize(
    "reshaped", [{}, {"query": {"pages": [{"pageid": "one"}]}}, {"query": {"pages": "none"}}]
)
def test_odd_description_of_the_page_32_changes_nothing(wiki, faults, published, reshaped):
    publication = change_of(published)
    faults.inject("answer", times=9, match="rvprop=ids%7Ccontent", arg=reshaped)

    first = work_on(publication)
    waited = (first.state, faults.count(EDIT))
    faults.clear()
    done = work_on(publication)

    assert waited == ("waiting", 0)
    assert (done.state, len(revisions(wiki, published.title))) == ("published", 2)


def test_a_day_without_an_answer_is_given_up_in_words(wiki, faults, author, title):
    faults.inject("503", times=9, match="api.php", arg=1)
    publication = order(author, title=title)
    type(publication).objects.update(ordered_at=publication.ordered_at - timedelta(days=1, minutes=1))

    done = work_on(publication)

    assert (done.state, bool(done.words)) == ("given-up", True)
