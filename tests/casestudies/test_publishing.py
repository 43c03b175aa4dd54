# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study of ours and its page on the wiki: ordered, tied, followed, in conflict, lost; neither is overwritten."""

import pytest
from django.utils import timezone

from casestudies import actions, mirroring
from casestudies.actions.publishing import wikitext_of
from casestudies.errors import (
    AcceptedFirst,
    ChangedMeanwhile,
    NothingNew,
    NothingToSettle,
    NothingWritten,
    NotToBePublished,
    OnTheWiki,
    SettleFirst,
)
from casestudies.models import CaseStudy, Edition, KnownRevision
from casestudies.parsing import ParsedSection
from journal.models import Entry
from outreach import connection
from outreach.actions import publications
from outreach.errors import AlreadyOnItsWay, MayBeThere
from outreach.models import Page, Publication, Source
from outreach.publishing import publish
from outreach.wiki.orders import Written
from outreach.wiki.values import Page as WikiPage
from teamwork.models import Notice
from tests.casestudies.filing import accepted_one
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory, UserFactory

pytestmark = pytest.mark.django_db

TITLE = "GLAM/Case studies/Museum of Nowhere"
OURS = "== Summary/Abstract ==\n\nWe put maps online.\n\n== Goals ==\n\nReach.\n"


@pytest.fixture
def author():
    return UserFactory(email="author@example.org")


@pytest.fixture
def accepted(author):
    case_study = actions.begin_case_study(by=author, title="Maps", institution=InstitutionFactory())
    written = write(case_study, summary="We put maps online.", goals="Reach.")
    return accepted_one(written)


def write(case_study, **sections):
    case_study.refresh_from_db()
    return actions.save_case_study(
        case_study, version=case_study.version, by=case_study.author, sections=sections
    )


def ordered(case_study, title=TITLE):
    case_study.refresh_from_db()
    return actions.publish_case_study(
        case_study, title=title, summary="A case study", version=case_study.version, by=case_study.author
    )


def wiki_page(text, *, revision=100, page_id=7, title=TITLE):
    return WikiPage(
        page_id=page_id, title=title, revision=revision, revised_at=timezone.now(), text=text, text_hidden=False,
        sha1="", categories=(), templates=(), contributors=(), anonymous_contributors=0, redirect=False,
    )  # fmt: skip


def arrived(publication, text=None, **how):
    """The worker sent it, and the wiki has it."""
    claimed = publications.claim_publication(now=timezone.now())
    assert claimed == publication
    page = wiki_page(publication.text if text is None else text, **how)
    publications.finish(claimed, Written(page.page_id, page.title, page.revision), page)


def refused(publication, state, **how):
    publications.settle(publications.claim_publication(now=timezone.now()), state, **how)


def synced(case_study, text, *, revision, state="present"):
    """A sync brings what the wiki has by now."""
    page = case_study.page
    Page.objects.filter(pk=page.pk).update(text=text, revision=revision, state=state)
    page.refresh_from_db()
    if state == "present":
        mirroring.apply_many([page])
    else:
        actions.withdraw_mirrored([page])
    case_study.refresh_from_db()
    return case_study


def texts(case_study):
    return {each.key: each.text for each in case_study.sections.all() if each.text}


@pytest.fixture
def published(accepted):
    arrived(ordered(accepted))
    accepted.refresh_from_db()
    return accepted


def test_publish_orders_a_new_page_without_empty_sections(accepted):
    publication = ordered(accepted)

    assert (publication.title, publication.page_id, publication.base_revision) == (TITLE, 0, 0)
    assert publication.text == OURS.rstrip()
    assert publication.by == accepted.author
    assert publication.summary == "A case study (GLAMwiki)"
    assert publication.source.host == connection.wiki_host()
    assert accepted.edition.publication == publication
    assert Entry.objects.filter(verb="casestudy.sent", actor=accepted.author).count() == 1


