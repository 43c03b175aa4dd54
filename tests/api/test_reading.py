# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading through the API: who finds what, page by page, at a fixed cost."""

import base64

import pytest
from django.core.management import call_command

from accounts.actions import make_token
from casestudies.models import CaseStudy, Section
from outreach.models import SyncRun
from partnerships.models import StageMove
from tests.factories import (
    AdvocateFactory,
    CaseStudyFactory,
    CommitmentFactory,
    ContributorFactory,
    InstitutionFactory,
    MouFactory,
    PageFactory,
    PartnershipFactory,
    SourceFactory,
)
from tests.factories.together import CoAuthorFactory
from tests.people import sign_in_freshly
from work.models import Run

pytestmark = pytest.mark.django_db


def _ids(response) -> set[int]:
    assert response.status_code == 200, response.text
    return {row["id"] for row in response.json()["results"]}


def _move(partnership):
    return StageMove.objects.create(
        partnership=partnership,
        affiliate=partnership.affiliate,
        target=partnership.stage,
        by=partnership.lead,
        note="Secret reason",
    )


def _sync_run(number=0):
    run = Run.objects.create(kind=f"sync {number}", state="done")
    return SyncRun.objects.create(run=run, source=SourceFactory())


# Each endpoint: what makes a row of a partnership, and which people find the row of affiliate A and the one of B.
INSIDE = {"coordinator": "A", "viewer": "A", "stranger": "B"}
CASES = [
    ("advocates", lambda p: AdvocateFactory(affiliate=p.affiliate), INSIDE),
    ("partnerships", lambda p: p, INSIDE | {"wmf_staff": "AB"}),
    ("moves", _move, INSIDE | {"wmf_staff": "AB"}),
    ("agreements", lambda p: MouFactory(partnership=p), INSIDE | {"wmf_staff": "AB"}),
    (
        "case-studies",
        lambda p: CaseStudyFactory(filed=True, affiliate=p.affiliate),
        INSIDE | {"wmf_staff": "AB"},
    ),
]
PEOPLE = ["coordinator", "viewer", "stranger", "volunteer", "wmf_staff", "platform_admin"]


@pytest.mark.parametrize(("endpoint", "make", "finds"), CASES, ids=[case[0] for case in CASES])
def test_a_list_holds_what_each_person_may_see(client, request, endpoint, make, finds):
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    rows = {
        "A": make(PartnershipFactory(affiliate=people["coordinator"].affiliate)),
        "B": make(PartnershipFactory(affiliate=people["stranger"].affiliate)),
    }

    found = {}
    for name, user in people.items():
        sign_in_freshly(client, user)
        ids = _ids(client.get(f"/api/v1/{endpoint}/"))
        found[name] = "".join(letter for letter, row in rows.items() if row.pk in ids)

    assert found == {name: finds.get(name, "") for name in PEOPLE}


def test_the_public_lists_hold_only_what_is_public(client):
    institution, contributor = InstitutionFactory(), ContributorFactory()
    public, mirrored = PartnershipFactory(is_public=True), CaseStudyFactory(mirrored=True)
    PartnershipFactory()
    ContributorFactory(account_id=None)  # of a name on a list, before the wiki was asked
    CaseStudyFactory()
    CaseStudyFactory(filed=True)
    CaseStudyFactory(mirrored=True, state=CaseStudy.State.WITHDRAWN)

    assert institution.pk in _ids(client.get("/api/v1/institutions/"))
    assert _ids(client.get("/api/v1/partnerships/")) == {public.pk}
    assert _ids(client.get("/api/v1/contributors/")) == {contributor.pk}
    assert _ids(client.get("/api/v1/case-studies/")) == {mirrored.pk}


def test_a_draft_is_its_authors_alone(client, volunteer, viewer, wmf_staff):
    draft = CaseStudyFactory(author=volunteer, affiliate=viewer.affiliate)

    found = {}
    for user in (volunteer, viewer, wmf_staff):
        client.force_login(user)
        found[user] = _ids(client.get("/api/v1/case-studies/"))

    assert found == {volunteer: {draft.pk}, viewer: set(), wmf_staff: set()}


