# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing an advocate: what is shown before, what may stay and why, who hears of it, what never comes again."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Signatory
from journal.models import Entry
from partnerships import actions
from partnerships.models import Advocate
from privacy.actions.caches import forget_in_cache
from privacy.errors import AddressSuppressed
from privacy.models import Erasure, Suppression
from privacy.wording import Word, Wording
from teamwork.models import Note, Notice, Task
from tests.factories import (
    AdvocateFactory,
    InstitutionFactory,
    MouFactory,
    NoteFactory,
    PartnershipFactory,
    member,
)
from tests.factories.agreements import SignatoryFactory
from tests.people import sign_in_freshly
from tests.privacy.searching import have_searched
from work.models import Message

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Zirconia Quicksilver", "zq@pondmuseum.example"


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def advocate(coordinator, partnership):
    return actions.introduce_advocate(
        partnership.institution,
        coordinator.affiliate,
        by=coordinator,
        name=NAME,
        email=EMAIL,
        phone="+33 555 019 977",
    )


def note(partnership, text, **facts) -> Note:
    return NoteFactory(
        thread_kind="partnerships.partnership",
        thread_id=partnership.pk,
        affiliate=partnership.affiliate,
        text=text,
        **facts,
    )


def test_where_else_somebody_is_named_is_shown_before_anything_is_erased(
    client, coordinator, advocate, partnership
):
    note(partnership, f"Ask {NAME} about the posters")
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)

    page = client.get(f"/advocates/{advocate.pk}/forget/")

    assert [place.excerpt for place in page.context["naming"].shown] == [f"Ask {NAME} about the posters"]
    assert f"Ask {NAME} about the posters" in page.text
    assert Advocate.objects.known().count() == 1


def test_what_others_may_not_read_is_counted_and_not_shown(client, coordinator, advocate):
    Message.objects.create(
        kind="mail", key="x", payload={"to": "a@b.example", "body": f"{NAME} said: secret"}
    )
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)

    page = client.get(f"/advocates/{advocate.pk}/forget/")

    assert page.context["naming"].besides == 1
    assert "secret" not in page.text


def test_a_text_that_was_left_is_a_task_within_thirty_days(client, coordinator, advocate, partnership):
    left = note(partnership, f"{NAME} and Zirconia Quicksilver & Sons, the shop")
    other = note(partnership, f"Call {NAME.upper()}")
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)

    answer = client.post(
        f"/advocates/{advocate.pk}/forget/", {"sure": "on", "left": f"teamwork.note:{left.pk}"}
    )

    assert answer.status_code == 302
    left.refresh_from_db()
    other.refresh_from_db()
    assert NAME in left.text
    assert other.text == f"Call former contact #{advocate.pk}"
    task = Task.objects.get(origin=f"erasure-{advocate.pk}")
    assert (task.assignee, task.due_on) == (coordinator, timezone.localdate() + timedelta(days=30))
    assert f"note {left.pk}" in client.get(f"/advocates/{advocate.pk}/data/").text


def test_documents_of_agreements_are_somebodys_task(coordinator, advocate, partnership):
    MouFactory(partnership=partnership, document="mous/terms.pdf")
    MouFactory(partnership=PartnershipFactory(affiliate=coordinator.affiliate), document="mous/others.pdf")

    actions.erase_advocate(advocate, by=coordinator)

    task = Task.objects.get()
    assert (task.origin, task.assignee) == (f"erasure-documents-{advocate.pk}", coordinator)
    assert NAME not in task.title


def test_a_form_that_was_open_meanwhile_does_not_bring_the_name_back(coordinator, advocate, partnership):
    stale = note(partnership, f"Ask {NAME}").version

    actions.erase_advocate(advocate, by=coordinator)

    assert Note.objects.get().version == stale + 1


