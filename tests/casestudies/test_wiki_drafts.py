# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts brought from user space on the wiki: named any way people name pages, private, and brought once."""

import uuid
from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.actions import disable_account
from casestudies import bringing, tasks
from casestudies.actions.wiki_drafts import RUN_KIND, ask_for_draft, bring_draft, in_form
from casestudies.errors import TooManyWaiting
from casestudies.models import CaseStudy, WikiDraft
from casestudies.parsing import ParsedSection
from casestudies.parsing.user_space import NotInUserSpace, OtherWiki, title_meant
from journal.models import Entry
from outreach import connection
from tests.factories import SourceFactory
from tests.outreach.fake_wiki import FakeWiki
from work import actions as work
from work.models import Run

TEXT = """Before the first heading.
== Summary ==
The museum opened its stores.
== Our cat ==
It slept.
== Goals ==
Ponds.
"""


@pytest.mark.parametrize(
    "typed",
    [
        "User:Ada/Draft about ponds",
        "user:ada/Draft_about_ponds",
        "  User : Ada / Draft about ponds ",
        "[[User:Ada/Draft about ponds|my draft]]",
        ":User:Ada/Draft about ponds",
        "Benutzerin:Ada/Draft about ponds",
        "Utilisateur:Ada/Draft about ponds",
        "Користувачка:Ada/Draft about ponds",
        "مستخدم:Ada/Draft about ponds",
        "利用者:Ada/Draft about ponds",
        "\u200eUser:Ada/Draft about ponds\u200f",
        "User:Ada/Draft about ponds#Goals",
        "https://wiki.example.org/wiki/User:Ada/Draft_about_ponds",
        "HTTPS://Wiki.Example.org/wiki/User:Ada/Draft%20about_ponds?action=edit",
        "//wiki.example.org/wiki/User:Ada/Draft_about_ponds#Goals",
        "https://wiki.example.org/w/index.php?title=User:Ada/Draft_about_ponds&action=edit",
        "https://m.wiki.example.org/wiki/User:Ada/Draft_about_ponds",
    ],
)
def test_a_page_of_user_space_is_named_in_any_spelling(typed):
    title = title_meant(typed, host="wiki.example.org", page_url="https://wiki.example.org/wiki/$1")

    assert title == "User:Ada/Draft about ponds"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Ada/Draft",
        "User:Ada",
        "User:Ada/",
        "User:/Draft",
        "User talk:Ada/Draft",
        "GLAM/Case studies/Museum",
        "User:Ada/../Main",
        "User:192.0.2.1/Draft",
        "User:Ada/Dr{{aft}}",
        "User:Ada/" + "x" * 300,
        "https://wiki.example.org/",
        "https://wiki.example.org/wiki/Main_Page",
        "https://[broken",
    ],
)
def test_other_pages_are_not_user_space(typed):
    with pytest.raises(NotInUserSpace):
        title_meant(typed, host="wiki.example.org", page_url="https://wiki.example.org/wiki/$1")


@pytest.mark.parametrize(
    "typed",
    [
        "https://en.wikipedia.org/wiki/User:Ada/Draft",
        "https://wiki.example.org.evil.example/wiki/User:Ada/Draft",
        "https://wiki.example.org@evil.example/wiki/User:Ada/Draft",
        "http://127.0.0.1/wiki/User:Ada/Draft",
    ],
)
def test_addresses_elsewhere_are_refused(typed):
    with pytest.raises(OtherWiki):
        title_meant(typed, host="wiki.example.org", page_url="https://wiki.example.org/wiki/$1")


def test_what_has_no_field_of_its_own_goes_on_below_the_one_before():
    sections = [
        ParsedSection("summary", "", "First."),
        ParsedSection("other", "Our cat", "It slept."),
        ParsedSection("goals", "Aims", "Ponds."),
        ParsedSection("goals", "Goals", "More ponds."),
    ]

    assert in_form(sections) == {
        "summary": "First.\n\n=== Our cat ===\nIt slept.",
        "goals": "Ponds.\n\n=== Goals ===\nMore ponds.",
    }


@pytest.fixture
def wiki(db, monkeypatch, settings):
    settings.WIKI_URL = "https://wiki.example.org/w/"
    SourceFactory()
    wiki = FakeWiki()
    monkeypatch.setattr(connection, "connect", lambda beat: wiki)
    return wiki


def bring(wiki, volunteer, title="User:Ada/Draft"):
    ask_for_draft(title, by=volunteer)
    run = Run.objects.get(kind=RUN_KIND, state=Run.State.QUEUED)
    tasks.bring_drafts(run.pk)
    run.refresh_from_db()
    return WikiDraft.objects.order_by("-pk").first(), run