def test_the_facts_of_a_draft_are_told_to_nobody_but_who_writes_it(client, volunteer, wmf_staff):
    """Neither in the list, nor on its own address, nor by asking for the ones that have them."""
    facts = {
        "kind": "failed",
        "outcome": "failed",
        "year": 2024,
        "country": "FR",
        "programmes": ["wikidata"],
        "tools": ["isa"],
        "media": ["scores"],
    }
    asked = "kind=failed&outcome=failed&year=2024&country=FR&programme=wikidata&tool=isa&media=scores"
    draft = CaseStudyFactory(**facts)
    CoAuthorFactory(case_study=draft, user=volunteer, writing=True)
    CoAuthorFactory(case_study=draft, user=wmf_staff, writing=True, ended=True)
    lists = ["", *(f"?{each}" for each in asked.split("&")), "?state=draft", f"?q={draft.title}"]

    for user in (None, wmf_staff, volunteer):
        client.logout()
        if user:
            client.force_login(user)
        told = {draft.pk} if user == volunteer else set()
        assert [_ids(client.get(f"/api/v1/case-studies/{each}")) for each in lists] == [told] * len(lists)
        answer = client.get(f"/api/v1/case-studies/{draft.pk}/")
        assert answer.status_code == (200 if told else 404)
    assert {name: answer.json()[name] for name in facts} == facts


@pytest.mark.parametrize(
    ("person", "hidden"),
    [
        ("coordinator", set()),
        ("viewer", set()),
        ("wmf_staff", {"notes", "is_confidential"}),
        ("stranger", {"notes", "lead", "next_step", "next_step_on", "is_confidential"}),
        ("platform_admin", {"notes", "lead", "next_step", "next_step_on", "is_confidential"}),
        (None, {"notes", "lead", "next_step", "next_step_on", "is_confidential"}),
    ],
)
def test_a_partnership_tells_each_person_only_their_part(client, coordinator, request, person, hidden):
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, is_public=True, notes="Secret", next_step="Ring the director"
    )
    everything = {
        "id",
        "institution",
        "institution_name",
        "affiliate",
        "affiliate_name",
        "stage",
        "phase",
        "stage_entered_at",
        "origin",
        "summary",
        "is_public",
        "opened_at",
        "version",
        "lead",
        "next_step",
        "next_step_on",
        "notes",
        "is_confidential",
    }
    if person:
        client.force_login(request.getfixturevalue(person))

    one = client.get(f"/api/v1/partnerships/{partnership.pk}/")
    listed = client.get("/api/v1/partnerships/")

    assert set(one.json()) == everything - hidden
    assert listed.json()["results"] == [one.json()]
    assert ("Secret" in listed.text) == ("notes" not in hidden)


def test_moves_and_agreements_tell_no_notes_and_no_document(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate)
    _move(partnership)
    mou = MouFactory(partnership=partnership, document="mous/secret.pdf", document_name="Secret.pdf")
    CommitmentFactory(mou=mou, what="Release 500 scans")
    client.force_login(coordinator)

    texts = [client.get(f"/api/v1/{endpoint}/").text for endpoint in ("moves", "agreements")]

    assert "ecret" not in "".join(texts)
    assert "Release 500 scans" in texts[1]


def test_filters_do_not_tell_the_public_who_leads_what(client, coordinator):
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, is_public=True)

    told = client.get("/api/v1/partnerships/", {"lead": coordinator.pk}).json()
    other = client.get("/api/v1/partnerships/", {"lead": 0}).json()

    assert told == other


@pytest.mark.parametrize("endpoint", ["agreements", "moves"])
def test_a_filter_answers_alike_for_a_hidden_and_a_missing_partnership(client, stranger, endpoint):
    hidden = PartnershipFactory()
    client.force_login(stranger)

    answers = [
        (response.status_code, response.json())
        for pk in (hidden.pk, 987654)
        if (response := client.get(f"/api/v1/{endpoint}/", {"partnership": pk}))
    ]

    assert answers[0] == answers[1]
    assert answers[0][0] == 200


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/api/v1/institutions/?kind=zoo", "kind"),
        ("/api/v1/institutions/?country=XX", "country"),
        ("/api/v1/institutions/?wikidata_item=%00", "wikidata_item"),
        ("/api/v1/partnerships/?phase=won", "phase"),
        ("/api/v1/partnerships/?institution=x", "institution"),
        ("/api/v1/agreements/?partnership=x", "partnership"),
        ("/api/v1/case-studies/?state=lost", "state"),
    ],
)
def test_a_malformed_filter_is_400_with_its_name(client, coordinator, address, field):
    client.force_login(coordinator)

    response = client.get(address)

    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert response.json()[field]


def test_search_finds_by_words(client):
    museum = InstitutionFactory(name="Musée des Exemples")
    InstitutionFactory(name="Library of Nothing")
    study = CaseStudyFactory(mirrored=True, title="Scanning the harbour maps")

    assert _ids(client.get("/api/v1/institutions/", {"q": "musee"})) == {museum.pk}
    assert _ids(client.get("/api/v1/case-studies/", {"q": "harbour"})) == {study.pk}
    assert _ids(client.get("/api/v1/case-studies/", {"q": "harbour\0"})) == {study.pk}


