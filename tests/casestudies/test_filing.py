# SPDX-License-Identifier: GPL-3.0-or-later
"""Filing asks for the licence and for what the text says of people; unanswered, nothing changes."""

import uuid

import pytest
from django.urls import reverse

from casestudies import actions
from casestudies.errors import LicenceNotAgreed, NamesPeople, NotADraft, PeopleNotSaid
from casestudies.models import CaseStudy
from casestudies.parsing.personal import personal_hints
from journal.models import Entry
from outreach.models import Publication
from tests.factories import AdvocateFactory, CaseStudyFactory, EditionFactory, InstitutionFactory
from tests.factories.wiki import WikiCredentialFactory

pytestmark = pytest.mark.django_db
AGREED = {"licence": True, "people_named": "agreed"}


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


def file(draft, **answers):
    return actions.file_case_study(draft, version=draft.version, by=draft.author, **answers)


def state_of(draft):
    draft.refresh_from_db()
    return draft.state


# The action


def test_file_keeps_what_the_author_declared(draft):
    filed = file(draft, **AGREED)

    assert (filed.state, filed.people_named) == ("filed", "agreed")
    assert filed.licence_agreed_at == filed.filed_at


@pytest.mark.parametrize(
    "answers, refusal",
    [
        ({"people_named": "none"}, LicenceNotAgreed),
        ({"licence": True}, PeopleNotSaid),
        ({"licence": True, "people_named": "gossip"}, PeopleNotSaid),
        ({}, LicenceNotAgreed),
    ],
)
def test_file_refuses_what_is_not_answered_and_nothing_changes(draft, answers, refusal):
    with pytest.raises(refusal):
        file(draft, **answers)

    assert state_of(draft) == CaseStudy.State.DRAFT
    assert (draft.licence_agreed_at, draft.people_named, draft.version) == (None, "", 1)
    assert not Entry.objects.filter(verb="casestudy.filed").exists()


def test_file_refuses_that_nobody_is_named_where_somebody_seems_to_be(draft):
    saved = actions.save_case_study(
        draft, version=1, by=draft.author, sections={"goals": "Ask Dr. Ada Lovelace, ada@museum.example."}
    )

    with pytest.raises(NamesPeople) as refusal:
        file(saved, licence=True, people_named="none")

    assert "Dr. Ada Lovelace, ada@museum.example" in refusal.value.messages[0]
    assert state_of(draft) == CaseStudy.State.DRAFT


@pytest.mark.parametrize("said", ["public", "agreed"])
def test_file_takes_the_authors_word_that_they_agreed(draft, said):
    saved = actions.save_case_study(
        draft, version=1, by=draft.author, sections={"goals": "Ask Mrs Lovelace."}
    )

    assert file(saved, licence=True, people_named=said).people_named == said


def test_file_knows_the_advocates_only_of_those_who_know_them(coordinator, volunteer):
    advocate = AdvocateFactory(name="Rosalind Archer", affiliate=coordinator.affiliate)
    institution = advocate.posts.get().institution
    drafts = [
        actions.begin_case_study(by=by, title="With rosalind  archer", institution=institution)
        for by in (coordinator, volunteer)
    ]

    with pytest.raises(NamesPeople, match="Rosalind Archer"):
        file(drafts[0], licence=True, people_named="none")

    assert file(drafts[1], licence=True, people_named="none").state == "filed"


def test_a_study_handed_back_is_filed_again_and_its_licence_holds(volunteer):
    handed_back = CaseStudyFactory(state=CaseStudy.State.CHANGES, author=volunteer, declared=True)
    agreed_at = handed_back.licence_agreed_at

    filed = file(handed_back)

    assert (filed.state, filed.licence_agreed_at) == ("filed", agreed_at)
    line = Entry.objects.get(verb="casestudy.filed")
    assert (line.before, line.after) == ("changes", "filed")


@pytest.mark.parametrize("state", ["filed", "accepted", "withdrawn"])
def test_file_refuses_what_is_not_the_authors_to_file(volunteer, state):
    study = CaseStudyFactory(state=state, author=volunteer, declared=True)

    with pytest.raises(NotADraft):
        file(study)


