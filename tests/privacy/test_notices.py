# SPDX-License-Identifier: GPL-3.0-or-later
"""People whom others told us of are told so: in time, in words that are kept, and before any other mail."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from partnerships import actions
from partnerships.actions.sending import Purpose, write_to
from partnerships.errors import NobodyAnyMore
from partnerships.errors.notices import (
    NoConsentToMails,
    NoMailAddress,
    NoticeGiven,
    NoticeTextMissing,
    NotToldYet,
    TheyObjected,
)
from partnerships.models import Advocate, Notice
from partnerships.reports.risks import risks_of
from privacy.models import Consent
from tests.factories import AdvocateFactory, InstitutionFactory, PartnershipFactory
from today.sources.notices import Notices
from work.models import Message
from work.registry import is_unwanted

LETTER = {"subject": "Hello", "body": "Come along"}


@pytest.fixture
def institution(db):
    return InstitutionFactory(name="Pond Museum", names={"ar": "متحف البركة"})


@pytest.fixture
def introduce(coordinator, institution):
    def introduce(**facts):
        facts = {"name": "Ada Pond", "email": "ada@pond.example", "source": "introduced"} | facts
        return actions.introduce_advocate(institution, coordinator.affiliate, by=coordinator, **facts)

    return introduce


@pytest.fixture
def overdue(introduce):
    advocate = introduce()
    Notice.objects.update(entered_on=days(-30), due_on=days(-1))
    return advocate


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_it_is_due_within_thirty_days_of_entry(introduce):
    notice = introduce().notice

    assert (notice.entered_on, notice.due_on) == (days(0), days(29))
    assert notice.state(on=days(29)) == "due"
    assert notice.state(on=days(30)) == "overdue"


def test_whoever_gave_the_data_themselves_needs_none(introduce):
    notice = introduce(source="themselves").notice

    assert notice.state(on=days(99)) == "not_needed"
    assert not Notice.objects.overdue(on=days(99)).exists()


def test_the_first_contact_makes_it_due_and_taking_it_back_does_not(introduce, coordinator):
    advocate = introduce()
    Notice.objects.update(entered_on=days(-10), due_on=days(19))
    theirs = actions.note_contact(advocate, by=coordinator, channel="mail", direction="theirs")
    assert Notice.objects.get().due_on == days(19)

    ours = actions.note_contact(advocate, by=coordinator, channel="mail", direction="ours")
    assert Notice.objects.get().due_on == days(0)
    actions.take_back_contact(ours, by=coordinator)

    assert Notice.objects.get().due_on == days(19)
    assert theirs.pk


def test_the_notice_is_read_then_sent_and_its_version_is_kept(client, introduce, coordinator, notice_text):
    advocate = introduce(source_note="from {operator} & <b>Bo</b>")
    client.force_login(coordinator)
    address = reverse("partnerships:advocate-notice", args=[advocate.pk])

    page = client.get(address + "?language=en")
    draft = page.context["form"].initial
    sent = client.post(
        address,
        {"language": "en", "subject": draft["subject"], "body": draft["body"], "form_key": _key(page)},
    )

    assert sent.status_code == 302
    notice, message = Notice.objects.get(), Message.objects.get(kind="mail")
    assert (notice.how, notice.given_on, notice.language, notice.by) == ("mail", days(0), "en", coordinator)
    assert (notice.statement.kind, notice.statement.number) == ("notice", 1)
    assert message.payload["to"] == "ada@pond.example"
    assert "Ada Pond" in message.payload["body"]
    assert "Pond Museum" in message.payload["body"]
    # What a person wrote is put in as it is, and never read as a placeholder or as HTML.
    assert "from {operator} & <b>Bo</b>" in message.payload["body"].replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "<b>Bo" not in message.payload["html"]
    assert Entry.objects.get(verb="advocate.notified").after == "by mail from here"
    assert "Ada" not in str(Entry.objects.filter(verb="advocate.notified").values())


def _key(page):
    return page.context["form"]["form_key"].value()


def test_the_notice_is_written_in_the_language_chosen(client, introduce, coordinator, notice_text):
    client.force_login(coordinator)
    address = reverse("partnerships:advocate-notice", args=[introduce().pk])

    draft = client.get(address + "?language=ar").context["draft"]

    assert "متحف البركة" in draft.body
    assert "بياناتك" in draft.subject
    assert "{" not in draft.body
    assert client.get(address + "?language=xx").context["form"].initial["language"] == "en"


def test_it_is_noted_when_they_were_told_otherwise(client, introduce, coordinator, notice_text):
    advocate = introduce()
    client.force_login(coordinator)
    address = reverse("partnerships:advocate-notice-given", args=[advocate.pk])
    form = {
        "how": "spoken",
        "given_on": days(-1),
        "note": "At the opening",
        "form_key": _key(client.get(address)),
    }

    assert client.post(address, form).status_code == 302
    notice = Notice.objects.get()
    assert (notice.how, notice.given_on, notice.note, notice.statement.kind) == (
        "spoken", days(-1), "At the opening", "notice",
    )  # fmt: skip
    assert "At the opening" in client.get(reverse("partnerships:advocate-rights", args=[advocate.pk])).text


def test_nobody_is_told_twice_and_nobody_without_a_text_or_an_address(introduce, coordinator, publish):
    told, unreachable = introduce(), introduce(email="", name="Bo")
    mail = {"by": coordinator, "language": "en", "subject": "s", "body": "b"}
    with pytest.raises(NoticeTextMissing):
        actions.send_notice(told, **mail)
    publish("notice", "Your data\n\nDear {name}")
    with pytest.raises(NoMailAddress):
        actions.send_notice(unreachable, **mail)
    actions.send_notice(told, **mail)

    with pytest.raises(NoticeGiven):
        actions.send_notice(told, **mail)
    with pytest.raises(NoticeGiven):
        actions.note_notice(told, by=coordinator, how="letter")
    assert Message.objects.filter(kind="mail").count() == 1


def test_a_notice_that_the_mail_server_refused_may_be_sent_again(introduce, coordinator, publish):
    publish("notice", "Your data\n\nDear {name}")
    advocate, mail = introduce(), {"by": coordinator, "language": "en", "subject": "s", "body": "b"}
    actions.send_notice(advocate, **mail)
    Message.objects.update(state="refused")

    actions.send_notice(advocate, **mail)

    assert Message.objects.filter(kind="mail").count() == 2


def test_while_overdue_no_other_mail_leaves(overdue, coordinator, publish):
    publish("notice", "Your data\n\nDear {name}")
    with pytest.raises(NotToldYet):
        write_to(overdue, purpose=Purpose.PARTNERSHIP, key="a", payload=LETTER)

    actions.send_notice(overdue, by=coordinator, language="en", subject="s", body="b")
    write_to(overdue, purpose=Purpose.PARTNERSHIP, key="b", payload=LETTER)

    assert Message.objects.filter(kind="mail").count() == 2


def test_the_day_before_it_is_overdue_a_mail_leaves(overdue):
    Notice.objects.update(due_on=days(0))

    assert write_to(overdue, purpose=Purpose.PARTNERSHIP, key="a", payload=LETTER).payload["to"]


def test_whoever_has_no_notice_at_all_gets_no_mail(coordinator):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, email="a@b.example")

    with pytest.raises(NotToldYet):
        write_to(advocate, purpose=Purpose.PARTNERSHIP, key="a", payload=LETTER)


def _answers(advocate, by, *answers, category="campaign_mail", **more):
    for answer in answers:
        actions.note_answer(advocate, by=by, category=category, answer=answer, given_on=days(0), **more)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ([], NoConsentToMails),
        (["opt_in"], None),
        (["opt_in", "opt_out"], NoConsentToMails),
        (["opt_in", "objection"], TheyObjected),
        (["objection", "opt_in"], None),
    ],
)
def test_a_campaign_mail_asks_what_they_said_last(introduce, coordinator, answers, refusal):
    advocate = introduce()
    _answers(advocate, coordinator, *answers)

    if refusal:
        with pytest.raises(refusal):
            write_to(advocate, purpose=Purpose.CAMPAIGN, key="c", payload=LETTER)
    else:
        assert write_to(advocate, purpose=Purpose.CAMPAIGN, key="c", payload=LETTER)


def test_a_consent_runs_out(introduce, coordinator):
    advocate = introduce()
    _answers(advocate, coordinator, "opt_in", expires_on=days(0))
    assert write_to(advocate, purpose=Purpose.CAMPAIGN, key="c", payload=LETTER)
    _answers(advocate, coordinator, "opt_in", expires_on=days(-1))

    with pytest.raises(NoConsentToMails):
        write_to(advocate, purpose=Purpose.CAMPAIGN, key="d", payload=LETTER)


def test_whoever_objects_to_being_kept_gets_the_notice_only(introduce, coordinator):
    advocate = introduce()
    _answers(advocate, coordinator, "objection", category="partnership")

    for purpose in (Purpose.PARTNERSHIP, Purpose.CAMPAIGN):
        with pytest.raises(TheyObjected):
            write_to(advocate, purpose=purpose, key="c", payload=LETTER)
    assert write_to(advocate, purpose=Purpose.NOTICE, key="n", payload=LETTER)


@pytest.mark.parametrize(
    ("purpose", "category", "answers", "may_leave"),
    [
        (Purpose.CAMPAIGN, "campaign_mail", [], True),
        (Purpose.CAMPAIGN, "campaign_mail", ["opt_out"], False),
        (Purpose.CAMPAIGN, "campaign_mail", ["objection"], False),
        (Purpose.CAMPAIGN, "campaign_mail", ["objection", "opt_in"], True),
        (Purpose.PARTNERSHIP, "partnership", ["objection"], False),
        (Purpose.PARTNERSHIP, "campaign_mail", ["objection"], True),
        (Purpose.NOTICE, "partnership", ["objection"], True),
    ],
)
def test_a_no_that_comes_while_the_mail_waits_still_counts(
    introduce, coordinator, purpose, category, answers, may_leave
):
    advocate = introduce()
    _answers(advocate, coordinator, "opt_in")
    mail = write_to(advocate, purpose=purpose, key="c", payload=LETTER)
    _answers(advocate, coordinator, *answers, category=category)

    assert is_unwanted(mail.payload) is not may_leave


def test_a_mail_waits_for_nobody_who_is_forgotten_or_was_never_there(introduce, coordinator):
    advocate = introduce()
    mail = write_to(advocate, purpose=Purpose.NOTICE, key="n", payload=LETTER)
    gone = mail.payload | {"advocate": {"id": 0, "purpose": "notice"}}

    assert (is_unwanted(mail.payload), is_unwanted(gone), is_unwanted(LETTER)) == (False, True, False)
    actions.anonymise_advocate(advocate, by=coordinator)
    assert is_unwanted(mail.payload)


def test_the_forgotten_get_no_mail_and_their_words_go(introduce, coordinator):
    advocate = introduce()
    actions.note_notice(advocate, by=coordinator, how="letter", note="to Ada's home")
    _answers(advocate, coordinator, "opt_in", note="Ada said so")

    actions.anonymise_advocate(advocate, by=coordinator)

    assert Notice.objects.get().note == ""
    assert Consent.objects.get().note == ""
    with pytest.raises(NobodyAnyMore):
        write_to(Advocate.objects.get(), purpose=Purpose.NOTICE, key="n", payload=LETTER)


def test_it_is_a_risk_of_the_partnership_and_stands_in_the_list(client, overdue, coordinator, institution):
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, institution=institution, lead=coordinator
    )
    client.force_login(coordinator)

    codes = {each.code: each.address for each in risks_of([partnership])[partnership.pk]}

    assert codes["notice_overdue"] == reverse("partnerships:advocate-notice", args=[overdue.pk])
    assert client.get("/advocates/?standing=untold").context["page"].object_list[0].pk == overdue.pk
    Notice.objects.update(due_on=days(0))
    assert "notice_overdue" not in {each.code for each in risks_of([partnership])[partnership.pk]}
    assert len(client.get("/advocates/?standing=untold").context["page"].object_list) == 0


def test_those_known_before_get_a_month(coordinator):
    known = AdvocateFactory(
        affiliate=coordinator.affiliate, wiki_username="Ada", wiki_consent_note="In a mail"
    )
    wrote = AdvocateFactory(affiliate=coordinator.affiliate, source="themselves")
    AdvocateFactory(affiliate=coordinator.affiliate, anonymised_at=timezone.now())
    migration = import_module("partnerships.migrations.0018_notices_and_consents_of_those_known")

    migration.begin(apps, None)

    assert set(Notice.objects.values_list("advocate", "due_on", "how")) == {
        (known.pk, days(29), ""), (wrote.pk, days(29), "themselves"),
    }  # fmt: skip
    line = Consent.objects.about(known).get()
    assert (line.category, line.answer, line.given_on, line.note) == (
        "wiki_account", "opt_in", known.wiki_consent_on, "In a mail",
    )  # fmt: skip


def test_it_waits_in_today_for_the_lead_and_else_for_an_administrator(
    overdue, coordinator, affiliate_admin, viewer, stranger, institution
):
    def waits_for(user):
        return [(line.what, line.why, line.record) for line in Notices().lines(user, days(0), 10)]

    line = (f"Tell advocate #{overdue.pk} what you keep of them", "1 day overdue", "Pond Museum")
    assert waits_for(affiliate_admin) == [line]
    assert waits_for(coordinator) == []
    PartnershipFactory(affiliate=coordinator.affiliate, institution=institution, lead=coordinator)

    assert waits_for(coordinator) == [line]
    assert waits_for(viewer) == waits_for(stranger) == []
    Notice.objects.update(due_on=days(8))
    assert waits_for(coordinator) == []


def test_the_dashboard_of_the_affiliate_counts_the_overdue(client, overdue, coordinator, wmf_staff):
    address = reverse("dashboards:affiliate", args=[coordinator.affiliate.pk])
    client.force_login(coordinator)
    assert client.get(address).context["untold"] == 1
    assert "has not been told in time" in client.get(address).text

    client.force_login(wmf_staff)
    assert client.get(address).context["untold"] == 0


def test_what_somebody_is_told_is_for_those_who_know_them(introduce, viewer, stranger, wmf_staff):
    introduce()

    assert Notice.objects.visible_to(viewer).count() == 1
    assert not Notice.objects.visible_to(stranger).exists()
    assert not Notice.objects.visible_to(wmf_staff).exists()