def test_signed_agreements_keep_the_name_only_for_a_reason(client, coordinator, advocate, partnership):
    signed = SignatoryFactory(
        mou=MouFactory(partnership=partnership, signed=True), name=NAME, advocate=advocate
    )
    draft = SignatoryFactory(mou=MouFactory(partnership=partnership), name=NAME, advocate=advocate)
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)

    client.post(f"/advocates/{advocate.pk}/forget/", {"sure": "on", "hold": f"A court decides on {NAME}"})

    signed.refresh_from_db()
    draft.refresh_from_db()
    assert (signed.name, draft.name) == (NAME, f"Former contact #{advocate.pk}")
    page = client.get(f"/advocates/{advocate.pk}/data/").text
    assert "A court decides on former contact" in page
    assert NAME not in page


def test_without_a_reason_the_name_goes_from_signed_agreements_too(coordinator, advocate, partnership):
    SignatoryFactory(mou=MouFactory(partnership=partnership, signed=True), name=NAME, advocate=advocate)

    actions.erase_advocate(advocate, by=coordinator)

    assert Signatory.objects.get().name == f"Former contact #{advocate.pk}"


def test_another_affiliate_keeps_its_record_and_hears_that_there_was_a_request(
    coordinator, advocate, stranger
):
    admin = member("admin", stranger.affiliate, email="admin@elsewhere.example")
    theirs = AdvocateFactory(affiliate=stranger.affiliate, name="Z. Quicksilver", email=EMAIL.upper())
    nobody = AdvocateFactory(affiliate=stranger.affiliate, name="Bo Brook", email="bo@brook.example")

    actions.erase_advocate(advocate, by=coordinator)

    theirs.refresh_from_db()
    assert (theirs.name, theirs.addresses.get().value) == ("Z. Quicksilver", EMAIL.upper())
    notice = Notice.objects.get(kind="advocate.erasure_elsewhere")
    assert (notice.user, notice.thread_id) == (admin, theirs.pk)
    assert coordinator.affiliate.name not in notice.sentence
    mail = str(Message.objects.get(key__startswith=f"notice-{admin.pk}").payload)
    assert NAME not in mail
    assert coordinator.affiliate.name not in mail
    assert not Notice.objects.filter(thread_id=nobody.pk).exists()


def test_texts_of_another_affiliate_are_left_alone(coordinator, advocate, stranger):
    theirs = note(PartnershipFactory(affiliate=stranger.affiliate), f"{NAME} is theirs too")

    actions.erase_advocate(advocate, by=coordinator)

    theirs.refresh_from_db()
    assert NAME in theirs.text


def test_an_erased_address_is_not_noted_again_in_any_writing(client, coordinator, advocate, partnership):
    actions.erase_advocate(advocate, by=coordinator)
    sign_in_freshly(client, coordinator)

    for email in (EMAIL, EMAIL.upper(), "ZQ@PondMuseum.example."):
        with pytest.raises(AddressSuppressed):
            actions.introduce_advocate(
                InstitutionFactory(), coordinator.affiliate, by=coordinator, name="Somebody", email=email
            )
    with pytest.raises(AddressSuppressed):
        actions.add_address(
            AdvocateFactory(affiliate=coordinator.affiliate),
            by=coordinator,
            kind="phone",
            label="work",
            value="0033 555-019977",
        )
    form = {
        "name": "Somebody",
        "engagement": "neutral",
        "email": EMAIL,
        "form_key": "5f0c4f0e-6e0f-4b76-9c0b-111111111111",
    }
    page = client.post(f"/institutions/{partnership.institution_id}/advocates/introduce/", form)
    assert page.status_code == 422
    assert "This address asked not to be contacted" in page.text
    assert EMAIL not in str(list(Suppression.objects.values()))


def test_the_institutions_own_mailbox_is_no_word_for_a_person(coordinator, advocate, partnership):
    actions.add_address(
        advocate, by=coordinator, kind="email", label="shared", value="info@pondmuseum.example"
    )
    there = note(partnership, "Write to info@pondmuseum.example")

    actions.erase_advocate(advocate, by=coordinator)

    there.refresh_from_db()
    assert there.text == "Write to info@pondmuseum.example"


