# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that the platform knows: taken with their day, renewed when their source has moved on, never leaked."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.models import Progress
from casestudies import actions
from casestudies.errors import BelongsToTheWiki, FigureUnknown, NotADraft
from casestudies.known_figures import known_figures
from casestudies.models import CaseStudy, LinkedFigure
from journal.models import Entry
from partnerships.models import Mou
from tests.factories import CaseStudyFactory, CommitmentFactory, MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, is_public=True)
    return MouFactory(partnership=partnership, signed=True)


@pytest.fixture
def scans(agreement):
    """1,000 images promised, 1,204 delivered."""
    promised = CommitmentFactory(mou=agreement, what="Release the scans", quantity=1000, unit="images")
    deliver(promised, 1200, on=date(2024, 5, 1))
    deliver(promised, 4, on=date(2024, 6, 1))
    return promised


@pytest.fixture
def draft(coordinator, agreement):
    return actions.begin_case_study(by=coordinator, title="Scans", partnership=agreement.partnership)


def deliver(commitment, quantity, *, on=date(2024, 7, 1)):
    return Progress.objects.create(commitment=commitment, quantity=quantity, done_on=on)


def key(commitment):
    return f"delivered:{commitment.pk}:{commitment.unit}"


def take(draft, *commitments):
    return actions.link_figures(draft, [key(each) for each in commitments], by=draft.author)


def url(draft, *figure):
    name, subject = ("figure", figure[0]) if figure else ("figures", draft)
    return reverse(f"casestudies:{name}", args=[subject.pk])


# What is known


def test_known_are_what_was_delivered_the_sum_of_a_unit_and_what_was_kept(draft, agreement, scans):
    settled = {"state": "kept", "settled_on": date(2024, 8, 1)}
    deliver(CommitmentFactory(mou=agreement, quantity=100, unit="images", **settled), 50)
    CommitmentFactory(mou=agreement, state="lapsed", settled_on=date(2024, 9, 1))
    CommitmentFactory(mou=agreement, state="waived", reason="No time", settled_on=date(2024, 9, 9))
    CommitmentFactory(mou=agreement, quantity=5, unit="talks")

    known = known_figures(draft, reader=draft.author)

    assert [(figure.told, figure.counted_on) for figure in known.values()] == [
        ("1,204 of 1,000 images delivered", date(2024, 6, 1)),
        ("50 of 100 images delivered", date(2024, 7, 1)),
        ("1,254 images delivered in all", date(2024, 7, 1)),
        ("1 of 2 commitments kept", date(2024, 9, 1)),
    ]


def test_known_is_nothing_of_drafts_of_other_partnerships_or_without_one(draft, coordinator, scans):
    Mou.objects.update(state="draft", signed_on=None)
    deliver(CommitmentFactory(mou=MouFactory(signed=True), quantity=5, unit="talks"), 5)

    assert known_figures(draft, reader=draft.author) == {}
    assert known_figures(CaseStudyFactory(author=coordinator), reader=coordinator) == {}


def test_known_is_nothing_to_those_who_do_not_see_the_agreement(draft, scans, volunteer, stranger):
    assert known_figures(draft, reader=volunteer) == known_figures(draft, reader=stranger) == {}


@pytest.mark.parametrize("number", [1, 10])
def test_known_costs_one_query(draft, agreement, number, django_assert_num_queries):
    for _each in range(number):
        deliver(CommitmentFactory(mou=agreement, quantity=5, unit="talks"), 5)
    known_figures(draft, reader=draft.author)

    with django_assert_num_queries(1):
        known_figures(draft, reader=draft.author)


# The actions


def test_link_keeps_the_number_of_the_day_with_its_source(draft, scans):
    (figure,) = take(draft, scans)

    assert (figure.amount, figure.out_of, figure.unit, figure.counted_on) == (
        Decimal(1204),
        Decimal(1000),
        "images",
        date(2024, 6, 1),
    )
    assert (figure.source_kind, figure.source_id, figure.source_words) == (
        "partnerships.commitment",
        scans.pk,
        "Release the scans",
    )
    assert figure.linked_by == draft.author
    deliver(scans, 100)
    figure.refresh_from_db()
    assert figure.amount == 1204
    assert Entry.objects.order_by("pk").last().verb == "casestudy.figures_linked"


def test_link_twice_is_linked_once(draft, scans):
    take(draft, scans)

    assert take(draft, scans) == []
    assert LinkedFigure.objects.count() == 1


def test_link_refuses_what_one_does_not_see_or_nobody_counted(draft, scans, volunteer):
    with pytest.raises(FigureUnknown):
        actions.link_figures(draft, [key(scans)], by=volunteer)
    with pytest.raises(FigureUnknown):
        actions.link_figures(draft, [key(scans), "delivered:0:images"], by=draft.author)

    assert not LinkedFigure.objects.exists()


def test_nothing_is_linked_to_what_is_filed_or_the_wikis(draft, scans, coordinator):
    with pytest.raises(BelongsToTheWiki):
        actions.link_figures(CaseStudyFactory(mirrored=True), [], by=coordinator)
    (figure,) = take(draft, scans)
    CaseStudy.objects.filter(pk=draft.pk).update(state="filed")

    for act in (actions.renew_figure, actions.drop_figure, actions.quote_figure):
        with pytest.raises(NotADraft):
            act(figure, by=draft.author)
    assert LinkedFigure.objects.get().amount == 1204