def test_new_page_carries_what_the_wiki_wants_around_it(accepted, settings):
    settings.WIKI_CASE_STUDY_TOP = "{{Header}}"
    settings.WIKI_CASE_STUDY_BOTTOM = "[[Category:GLAM]]"

    text = wikitext_of(accepted)

    assert text.startswith("{{Header}}\n\n== Summary")
    assert text.endswith("Reach.\n\n[[Category:GLAM]]\n")


def test_published_case_study_is_tied_to_its_page_and_open_to_all(published):
    edition = published.edition

    assert (published.state, published.page.title, published.page.page_id) == ("published", TITLE, 7)
    assert (edition.base_revision, edition.base_text, edition.conflict_at) == (100, OURS.rstrip(), None)
    assert texts(published) == {"summary": "We put maps online.", "goals": "Reach."}
    assert published in CaseStudy.objects.visible_to(UserFactory())
    assert [(each.revision, each.origin) for each in published.known_revisions.all()] == [(100, "ours")]
    assert Notice.objects.filter(user=published.author, kind="casestudy.published").count() == 1
    assert Entry.objects.filter(verb="casestudy.published", actor=published.author).count() == 1


def test_sync_that_was_quicker_makes_no_second_case_study(accepted):
    publication = ordered(accepted)
    page = PageFactory(source=publication.source, page_id=7, title=TITLE, revision=100, text=publication.text)
    mirroring.apply_many([page])

    arrived(publication)

    assert list(CaseStudy.objects.all()) == [accepted]
    assert CaseStudy.objects.get().page == page


def test_sync_after_publishing_finds_the_one_that_is_there(published):
    synced(published, OURS, revision=100)

    assert list(CaseStudy.objects.all()) == [published]
    assert (published.state, published.author_id is not None) == ("published", True)
    assert published.edition.conflict_at is None


def test_what_the_wiki_made_of_the_text_is_taken_over(accepted):
    arrived(ordered(accepted), text=OURS.replace("Reach.", "Reach. And a line merged in."))

    accepted.refresh_from_db()
    assert texts(accepted)["goals"] == "Reach. And a line merged in."


def test_what_was_written_while_it_was_on_its_way_stays(published):
    write(published, goals="Reach, and more.")
    publication = ordered(published)
    write(published, goals="Reach, and joy.")

    arrived(publication, revision=101)

    published.refresh_from_db()
    assert texts(published)["goals"] == "Reach, and joy."
    assert Edition.objects.get().base_text == OURS.replace("Reach.", "Reach, and more.").rstrip()


def test_second_order_is_a_change_on_the_base(published):
    write(published, goals="Reach, and joy.")

    publication = ordered(published, title="Something else")

    assert (publication.title, publication.page_id, publication.base_revision) == (TITLE, 7, 100)
    assert publication.text == OURS.replace("Reach.", "Reach, and joy.").rstrip()


def test_change_keeps_what_others_put_around_the_sections(accepted):
    arrived(ordered(accepted), text="{{Box}}\n" + OURS + "\n[[Category:Maps]]\n{{DEFAULTSORT:Maps}}")
    accepted.refresh_from_db()
    write(accepted, goals="Reach, and joy.")

    publication = ordered(accepted)

    assert publication.text == (
        "{{Box}}\n" + OURS.replace("Reach.", "Reach, and joy.") + "\n[[Category:Maps]]\n{{DEFAULTSORT:Maps}}"
    )


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda author: CaseStudyFactory(author=author, state="withdrawn"), NotToBePublished),
        (lambda author: CaseStudyFactory(mirrored=True), NotToBePublished),
        (lambda author: CaseStudyFactory(author=author, accepted=True), NothingWritten),
    ],
)
def test_publish_refuses_and_orders_nothing(author, make, refusal):
    with pytest.raises(refusal):
        ordered(make(author))

    assert not Publication.objects.exists()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("state", ["draft", "filed", "changes"])
def test_publish_asks_for_a_review_first(accepted, state):
    CaseStudy.objects.filter(pk=accepted.pk).update(state=state)

    with pytest.raises(AcceptedFirst):
        ordered(accepted)

    assert not Publication.objects.exists()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("state", ["draft", "filed", "changes", "accepted"])