def test_a_draft_is_brought_with_its_source_and_is_the_requesters_alone(wiki, volunteer, coordinator, client):
    page_id = wiki.write("User:Ada/Draft", TEXT)

    asked, run = bring(wiki, volunteer)

    draft = CaseStudy.objects.get()
    assert (draft.title, draft.state, draft.author) == ("Draft", "draft", volunteer)
    assert draft.sections.get(key="goals").text == "Ponds."
    assert draft.lead == "Before the first heading."
    assert (asked.state, asked.case_study, asked.title) == ("brought", draft, "User:Ada/Draft")
    assert asked.revision == wiki.pages_now[page_id].revision
    assert asked.wiki_url == f"https://wiki.example.org/wiki/User:Ada/Draft?oldid={asked.revision}"
    assert (run.state, wiki.request_count) == ("done", 1)
    assert set(Entry.objects.values_list("verb", flat=True)) == {
        "wikidraft.asked",
        "casestudy.begun",
        "wikidraft.brought",
    }
    client.force_login(coordinator)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(volunteer)
    assert f"revision {asked.revision}" in client.get(draft.get_absolute_url()).content.decode()


def test_all_text_of_the_page_is_in_the_draft(wiki, volunteer):
    wiki.write("User:Ada/Draft", TEXT)

    bring(wiki, volunteer)

    texts = "\n".join(CaseStudy.objects.get().sections.values_list("text", flat=True))
    assert all(
        words in texts for words in ("Before the first", "opened its stores", "Our cat", "It slept", "Ponds")
    )


@pytest.mark.parametrize(
    "text, why",
    [
        (None, "no page"),
        ("", "empty"),
        ("{{" * 2000, "without closing"),
        ("x" * 60_000, "too large"),
        ("#REDIRECT [[Main Page]]", "leads to another"),
    ],
)
def test_what_cannot_be_brought_is_refused_in_words(wiki, volunteer, text, why):
    if text is not None:
        wiki.write("User:Ada/Draft", text)

    asked, run = bring(wiki, volunteer)

    assert asked.state == "refused"
    assert why in asked.reason
    assert run.state == "done"
    assert not CaseStudy.objects.exists()


def test_a_hidden_page_is_refused(wiki, volunteer):
    wiki.hide(wiki.write("User:Ada/Draft", TEXT))

    asked, _run = bring(wiki, volunteer)

    assert "hidden" in asked.reason


def test_a_redirect_out_of_user_space_is_refused(wiki, volunteer):
    page_id = wiki.write("User:Ada/Draft", TEXT)
    wiki.page = lambda _title: replace(wiki.pages_now[page_id], title="GLAM/Case studies/Ponds")

    asked, _run = bring(wiki, volunteer)

    assert "not in user space" in asked.reason


def test_the_same_revision_asked_for_again_leads_to_the_same_draft(wiki, volunteer):
    page_id = wiki.write("User:Ada/Draft", TEXT)
    bring(wiki, volunteer)
    again, _run = bring(wiki, volunteer)
    assert CaseStudy.objects.get() == again.case_study

    wiki.edit(page_id, TEXT + "More.")
    newer, _run = bring(wiki, volunteer)

    assert newer.case_study != again.case_study


def test_two_who_ask_for_one_page_get_a_draft_each(wiki, volunteer, coordinator):
    wiki.write("User:Ada/Draft", TEXT)

    bring(wiki, volunteer)
    bring(wiki, coordinator)

    assert {draft.author for draft in CaseStudy.objects.all()} == {volunteer, coordinator}


def test_a_wish_that_comes_while_a_run_is_under_way_is_taken_along(wiki, volunteer):
    wiki.write("User:Ada/One", TEXT)
    wiki.write("User:Ada/Two", TEXT)
    ask_for_draft("User:Ada/One", by=volunteer)

    ask_for_draft("User:Ada/Two", by=volunteer)
    tasks.bring_drafts(Run.objects.get(kind=RUN_KIND).pk)

    assert CaseStudy.objects.count() == 2


def test_the_clock_queues_only_what_waits(wiki, volunteer):
    tasks.begin_bringing()
    assert not Run.objects.exists()

    WikiDraft.objects.create(asked_by=volunteer, asked_for="User:Ada/Draft")
    tasks.begin_bringing()

    assert Run.objects.get().kind == RUN_KIND