def test_a_short_name_that_may_be_a_word_is_shown_and_left(client, coordinator, advocate, partnership):
    Advocate.objects.filter(pk=advocate.pk).update(name="Art")
    there = note(partnership, "Art will ring about the art fair")
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)

    page = client.get(f"/advocates/{advocate.pk}/forget/")
    client.post(f"/advocates/{advocate.pk}/forget/", {"sure": "on"})

    assert [place.key for place in page.context["naming"].perhaps] == [f"teamwork.note:{there.pk}"]
    there.refresh_from_db()
    assert there.text == "Art will ring about the art fair"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Ann Li", "Joann Liu and Ann Li", "Joann Liu and {}"),
        ("Art", "The art of Art", "The art of Art"),  # too little to say so for sure
        ("Art", "Thanks @Art", "Thanks {}"),
        ("José Ñandú", "JOSE\u0301 N\u0303ANDU\u0301 wrote", "{} wrote"),
        ("أحمد علي", "تحدثنا وأحمد علي اليوم", "تحدثنا و{} اليوم"),
        ("王小明", "我们见了王小明先生", "我们见了{}先生"),
        ("Zoe Quick", "Zoe\u00a0Quick, or Quick, Zoe; Zoe&nbsp;Quick", "{}, or {}; {}"),
        ("? ?", "Who? ? and ? ? again", "Who? ? and ? ? again"),
        ("– –", "a – – b", "a – – b"),
        ("A B", "Plan A B or C", "Plan A B or C"),
        ("Zoe Quick", "https://x.example/User:Zoe_Quick and Zoe\nQuick", "https://x.example/User:{} and {}"),
    ],
)
def test_names_are_found_as_people_write_them(coordinator, partnership, name, text, said):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, name=name)
    there = note(partnership, text)

    actions.erase_advocate(advocate, by=coordinator)

    there.refresh_from_db()
    assert there.text == said.replace("{}", f"former contact #{advocate.pk}")


def test_only_the_phone_number_goes_where_that_was_asked(client, coordinator, advocate, partnership):
    there = note(partnership, f"Ring {NAME} at +33 555 019977 or write {EMAIL}")
    sign_in_freshly(client, coordinator)

    client.post(f"/advocates/{advocate.pk}/data/erase/", {"fields_to_erase": "phone", "sure": "on"})

    advocate.refresh_from_db()
    there.refresh_from_db()
    assert there.text == f"Ring {NAME} at former detail #{advocate.pk} or write {EMAIL}"
    assert advocate.name == NAME
    assert [each.kind for each in advocate.addresses.all()] == ["email"]
    assert (
        not advocate.addresses.model.pgh_event_model.objects.filter(kind="phone").exclude(value="").exists()
    )
    assert Erasure.objects.get().fields == ["phone"]
    assert not Suppression.objects.exists()


def test_a_mail_to_the_person_does_not_leave_any_more(coordinator, advocate):
    mail = Message.objects.create(
        kind="mail", key="to-them", payload={"to": EMAIL.upper(), "body": "Dear friend"}
    )
    other = Message.objects.create(
        kind="mail", key="to-another", payload={"to": "bo@b.example", "body": "Dear"}
    )

    actions.erase_advocate(advocate, by=coordinator)

    mail.refresh_from_db()
    other.refresh_from_db()
    assert (mail.state, mail.payload) == ("refused", {})
    assert (other.state, other.payload["body"]) == ("waiting", "Dear")


def test_time_that_is_over_erases_and_suppresses_nobody(coordinator, advocate, partnership):
    there = note(partnership, f"Ask {NAME}")
    Advocate.objects.update(keep_until_on=timezone.localdate() - timedelta(days=1))

    assert actions.anonymise_advocate(advocate, by=None, only_if_over=True)

    there.refresh_from_db()
    assert NAME not in there.text
    assert Erasure.objects.count() == 1
    assert not Suppression.objects.exists()