def test_publish_needs_no_review_where_the_operator_wants_none(accepted, settings, state):
    settings.CASE_STUDY_REVIEW_FIRST = False
    CaseStudy.objects.filter(pk=accepted.pk).update(state=state)

    assert ordered(accepted).text == OURS.rstrip()


@pytest.mark.parametrize("state", ["filed", "changes"])
def test_what_was_let_through_before_needs_no_second_review(published, state):
    """Its page is gone, or there: either way it had been accepted when it went out."""
    CaseStudy.objects.filter(pk=published.pk).update(state=state)
    write_anew = CaseStudy.objects.get(pk=published.pk)
    write_anew.sections.filter(key="goals").update(text="Reach, and joy.")

    assert "Reach, and joy." in ordered(write_anew).text


def test_publish_refuses_an_old_version(accepted):
    with pytest.raises(ChangedMeanwhile):
        actions.publish_case_study(
            accepted, title=TITLE, summary="", version=accepted.version - 1, by=accepted.author
        )


def test_publish_twice_is_one_order(accepted):
    first = ordered(accepted)

    with pytest.raises(AlreadyOnItsWay) as refusal:
        ordered(accepted)

    assert refusal.value.publication == first


def test_publish_under_another_title_meanwhile_is_refused(accepted):
    first = ordered(accepted)

    with pytest.raises(AlreadyOnItsWay) as refusal:
        ordered(accepted, title=f"{TITLE} (city)")

    assert refusal.value.publication == first
    assert Publication.objects.count() == 1


def test_publish_is_refused_while_one_that_was_given_up_may_be_there(accepted):
    ordered(accepted)
    Publication.objects.update(state="given-up", is_doubtful=True)

    with pytest.raises(MayBeThere):
        ordered(accepted, title=f"{TITLE} (city)")


def test_publish_refuses_when_nothing_is_new(published):
    with pytest.raises(NothingNew):
        ordered(published)


def test_wiki_that_changed_alone_is_followed(published):
    synced(published, OURS.replace("Reach.", "Reach everywhere."), revision=101)

    assert texts(published)["goals"] == "Reach everywhere."
    assert (published.edition.base_revision, published.edition.conflict_at) == (101, None)
    assert published.state == "published"
    assert [each.origin for each in published.known_revisions.all()] == ["wiki", "ours"]


def test_ours_that_changed_alone_is_left_as_it_is(published):
    write(published, goals="Reach, and joy.")

    synced(published, OURS, revision=100)

    assert texts(published)["goals"] == "Reach, and joy."
    assert published.edition.conflict_at is None


def test_both_changed_is_a_conflict_and_touches_neither(published):
    write(published, goals="Ours.")
    theirs = OURS.replace("Reach.", "Theirs.")

    synced(published, theirs, revision=101)

    assert texts(published)["goals"] == "Ours."
    assert published.page.text == theirs
    edition = published.edition
    assert (edition.base_revision, edition.base_text) == (100, OURS.rstrip())
    assert edition.conflict_at is not None
    assert Notice.objects.filter(user=published.author, kind="casestudy.conflict").count() == 1
    with pytest.raises(SettleFirst):
        ordered(published)


def test_both_changed_alike_is_no_conflict(published):
    write(published, goals="The same.")

    synced(published, OURS.replace("Reach.", "The same."), revision=101)

    assert (published.edition.conflict_at, published.edition.base_revision) == (None, 101)


def test_conflict_of_a_publication_brings_the_wikis_text(published):
    write(published, goals="Ours.")
    publication = ordered(published)

    refused(publication, "conflict", code="conflict", seen=wiki_page(OURS + "Theirs.", revision=101))

    published.refresh_from_db()
    assert published.edition.conflict_at is not None
    assert (published.page.revision, published.page.text) == (101, OURS + "Theirs.")
    assert texts(published)["goals"] == "Ours."