def test_a_wiki_that_does_not_answer_lets_the_wish_wait_and_gives_up_in_the_end(wiki, volunteer):
    wiki.breaks_after = 0
    states = []
    ask_for_draft("User:Ada/Draft", by=volunteer)
    for _attempt in range(3):
        tasks.begin_bringing()
        tasks.bring_drafts(Run.objects.get(state="queued").pk)
        states.append(WikiDraft.objects.get().state)

    assert states == ["waiting", "waiting", "refused"]
    assert "gone to lunch" in WikiDraft.objects.get().reason


def test_one_page_that_breaks_does_not_hold_up_the_others(wiki, volunteer):
    wiki.write("User:Ada/Good", TEXT)
    ask_for_draft("User:Ada/Bad", by=volunteer)
    ask_for_draft("User:Ada/Good", by=volunteer)
    wiki.breaks_after = 0
    tasks.bring_drafts(Run.objects.get().pk)
    wiki.breaks_after = None

    tasks.begin_bringing()
    tasks.bring_drafts(Run.objects.get(state="queued").pk)

    assert WikiDraft.objects.get(asked_for="User:Ada/Good").state == "brought"


def test_a_taken_run_is_left_alone(wiki, volunteer):
    ask_for_draft("User:Ada/Draft", by=volunteer)
    work.claim(Run.objects.get().pk)

    tasks.bring_drafts(Run.objects.get().pk)

    assert WikiDraft.objects.get().state == "waiting"


def test_one_person_has_ten_wishes_at_a_time(db, volunteer):
    for number in range(10):
        ask_for_draft(f"User:Ada/{number}", by=volunteer)

    with pytest.raises(TooManyWaiting):
        ask_for_draft("User:Ada/one more", by=volunteer)


# The page


def form(title="User:Ada/Draft", key=None):
    return {"title": title, "form_key": key or str(uuid.uuid4())}


def test_two_clicks_are_one_wish(wiki, client, volunteer):
    client.force_login(volunteer)
    sent = form()

    answers = [client.post(reverse("casestudies:bring"), sent).status_code for _click in range(2)]
    client.post(reverse("casestudies:bring"), form())

    assert answers == [302, 302]
    assert WikiDraft.objects.count() == 1


@pytest.mark.parametrize(
    "title, said",
    [
        ("GLAM/Case studies/X", "no page below a user"),
        ("https://evil.example/wiki/User:Ada/Draft", "evil.example"),
    ],
)
def test_the_form_says_what_is_wrong(wiki, client, volunteer, title, said):
    client.force_login(volunteer)

    response = client.post(reverse("casestudies:bring"), form(title))

    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_page_shows_only_own_wishes(wiki, client, volunteer, coordinator):
    WikiDraft.objects.create(asked_by=coordinator, asked_for="User:Bea/Hers")
    WikiDraft.objects.create(
        asked_by=volunteer, asked_for="User:Ada/Mine", state="refused", reason="It is gone."
    )
    client.force_login(volunteer)

    html = client.get(reverse("casestudies:bring")).content.decode()

    assert "Mine" in html
    assert "It is gone." in html
    assert "Hers" not in html


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_the_same_however_many_wishes(client, volunteer, count, django_assert_num_queries):
    for number in range(count):
        WikiDraft.objects.create(
            asked_by=volunteer, asked_for=f"User:Ada/{number}", state="refused", reason="x"
        )
    client.force_login(volunteer)
    client.get(reverse("home"))

    with django_assert_num_queries(5):
        client.get(reverse("casestudies:bring"))


def test_nothing_is_brought_or_asked_of_the_wiki_for_an_account_that_was_disabled(wiki, volunteer):
    wiki.write("User:Ada/Draft", TEXT)
    ask_for_draft("User:Ada/Draft", by=volunteer)
    disable_account(volunteer, by=None)
    run = Run.objects.get(kind=RUN_KIND)

    tasks.bring_drafts(run.pk)

    asked = WikiDraft.objects.get()
    assert (asked.state, "no longer" in asked.reason) == ("refused", True)
    assert (CaseStudy.objects.count(), wiki.request_count) == (0, 0)


def test_a_draft_that_the_wiki_gave_is_not_kept_for_who_was_disabled_meanwhile(wiki, volunteer):
    wiki.write("User:Ada/Draft", TEXT)
    asked = ask_for_draft("User:Ada/Draft", by=volunteer)
    found = bringing.bring(wiki, "User:Ada/Draft")
    disable_account(volunteer, by=None)

    assert bring_draft(asked, found) is None

    asked.refresh_from_db()
    assert (asked.state, CaseStudy.objects.count()) == ("refused", 0)
