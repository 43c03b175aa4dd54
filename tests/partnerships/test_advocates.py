# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on an advocate: posts, relations, addresses, consent, contacts, plan; and their list."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.models import Entry
from partnerships import actions, errors
from partnerships.models import Advocate, Post
from teamwork.models import Task
from tests.factories import AdvocateFactory, InstitutionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def advocate(coordinator):
    return AdvocateFactory(affiliate=coordinator.affiliate, name="Ada Pond", email="ada@pond.example")


def today():
    return timezone.localdate()


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


# Posts (a person, several institutions, from one day to another)


def test_a_person_may_be_at_several_institutions_at_once(coordinator, advocate):
    second = InstitutionFactory()

    post = actions.note_post(advocate, second, by=coordinator, title="Curator", role="decides")

    assert set(Advocate.objects.at(second)) == {advocate}
    assert Advocate.objects.at(second).get().post == "Curator"
    assert advocate.posts.count() == 2
    assert post.role == "decides"
    assert verbs() == ["advocate.posted"]


def test_who_has_left_is_no_longer_at_the_institution(coordinator, advocate):
    post = advocate.posts.get()

    actions.correct_post(
        post,
        version=post.version,
        by=coordinator,
        title="",
        role="advocate",
        started_on=date(2020, 1, 1),
        ended_on=date(2024, 1, 1),
    )

    assert not Advocate.objects.at(post.institution).exists()
    assert advocate.posts.get().ended_on == date(2024, 1, 1)
    again = actions.note_post(advocate, post.institution, by=coordinator)  # and they may come back
    assert list(advocate.posts.all()) == [again, post]


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ({"started_on": date(2024, 2, 2), "ended_on": date(2024, 2, 1)}, errors.EndsBeforeItBegins),
        ({"ended_on": date(2999, 1, 1)}, errors.DayInFuture),
    ],
)
def test_impossible_days_of_a_post_are_refused(coordinator, advocate, days, refusal):
    with pytest.raises(refusal):
        actions.note_post(advocate, InstitutionFactory(), by=coordinator, **days)

    assert Post.objects.count() == 1
    assert verbs() == []


def test_a_second_open_post_at_one_institution_is_refused(coordinator, advocate):
    with pytest.raises(errors.AlreadyThere):
        actions.note_post(advocate, advocate.posts.get().institution, by=coordinator)

    assert Post.objects.count() == 1


def test_a_post_is_noted_by_name_or_by_address_of_the_institution(desk, advocate):
    first, second = InstitutionFactory(name="House of Tides"), InstitutionFactory()
    address = f"/advocates/{advocate.pk}/posts/"

    for asked in ("house of tides", f"https://here.example{second.get_absolute_url()}"):
        facts = {"form_key": uuid.uuid4(), "institution": asked, "role": "expert"}
        assert desk.post(address, facts).status_code == 302
    unknown = desk.post(address, {"form_key": uuid.uuid4(), "institution": "x" * 400, "role": "expert"})

    assert set(advocate.posts.values_list("institution", flat=True)) >= {first.pk, second.pk}
    assert unknown.status_code == 422


# Relations


def test_relations_are_dated_and_end(coordinator, advocate):
    other = AdvocateFactory(affiliate=coordinator.affiliate)

    relation = actions.relate(advocate, other, by=coordinator, kind="reports_to", started_on=date(2024, 1, 1))
    actions.end_relation(relation, by=coordinator)
    actions.end_relation(relation, by=coordinator)

    relation.refresh_from_db()
    assert (relation.started_on, relation.ended_on) == (date(2024, 1, 1), today())
    assert verbs() == ["advocate.related", "advocate.related"]