def test_pages_are_walked_by_key_without_loss_or_repeat(client):
    rows = {institution.pk for institution in InstitutionFactory.create_batch(125)}

    seen, pages, address = [], 0, "/api/v1/institutions/"
    while address:
        answer = client.get(address).json()
        if pages == 0:
            InstitutionFactory()  # added while somebody pages: shifts nothing
        seen += [row["id"] for row in answer["results"]]
        pages, address = pages + 1, answer["next"]

    assert pages == 3
    assert seen == sorted(rows, reverse=True)


@pytest.mark.parametrize(
    ("size", "rows"), [("7", 7), ("100", 100), ("1000", 100), ("0", 50), ("-3", 50), ("x", 50)]
)
def test_a_page_is_as_large_as_asked_up_to_a_hundred(client, size, rows):
    InstitutionFactory.create_batch(101)

    assert len(client.get("/api/v1/institutions/", {"size": size}).json()["results"]) == rows


@pytest.mark.parametrize("position", ["x", "1 OR 1=1", "-5", "1.5", "9" * 30, "\0", "٣"])
def test_a_cursor_somebody_made_up_is_not_found(client, position):
    cursor = base64.b64encode(f"p={position}".encode()).decode()

    response = client.get("/api/v1/institutions/", {"cursor": cursor})

    assert response.status_code == 404


def _study():
    study = CaseStudyFactory(mirrored=True, page=PageFactory())
    Section.objects.create(case_study=study, key="summary")


MAKERS = {
    "institutions": lambda user: InstitutionFactory(),
    "advocates": lambda user: AdvocateFactory(affiliate=user.affiliate),
    "partnerships": lambda user: PartnershipFactory(affiliate=user.affiliate, lead=user),
    "moves": lambda user: _move(PartnershipFactory(affiliate=user.affiliate, lead=user)),
    "agreements": lambda user: CommitmentFactory(
        mou__partnership__affiliate=user.affiliate, mou__partnership__lead=user
    ),
    "contributors": lambda user: ContributorFactory(),
    "sync-runs": lambda user: _sync_run(Run.objects.count()),
    "case-studies": lambda user: _study(),
}


@pytest.mark.parametrize("endpoint", MAKERS)
def test_a_list_costs_the_same_for_one_row_and_fifty(
    client, coordinator, endpoint, django_assert_max_num_queries
):
    sign_in_freshly(client, coordinator)
    costs = []
    for more in (1, 49):
        for _number in range(more):
            MAKERS[endpoint](coordinator)
        # That somebody read how to reach people is written down: one statement, however many they are.
        with django_assert_max_num_queries(6 if endpoint == "advocates" else 5) as queries:
            response = client.get(f"/api/v1/{endpoint}/")
        costs.append(len(queries))

    assert len(response.json()["results"]) == 50
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    # An agreement comes with its clauses and its rights.
    "endpoint, most",
    [("institutions", 5), ("partnerships", 5), ("agreements", 7), ("case-studies", 5)],
)
def test_one_row_costs_few_queries_with_a_token(
    client, coordinator, endpoint, most, django_assert_max_num_queries
):
    MAKERS[endpoint](coordinator)
    _token, secret = make_token(coordinator, days=30)
    headers = {"HTTP_AUTHORIZATION": f"Token {secret}"}
    pk = client.get(f"/api/v1/{endpoint}/", **headers).json()["results"][0]["id"]

    with django_assert_max_num_queries(most):
        assert client.get(f"/api/v1/{endpoint}/{pk}/", **headers).status_code == 200


def test_a_case_study_from_the_wiki_names_its_source_and_licence(client):
    study = CaseStudyFactory(mirrored=True)
    Section.objects.create(case_study=study, key="summary", heading="Summary", text="'''What''' we did")

    answer = client.get(f"/api/v1/case-studies/{study.pk}/").json()

    assert answer["source"] == {
        "title": study.page.title,
        "url": study.page.wiki_url,
        "revision": study.page.revision,
        "licence": "CC BY-SA 4.0",
        "synced_at": answer["source"]["synced_at"],
        "is_stale": False,
        "state": "present",
        "gone_at": None,
    }
    assert answer["sections"] == [{"key": "summary", "heading": "Summary", "text": "'''What''' we did"}]


def test_the_schema_is_valid_and_made_without_a_warning(tmp_path):
    file = tmp_path / "schema.yaml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(file))

    assert "/api/v1/partnerships/{id}/stage/" in file.read_text()


def test_answers_to_the_public_are_throttled(client):
    statuses = [client.get("/api/v1/institutions/").status_code for _number in range(121)]

    assert statuses == [200] * 120 + [429]