def test_an_erasure_that_fails_half_way_changes_nothing(coordinator, advocate, partnership, monkeypatch):
    there = note(partnership, f"Ask {NAME}")
    monkeypatch.setattr("privacy.actions.rewriting.forget_in_cache", lambda wording: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.erase_advocate(advocate, by=coordinator)

    there.refresh_from_db()
    advocate.refresh_from_db()
    assert (advocate.name, there.text) == (NAME, f"Ask {NAME}")
    assert not Erasure.objects.exists()
    assert not Entry.objects.filter(verb="advocate.erased").exists()


def test_the_page_asks_no_more_of_the_database_for_many_places(
    client, coordinator, advocate, partnership, django_assert_max_num_queries
):
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)
    address = f"/advocates/{advocate.pk}/forget/"
    note(partnership, f"Ask {NAME}")
    have_searched(advocate, coordinator)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _number in range(30):
        note(partnership, f"Ask {NAME}")
    have_searched(advocate, coordinator)

    with django_assert_max_num_queries(len(few)):
        assert len(client.get(address).context["naming"].shown) == 31


def test_somebody_else_of_that_name_keeps_their_own_row_and_its_past(coordinator, advocate, partnership):
    namesake = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME.upper(), email="other@zq.example")
    there = note(partnership, f"Ask {NAME}")

    actions.erase_advocate(advocate, by=coordinator)

    namesake.refresh_from_db()
    there.refresh_from_db()
    assert (namesake.name, namesake.addresses.get().value) == (NAME.upper(), "other@zq.example")
    past = Advocate.pgh_event_model.objects.filter(pgh_obj_id=namesake.pk)
    assert set(past.values_list("name", flat=True)) <= {NAME.upper()}
    assert there.text == f"Ask former contact #{advocate.pk}"


def test_time_that_is_over_takes_nobody_elses_name(coordinator, advocate):
    namesake = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME)
    Advocate.objects.filter(pk=advocate.pk).update(keep_until_on=timezone.localdate() - timedelta(days=1))

    assert actions.anonymise_advocate(advocate, by=None, only_if_over=True)

    namesake.refresh_from_db()
    assert namesake.name == NAME


def test_a_person_noted_twice_is_forgotten_twice_if_somebody_says_so(client, coordinator, advocate):
    twice = AdvocateFactory(
        affiliate=coordinator.affiliate, name="Z. Q.", email=EMAIL.upper(), plan="win her"
    )
    namesake = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME)
    nobody = AdvocateFactory(affiliate=coordinator.affiliate, name="Bo Brook")
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)
    address = f"/advocates/{advocate.pk}/forget/"

    choices = client.get(address).context["form"].fields["also"].choices
    assert [pk for pk, _words in choices] == [twice.pk, namesake.pk]
    assert client.post(address, {"sure": "on", "also": nobody.pk}).status_code == 422
    client.post(address, {"sure": "on", "also": twice.pk})

    for each in (twice, namesake, nobody):
        each.refresh_from_db()
    assert (twice.name, twice.plan, twice.addresses.count()) == (f"Former contact #{twice.pk}", "", 0)
    assert (namesake.name, nobody.name) == (NAME, "Bo Brook")
    assert set(Erasure.objects.values_list("subject_id", flat=True)) == {advocate.pk, twice.pk}


@pytest.mark.parametrize(
    "value",
    [
        NAME,
        f"Dear\n{NAME}",
        f'"{NAME}"',
        {"people": [[1, {"who": NAME}]]},
        {NAME: 1},
        "\t" + NAME.replace(" ", "\n"),
    ],
    ids=repr,
)
def test_a_kept_value_goes_however_deep_the_name_stands_in_it(value):
    cache.set("kept", value)
    cache.set("other", {"people": ["Zirconia", "Quicksilver"], "n": [None, True, 1.5]})

    assert forget_in_cache(Wording([Word(NAME)])) == 1
    assert cache.get("kept") is None
    assert cache.get("other")