def test_renew_takes_what_the_source_says_now(draft, scans, affiliate_admin):
    (figure,) = take(draft, scans)
    deliver(scans, 96, on=date(2024, 9, 9))

    renewed = actions.renew_figure(figure, by=affiliate_admin)

    assert (renewed.amount, renewed.counted_on, renewed.linked_by) == (
        1300,
        date(2024, 9, 9),
        affiliate_admin,
    )


def test_renew_of_the_same_writes_nothing_and_of_the_unseen_is_refused(draft, scans, volunteer):
    (figure,) = take(draft, scans)
    lines = Entry.objects.count()

    assert actions.renew_figure(figure, by=draft.author).linked_at == figure.linked_at
    with pytest.raises(FigureUnknown):
        actions.renew_figure(figure, by=volunteer)
    assert Entry.objects.count() == lines


def test_drop_takes_it_out_and_a_second_time_does_nothing(draft, scans):
    (figure,) = take(draft, scans)

    actions.drop_figure(figure, by=draft.author)
    actions.drop_figure(figure, by=draft.author)

    assert not LinkedFigure.objects.exists()
    assert Entry.objects.filter(verb="casestudy.figure_dropped").count() == 1


def test_quote_writes_a_sentence_at_the_end_of_the_outcomes_once(draft, scans):
    scans.what = "Release [[the]] {{scans}} <b>"
    scans.save()
    (figure,) = take(draft, scans)
    actions.save_case_study(draft, version=1, by=draft.author, sections={"outcomes": "Much."})

    assert actions.quote_figure(figure, by=draft.author)
    assert not actions.quote_figure(figure, by=draft.author)

    draft.refresh_from_db()
    assert draft.sections.get(key="outcomes").text == (
        "Much.\n\n1,204 of 1,000 images delivered (Release the scans b), as of Jun 1, 2024."
    )
    assert draft.version == 3


# The pages


def test_page_says_that_what_is_taken_becomes_public(client, draft, scans):
    client.force_login(draft.author)

    html = client.get(url(draft)).content.decode()

    assert "1,204 of 1,000 images delivered" in html
    assert "becomes public with it" in html


def test_page_takes_the_ticked_and_the_reader_sees_them(client, draft, scans):
    client.force_login(draft.author)

    response = client.post(url(draft), {"figure": [key(scans)]})
    CaseStudy.objects.filter(pk=draft.pk).update(state="filed")
    html = client.get(draft.get_absolute_url()).content.decode()

    assert response.url == url(draft)
    assert "1,204 of 1,000 images delivered" in html
    assert "Release the scans" in html


@pytest.mark.parametrize("sent", [{}, {"figure": "x"}, {"figure": "delivered:0:images"}, {"figure": "\x00"}])
def test_page_names_bad_input(client, draft, scans, sent):
    client.force_login(draft.author)

    response = client.post(url(draft), sent)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["figure"]
    assert not LinkedFigure.objects.exists()


def test_what_moved_on_is_told_to_the_author_only_and_renewed_by_a_click(client, draft, scans, wmf_staff):
    (figure,) = take(draft, scans)
    deliver(scans, 96)
    client.force_login(draft.author)
    for_author = client.get(draft.get_absolute_url()).content.decode()
    on_page = client.get(url(draft)).content.decode()

    response = client.post(url(draft, figure), {"do": "renew"}, follow=True)

    assert "now 1,300" in for_author
    assert "Now 1,300, as of" in on_page
    figure.refresh_from_db()
    assert figure.amount == 1300
    assert "Now 1," not in response.content.decode()


def test_what_moved_on_is_not_told_to_readers(client, agreement, scans, coordinator, wmf_staff):
    study = CaseStudyFactory(published=True, author=coordinator, partnership=agreement.partnership)
    take(study, scans)
    deliver(scans, 96)

    for reader in (None, wmf_staff):
        if reader:
            client.force_login(reader)
        html = client.get(study.get_absolute_url()).content.decode()

        assert "1,204 of 1,000 images delivered" in html
        assert "1,300" not in html


def test_quote_and_drop_are_plain_buttons(client, draft, scans):
    (figure,) = take(draft, scans)
    client.force_login(draft.author)

    client.post(url(draft, figure), {"do": "quote"})
    client.post(url(draft, figure), {"do": "drop"})

    assert draft.sections.get(key="outcomes").text.startswith("1,204 of 1,000 images delivered")
    assert not LinkedFigure.objects.exists()


@pytest.mark.parametrize("do", ["", "x", "delete"])
def test_a_figure_does_nothing_it_is_not_asked(client, draft, scans, do):
    (figure,) = take(draft, scans)
    client.force_login(draft.author)

    assert client.post(url(draft, figure), {"do": do}).status_code == 400
    assert client.get(url(draft, figure)).status_code == 405
    assert LinkedFigure.objects.count() == 1


def test_a_figure_of_a_foreign_draft_is_404(client, draft, scans, stranger, affiliate_admin):
    (figure,) = take(draft, scans)

    for who in (stranger, affiliate_admin):
        client.force_login(who)
        assert client.post(url(draft, figure), {"do": "drop"}).status_code == 404
    assert LinkedFigure.objects.count() == 1