def test_file_refuses_what_is_on_the_wiki():
    with pytest.raises(NotADraft):
        file(CaseStudyFactory(published=True, declared=True))


# The page


@pytest.fixture
def post(client, draft):
    client.force_login(draft.author)
    return lambda **values: client.post(reverse("casestudies:file", args=[draft.pk]), values)


@pytest.mark.parametrize(
    "answers, fields",
    [
        ({}, ["licence", "people_named"]),
        ({"people_named": "none"}, ["licence"]),
        ({"licence": "on"}, ["people_named"]),
        ({"licence": "on", "people_named": "nonsense"}, ["people_named"]),
    ],
)
def test_the_page_asks_names_the_field_and_files_nothing(post, draft, answers, fields):
    response = post(version=1, **answers)

    assert response.status_code == 422
    assert list(response.context["filing"].errors) == fields
    assert [step.slug for step in response.context["empty"]][:2] == ["summary", "context"]
    assert state_of(draft) == CaseStudy.State.DRAFT


@pytest.mark.parametrize("version", ["", "x", "0", "\x00"])
def test_the_page_files_no_version_that_nobody_looked_over(post, draft, version):
    response = post(version=version, licence="on", people_named="none")

    assert response.status_code == 422
    assert list(response.context["filing"].errors) == ["version"]
    assert state_of(draft) == CaseStudy.State.DRAFT


def test_the_page_says_whom_the_text_seems_to_name(post, draft):
    actions.save_case_study(
        draft, version=1, by=draft.author, sections={"goals": "Ring Mr Babbage: tel. 030 1234567"}
    )

    response = post(version=2, licence="on", people_named="none")

    html = response.content.decode()
    assert response.status_code == 422
    assert "The text seems to name: Mr Babbage, 030 1234567." in html
    assert "Have they agreed?" in html
    assert 'href="#id_people_named_0"' in html
    assert state_of(draft) == CaseStudy.State.DRAFT


def test_the_page_files_what_is_answered(post, draft):
    actions.save_case_study(draft, version=1, by=draft.author, sections={"goals": "Ring Mr Babbage"})

    response = post(version=2, licence="on", people_named="agreed")

    assert response.url == draft.get_absolute_url()
    assert (state_of(draft), draft.people_named) == ("filed", "agreed")


def test_two_clicks_file_once(post, draft):
    first, second = (post(version=1, licence="on", people_named="none") for _click in range(2))

    assert first.url == second.url == draft.get_absolute_url()
    assert Entry.objects.filter(verb="casestudy.filed").count() == 1


def test_saving_a_draft_asks_nothing(client, draft):
    client.force_login(draft.author)
    address = reverse("casestudies:write", args=[draft.pk])

    html = client.get(address).content.decode()
    response = client.post(address, {"title": draft.title, "version": 1, "section_goals": "Reach"})

    assert response.status_code == 302
    assert "licence-title" not in html


def test_an_earlier_answer_stands_on_the_page(client, volunteer):
    study = CaseStudyFactory(
        state="changes", author=volunteer, declared=True, institution=InstitutionFactory()
    )
    client.force_login(volunteer)

    filing = client.get(reverse("casestudies:write-check", args=[study.pk])).context["filing"]

    assert filing.initial == {"licence": True, "people_named": "agreed"}


# Publishing: a draft that was never filed, or names that came later


def sent_to_the_wiki(study, **answers):
    values = {"form_key": str(uuid.uuid4()), "version": study.version, "summary": "x"}
    return values | {"title": "GLAM/Case studies/Scanner"} | answers


@pytest.fixture
def naming(draft):
    WikiCredentialFactory(user=draft.author)
    saved = actions.save_case_study(
        draft, version=1, by=draft.author, sections={"goals": "Ask Mrs Lovelace."}
    )
    saved.state = "accepted"
    saved.save()
    return saved