def test_a_relation_is_refused_with_oneself_with_strangers_and_twice(coordinator, advocate):
    known, foreign = AdvocateFactory(affiliate=coordinator.affiliate), AdvocateFactory()
    actions.relate(advocate, known, by=coordinator, kind="works_with")

    for other in (advocate, foreign):
        with pytest.raises(errors.NotBetweenThese):
            actions.relate(advocate, other, by=coordinator, kind="works_with")
    with pytest.raises(errors.RelatedAlready):
        actions.relate(advocate, known, by=coordinator, kind="works_with")

    assert advocate.relations.count() == 1


def test_the_choice_of_relations_tells_of_no_other_affiliates_people(desk, advocate):
    AdvocateFactory(name="Hidden Person")

    assert "Hidden Person" not in desk.get(f"/advocates/{advocate.pk}/relations/").text


# Addresses


def test_addresses_are_typed_and_one_of_each_kind_is_preferred(coordinator, advocate):
    private = actions.add_address(
        advocate, by=coordinator, kind="email", label="private", value="ada@home.example", is_preferred=True
    )
    phone = actions.add_address(advocate, by=coordinator, kind="phone", label="shared", value="+33 1")

    preferred = set(advocate.addresses.filter(is_preferred=True).values_list("value", flat=True))
    assert preferred == {"ada@home.example", "+33 1"}
    actions.remove_address(private, by=coordinator)
    assert advocate.addresses.get(kind="email").is_preferred  # the one that is left
    assert phone.label == "shared"


def test_the_same_address_twice_is_refused(coordinator, advocate):
    with pytest.raises(errors.AddressTwice):
        actions.add_address(advocate, by=coordinator, kind="email", label="work", value="ada@pond.example")

    assert advocate.addresses.count() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "ada"),
        ("email", "ada@pond.example\r\nBcc: all@pond.example"),
        ("email", "ada@pond.example\nx@y.example"),
        ("email", "a" * 10_000 + "@pond.example"),
        ("web", "javascript:alert(1)"),
        ("web", "data:text/html,x"),
        ("web", "https://user:secret@pond.example/"),
        ("phone", "no number"),
        ("phone", "1" * 51),
        ("pigeon", "x"),
        ("other", ""),
        ("other", "line\n" * 5_000),
        ("email", "a\0@pond.example"),
    ],
)
def test_bad_addresses_are_refused_in_words(desk, advocate, kind, value):
    facts = {"form_key": uuid.uuid4(), "kind": kind, "value": value, "label": "work"}

    answer = desk.post(f"/advocates/{advocate.pk}/addresses/", facts)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert advocate.addresses.count() == 1


def test_a_web_address_is_a_link_that_sends_no_referrer(desk, advocate):
    facts = {"form_key": uuid.uuid4(), "kind": "web", "value": "pond.example/~ada", "label": "work"}
    desk.post(f"/advocates/{advocate.pk}/addresses/", facts)

    page = desk.get(advocate.get_absolute_url()).text

    assert '<a href="https://pond.example/~ada" rel="noreferrer nofollow">' in page


# The wiki account, behind its own consent


def test_a_wiki_account_needs_a_recorded_consent(coordinator, advocate):
    with pytest.raises(errors.ConsentMissing):
        actions.note_consent(
            advocate,
            version=1,
            by=coordinator,
            wiki_username="Ada P",
            wiki_consent_on=today(),
            wiki_consent_note=" ",
        )
    with pytest.raises(errors.ConsentMissing):
        actions.introduce_advocate(
            InstitutionFactory(), coordinator.affiliate, by=coordinator, name="X", wiki_username="X"
        )
    with pytest.raises(IntegrityError, match="advocate_wiki_name_by_consent"), transaction.atomic():
        Advocate.objects.filter(pk=advocate.pk).update(wiki_username="Ada P")