def test_settled_conflict_is_based_on_the_wikis_text_and_can_be_published(published):
    write(published, goals="Ours.")
    synced(published, OURS.replace("Reach.", "Theirs."), revision=101)

    actions.settle_conflict(
        published,
        [ParsedSection("summary", "", "We put maps online."), ParsedSection("goals", "", "Both.")],
        version=published.version,
        revision=101,
        by=published.author,
    )

    published = CaseStudy.objects.get(pk=published.pk)
    assert texts(published)["goals"] == "Both."
    assert (published.edition.base_revision, published.edition.conflict_at) == (101, None)
    assert ordered(published).base_revision == 101


def test_settle_refuses_when_the_wiki_went_on(published):
    write(published, goals="Ours.")
    synced(published, OURS.replace("Reach.", "Theirs."), revision=101)

    with pytest.raises(ChangedMeanwhile):
        actions.settle_conflict(published, [], version=published.version, revision=100, by=published.author)

    assert texts(published)["goals"] == "Ours."


def test_settle_refuses_without_a_conflict(published):
    with pytest.raises(NothingToSettle):
        actions.settle_conflict(published, [], version=published.version, revision=100, by=published.author)


def test_page_gone_from_the_wiki_leaves_ours(published):
    synced(published, OURS, revision=100, state="gone")

    assert (published.state, texts(published)["goals"]) == ("filed", "Reach.")
    assert published.edition.gone_at is not None
    assert published not in CaseStudy.objects.visible_to(UserFactory())
    assert Notice.objects.filter(user=published.author, kind="casestudy.gone").count() == 1


def test_page_that_came_back_is_published_again(published):
    synced(published, OURS, revision=100, state="gone")

    synced(published, OURS, revision=100)

    assert (published.state, Edition.objects.get().gone_at) == ("published", None)


def test_text_hidden_on_the_wiki_leaves_no_copy_of_the_wikis(published):
    synced(published, "", revision=100, state="hidden")

    assert (published.state, Edition.objects.get().base_text) == ("filed", "")
    assert texts(published)["goals"] == "Reach."


def test_hidden_revision_is_dropped_from_the_base(published):
    actions.drop_revisions(published.page.source_id, {100})
    publications.drop_texts(published.page.source_id, {100})

    assert Edition.objects.get().base_text == ""
    assert Publication.objects.get().text == ""


def test_gone_page_can_be_published_anew(published):
    synced(published, OURS, revision=100, state="gone")
    write_none = ordered(published)

    arrived(write_none, page_id=8, revision=200)

    published.refresh_from_db()
    assert (write_none.page_id, published.state, published.page.page_id) == (0, "published", 8)
    assert published.edition.gone_at is None


def test_deleted_page_found_while_publishing_is_named(published):
    write(published, goals="Ours.")

    refused(ordered(published), "gone", code="gone")

    published.refresh_from_db()
    assert (published.state, published.edition.gone_at is not None) == ("filed", True)


def test_stopped_publication_is_told_to_the_author(accepted):
    refused(ordered(accepted), "parked", code="blocked", words="You are blocked.")

    accepted.refresh_from_db()
    assert accepted.state == "accepted"
    notice = Notice.objects.get(user=accepted.author)
    assert (notice.kind, notice.address) == ("casestudy.stopped", f"/case-studies/{accepted.pk}/publication/")


def test_order_for_a_case_study_that_was_withdrawn_meanwhile_is_not_sent(accepted):
    order = ordered(accepted)
    actions.withdraw_case_study(accepted, by=accepted.author)

    publish(publications.claim_publication(now=timezone.now()))

    order.refresh_from_db()
    accepted.refresh_from_db()
    assert (order.state, order.code, accepted.state) == ("parked", "no-right", "withdrawn")


def test_published_case_study_cannot_be_withdrawn(published):
    with pytest.raises(OnTheWiki):
        actions.withdraw_case_study(published, by=published.author)


def test_known_revisions_are_each_known_once(published):
    synced(published, OURS + "A.", revision=101)
    synced(published, OURS + "A.", revision=101)

    assert KnownRevision.objects.count() == 2
    assert Source.objects.count() == 1