def test_publish_asks_about_people_nobody_was_asked_about(client, naming):
    client.force_login(naming.author)
    address = reverse("casestudies:publish", args=[naming.pk])

    asked = client.get(address).content.decode()
    refused = client.post(address, sent_to_the_wiki(naming))
    evaded = client.post(address, sent_to_the_wiki(naming, people_named="none"))
    sent_off = client.post(address, sent_to_the_wiki(naming, people_named="agreed"))

    assert "The text seems to name:" in asked
    assert "<bdi>Mrs Lovelace</bdi>" in asked
    for response in (refused, evaded):
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["people_named"])
    assert sent_off.url == reverse("casestudies:publication", args=[naming.pk])
    naming.refresh_from_db()
    assert naming.people_named == "agreed"


def test_publish_refuses_what_names_people_unasked(naming):
    with pytest.raises(NamesPeople):
        actions.publish_case_study(
            naming, title="GLAM/Case studies/Scanner", summary="x", version=naming.version, by=naming.author
        )

    assert not Publication.objects.exists()


def test_publish_asks_about_nobody_whom_the_wiki_names_already(client, volunteer):
    edition = EditionFactory(case_study__author=volunteer, base_text="== Goals ==\nAsk Mrs Lovelace.")
    study = edition.case_study
    study.sections.create(key="goals", text="Ask Mrs Lovelace.")
    client.force_login(volunteer)

    page = client.get(reverse("casestudies:publish", args=[study.pk]))
    study.sections.update(text="Ask Mrs Lovelace and Mr Babbage.")
    later = client.get(reverse("casestudies:publish", args=[study.pk]))

    assert list(page.context["people_hints"]) == []
    assert "people_named" not in page.context["form"].fields
    assert [str(each) for each in later.context["people_hints"]] == ["Mr Babbage"]


# The scanner


@pytest.mark.parametrize(
    "text, found",
    [
        ("Write to ada.l@museum.example.org!", ["ada.l@museum.example.org"]),
        ("ada (at) museum.example", ["ada (at) museum.example"]),
        ("Call +49 30 1234 5678 today", ["+49 30 1234 5678"]),
        ("Tel.: 030/123 45 67", ["030/123 45 67"]),
        ("هاتف: ٠١٢٣٤٥٦٧٨٩", ["0123456789"]),
        ("Thanks to Mr Babbage and Ms. Ada van Dam, who came.", ["Mr Babbage", "Ms. Ada van Dam"]),
        ("Danke an Frau Müller-Lüdenscheid für alles", ["Frau Müller-Lüdenscheid"]),
        ("Merci à Mme Curie et M. le maire", ["Mme Curie"]),
        ("Gracias a la Sra. Clara Campoamor", ["Sra. Clara Campoamor"]),
        ("Dott.ssa Rossi ci ha aiutato", ["Dott.ssa Rossi"]),
        ("Dr. J. R. Smith's plates", ["Dr. J. R. Smith"]),
        ("شكرا إلى الدكتورة ليلى", ["الدكتورة ليلى"]),
        ("Mr Babbage and again Mr Babbage", ["Mr Babbage"]),
    ],
)
def test_the_scanner_finds(text, found):
    assert [each.words for each in personal_hints(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "1,204 images of 3 000 000 were uploaded between 2012-2014 and 12.05.2014",
        "+3,000 images, + 12 % more, ISBN 978-3-16-148410-0",
        "the dr in hydra and msr; Mr. and Mrs.",
        "[[User:Ada]] and {{u|Babbage}} wrote it",
        "https://example.org/00441234567890 and //example.org/?tel=123456789",
        "x" * 50_000 + "@",
        "",
    ],
)
def test_the_scanner_leaves_alone(text):
    assert personal_hints(text) == ()


def test_the_scanner_finds_known_names_as_whole_words():
    assert [each.words for each in personal_hints("ada  lovelace came", ["Ada Lovelace"])] == ["Ada Lovelace"]
    assert personal_hints("Ada Lovelacey and Bo", ["Ada Lovelace", "Bo"]) == ()


@pytest.mark.parametrize("piece", ["Mr ", "+49 ", "a@", "1 ", "Dr. A", "(at)", "tel. 1", "Mr Van "])
def test_the_scanner_takes_time_in_proportion(piece):
    assert len(personal_hints(piece * (300_000 // len(piece)), ["Ada Lovelace"] * 500)) <= 12