def test_taking_the_consent_back_removes_the_account_from_row_and_history(desk, advocate):
    consent = {
        "wiki_username": "User:ada_pond",
        "wiki_consent_on": "2026-01-02",
        "wiki_consent_note": "In a mail",
        "version": 1,
    }
    assert desk.post(f"/advocates/{advocate.pk}/consent/", consent).status_code == 302
    advocate.refresh_from_db()
    assert (advocate.wiki_username, advocate.wiki_consent_on) == ("Ada pond", date(2026, 1, 2))

    desk.post(f"/advocates/{advocate.pk}/consent/withdraw/")

    advocate.refresh_from_db()
    assert (advocate.wiki_username, advocate.wiki_consent_on, advocate.wiki_consent_note) == ("", None, "")
    assert not Advocate.pgh_event_model.objects.filter(wiki_username="Ada pond").exists()
    assert verbs() == ["advocate.consented", "advocate.consented"]
    assert "Ada" not in "".join(Entry.objects.values_list("after", flat=True))


@pytest.mark.parametrize("name", ["[[User:Ada]]", "Ada/talk", "x" * 10_000])
def test_what_is_no_user_name_is_refused(desk, advocate, name):
    facts = {"wiki_username": name, "wiki_consent_on": today(), "wiki_consent_note": "mail", "version": 1}

    assert desk.post(f"/advocates/{advocate.pk}/consent/", facts).status_code == 422


# Contacts


def test_the_last_contact_follows_the_log(coordinator, advocate):
    newest = actions.note_contact(advocate, by=coordinator, channel="call", happened_on=today())
    older = today() - timedelta(days=40)
    actions.note_contact(advocate, by=coordinator, channel="mail", happened_on=older)
    advocate.refresh_from_db()
    assert advocate.last_contact_on == today()
    assert advocate.keep_until_on == today() + timedelta(days=730)

    actions.take_back_contact(newest, by=coordinator)

    advocate.refresh_from_db()
    assert advocate.last_contact_on == older
    assert advocate.keep_until_on == older + timedelta(days=730)
    assert verbs() == ["advocate.contacted", "advocate.contacted", "advocate.uncontacted"]


def test_a_contact_to_come_is_refused(coordinator, desk, advocate):
    tomorrow = today() + timedelta(days=1)

    with pytest.raises(errors.DayInFuture):
        actions.note_contact(advocate, by=coordinator, channel="call", happened_on=tomorrow)
    facts = {"form_key": uuid.uuid4(), "happened_on": tomorrow, "channel": "call", "direction": "ours"}
    assert desk.post(f"/advocates/{advocate.pk}/contact/", facts).status_code == 422

    assert not advocate.contacts.exists()


def test_one_click_notes_that_we_spoke_and_two_do_no_more(desk, advocate):
    for _ in range(2):
        answer = desk.post(f"/advocates/{advocate.pk}/spoke-today/", {"back": "/board/"})

    assert answer.headers["Location"] == "/board/"
    assert advocate.contacts.get().happened_on == today()


def test_one_click_leads_to_no_other_host(desk, advocate):
    answer = desk.post(f"/advocates/{advocate.pk}/spoke-today/", {"back": "https://evil.example/"})

    assert answer.headers["Location"] == advocate.get_absolute_url()


def test_a_note_in_any_script_is_kept_and_shown(desk, advocate):
    note = "مرحبا 👋🏽 <b>x</b>"
    facts = {"form_key": uuid.uuid4(), "happened_on": today(), "channel": "mail", "direction": "theirs"}

    desk.post(f"/advocates/{advocate.pk}/contact/", facts | {"note": note})

    page = desk.get(advocate.get_absolute_url()).text
    assert "مرحبا 👋🏽 &lt;b&gt;x&lt;/b&gt;" in page
    too_long = facts | {"form_key": uuid.uuid4(), "note": "line\n" * 5_000}
    assert desk.post(f"/advocates/{advocate.pk}/contact/", too_long).status_code == 422


# A plan to win them back


def test_a_plan_gives_the_lead_a_task_that_names_nobody(coordinator, affiliate_admin, advocate):
    partnership = PartnershipFactory(
        institution=advocate.posts.get().institution, affiliate=coordinator.affiliate, lead=coordinator
    )
    soon, later = today() + timedelta(days=7), today() + timedelta(days=21)

    for version, day in ((1, soon), (2, later)):
        actions.plan_to_win_back(
            advocate, version=version, by=affiliate_admin, plan="Invite Ada to the jubilee", plan_on=day
        )

    task = Task.objects.get()
    assert (task.assignee, task.due_on, task.thread_id) == (coordinator, later, partnership.pk)
    assert "Ada" not in task.title
    assert verbs().count("advocate.planned") == 2


def test_the_page_asks_for_a_plan_and_a_successor_when_somebody_cools(desk, coordinator):
    cool = AdvocateFactory(affiliate=coordinator.affiliate, engagement="cooling")
    warm = AdvocateFactory(affiliate=coordinator.affiliate, last_contact_on=today())

    assert "Make a plan" in desk.get(cool.get_absolute_url()).text
    assert "Nobody is noted who could succeed them." in desk.get(cool.get_absolute_url()).text
    assert "Make a plan" not in desk.get(warm.get_absolute_url()).text


def test_a_plan_to_look_again_yesterday_is_refused(desk, advocate):
    facts = {"plan": "x", "plan_on": today() - timedelta(days=1), "version": 1}

    assert desk.post(f"/advocates/{advocate.pk}/plan/", facts).status_code == 422


def test_a_plan_somebody_else_changed_meanwhile_is_shown_beside(desk, coordinator, advocate):
    actions.plan_to_win_back(advocate, version=1, by=coordinator, plan="Theirs", plan_on=None)

    answer = desk.post(f"/advocates/{advocate.pk}/plan/", {"plan": "Mine", "version": 1})

    assert answer.status_code == 409
    assert "Theirs" in answer.text


# The list


def names(answer):
    return [each.name for each in answer.context["advocates"]]


def test_the_list_shows_ones_own_affiliate_and_narrows(desk, coordinator):
    at = InstitutionFactory(country="GH")
    AdvocateFactory(affiliate=coordinator.affiliate, name="Ada", institution=at, last_contact_on=today())
    AdvocateFactory(affiliate=coordinator.affiliate, name="Bo", engagement="left")
    AdvocateFactory(name="Hidden Person")

    assert names(desk.get("/advocates/")) == ["Ada", "Bo"]
    for query, found in (
        ("q=ad", ["Ada"]),
        ("q=hidden", []),
        ("warmth=warm", ["Ada"]),
        ("warmth=unknown", ["Bo"]),
        ("country=GH", ["Ada"]),
        ("engagement=left", ["Bo"]),
        ("standing=gone", ["Bo"]),
        ("standing=here", ["Ada"]),
        ("standing=ending", []),
        ("warmth=nonsense&page=99&affiliate=0", ["Ada", "Bo"]),
    ):
        assert names(desk.get(f"/advocates/?{query}")) == found, query


@pytest.mark.parametrize("query", ["", "?warmth=unknown"])
def test_the_list_costs_the_same_for_one_and_for_three(desk, coordinator, query, django_assert_num_queries):
    AdvocateFactory(affiliate=coordinator.affiliate)
    desk.get("/advocates/")
    with django_assert_num_queries(12 if query else 10):
        desk.get(f"/advocates/{query}")
    AdvocateFactory.create_batch(2, affiliate=coordinator.affiliate, email="a@b.example")

    with django_assert_num_queries(12 if query else 10):
        assert len(names(desk.get(f"/advocates/{query}"))) == 3


@pytest.mark.parametrize(("role", "status"), [("viewer", 200), ("volunteer", 403), ("wmf_staff", 403)])
def test_the_list_is_for_those_who_work_with_advocates(client, request, role, status):
    client.force_login(request.getfixturevalue(role))

    assert client.get("/advocates/").status_code == status
