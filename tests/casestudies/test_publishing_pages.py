# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of publishing: what they refuse, what they say in each state, and what they cost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies import actions
from casestudies.advice import advice_for
from casestudies.models import CaseStudy, KnownRevision, Section
from outreach import publishing
from outreach.actions import publications
from outreach.models import Publication
from tests.casestudies.filing import accepted_one
from tests.factories import CaseStudyFactory, EditionFactory, PageFactory
from tests.factories.outreach import PublicationFactory
from tests.factories.wiki import WikiAccountFactory, WikiCredentialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(volunteer):
    begun = actions.begin_case_study(by=volunteer, title="Maps")
    return accepted_one(actions.save_case_study(begun, version=1, by=volunteer, sections={"goals": "Reach."}))


@pytest.fixture
def connected(volunteer):
    return WikiCredentialFactory(user=volunteer)


@pytest.fixture
def reader(client, volunteer):
    client.force_login(volunteer)
    return client


def sent(accepted, **other):
    return {
        "form_key": "11111111-2222-4333-8444-555555555555",
        "version": accepted.version,
        "title": "GLAM/Case studies/Maps",
        "summary": "A case study",
    } | other


def of(name, case_study):
    return reverse(f"casestudies:{name}", args=[case_study.pk])


def with_order(author, state, **order):
    page = PageFactory(text="== Goals ==\n\nReach.")
    study = CaseStudyFactory(published=True, author=author, page=page)
    Section.objects.create(case_study=study, key="goals", text="Reach.")
    publication = PublicationFactory(
        source=page.source, by=author, state=state, page_id=page.page_id, **order
    )
    EditionFactory(case_study=study, publication=publication)
    return study


def test_publish_orders_once_and_shows_how_far_it_is(reader, accepted, connected):
    first = reader.post(of("publish", accepted), sent(accepted))
    second = reader.post(of("publish", accepted), sent(accepted))

    assert (first.status_code, first.url) == (302, of("publication", accepted))
    assert second.url == first.url
    assert Publication.objects.get().title == "GLAM/Case studies/Maps"
    assert reader.get(first.url).context["publication"] == Publication.objects.get()


def test_publish_without_a_connected_account_says_how_and_orders_nothing(reader, accepted):
    shown = reader.get(of("publish", accepted))
    answer = reader.post(of("publish", accepted), sent(accepted))

    assert shown.context["is_connected"] is False
    assert reverse("accounts:profile") in shown.text
    assert answer.status_code == 422
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Somewhere/Else",
        "GLAM/Case studies/",
        "GLAM/Case studies/Form",
        "GLAM/Case studies/A|B",
        "GLAM/Case studies/A#B",
        "GLAM/Case studies/<b>",
        "GLAM/Case studies/[[A]]",
        "GLAM/Case studies/" + "ع" * 120,
        "User:Me/Case",
    ],
)
def test_publish_refuses_a_title_that_is_none(reader, accepted, connected, title):
    answer = reader.post(of("publish", accepted), sent(accepted, title=title))

    assert answer.status_code == 422
    assert "title" in answer.context["form"].errors
    assert not Publication.objects.exists()


def test_publish_refuses_what_was_saved_meanwhile(reader, accepted, connected):
    answer = reader.post(of("publish", accepted), sent(accepted, version=accepted.version - 1))

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_preview_is_our_own_where_the_wiki_does_not_answer(reader, accepted):
    answer = reader.get(of("preview", accepted))

    assert answer.context["is_the_wikis"] is False
    assert "Reach." in answer.text


@pytest.mark.parametrize("state", Publication.State.values)
def test_publication_has_words_for_every_state(reader, volunteer, state):
    study = with_order(volunteer, state)

    answer = reader.get(of("publication", study))

    assert str(answer.context["advice"].title)
    assert ("every 2s" in answer.text) == (state in Publication.OPEN)


@pytest.mark.parametrize(
    "code",
    [
        "blocked", "autoblocked", "globalblocking-x", "protectedpage", "cascadeprotected", "permissiondenied",
        "abusefilter-disallowed", "spamblacklist", "titleblacklist-forbidden", "captcha", "contenttoobig", "hidden",
        "something-new",
    ],
)  # fmt: skip
def test_every_refusal_has_words_of_its_own_and_shows_the_wikis(reader, volunteer, code):
    study = with_order(volunteer, "parked", code=code, words="The wiki's <b>own</b> words.")

    answer = reader.get(of("publication", study))

    is_general = advice_for(Publication(state="parked", code="")) == answer.context["advice"]
    assert is_general == (code == "something-new")
    assert "The wiki&#x27;s &lt;b&gt;own&lt;/b&gt; words." in answer.text


def test_what_waits_when_its_author_ends_all_sessions_says_to_sign_in_again(reader, volunteer, connected):
    WikiAccountFactory(user=volunteer)
    study = with_order(volunteer, "waiting")
    reader.post(reverse("accounts:end-other-sessions"))

    publishing.publish(publications.claim_publication(now=timezone.now()))

    answer = reader.get(of("publication", study))
    assert (answer.context["publication"].state, answer.context["publication"].attempts) == ("no-access", 1)
    assert str(answer.context["advice"].title) == "Sign in by your wiki account again"
    assert "What the wiki says" not in answer.text
    assert reverse("accounts:profile") in answer.text
    WikiCredentialFactory(user=volunteer)
    reader.post(of("publish-again", study))
    assert Publication.objects.get().state == "waiting"


def test_parked_publication_can_be_tried_again(reader, volunteer):
    study = with_order(volunteer, "parked", code="blocked", attempts=3, words="No.")

    answer = reader.post(of("publish-again", study))

    order = Publication.objects.get()
    assert answer.url == of("publication", study)
    assert (order.state, order.attempts, order.words) == ("waiting", 0, "")


def test_waiting_publication_can_be_given_up(reader, volunteer):
    study = with_order(volunteer, "waiting")

    reader.post(of("give-up-publishing", study))

    assert Publication.objects.get().state == "cancelled"


@pytest.mark.parametrize("order", [{"state": "sending"}, {"state": "waiting", "is_doubtful": True}])
def test_publication_that_may_be_on_the_wiki_cannot_be_given_up(reader, volunteer, order):
    study = with_order(volunteer, **order)

    reader.post(of("give-up-publishing", study))

    assert Publication.objects.get().state == order["state"]


def test_published_case_study_can_be_written_on_and_published_again(reader, volunteer, connected):
    study = with_order(volunteer, "published")
    shown = reader.get(of("write", study))
    actions.save_case_study(study, version=study.version, by=volunteer, sections={"goals": "More."})

    asked = reader.get(of("publish", study))

    assert shown.status_code == 200
    assert "title" not in asked.context["form"].fields
    assert asked.context["form"].fixed_title == study.page.title


def conflicting(author):
    study = with_order(author, "conflict")
    study.page.text = "== Goals ==\n\nTheirs."
    study.page.revision += 1
    study.page.save()
    actions.save_case_study(study, version=study.version, by=author, sections={"goals": "Ours."})
    study.refresh_from_db()
    study.edition.conflict_at = timezone.now()
    study.edition.save()
    return study


def decided(study, **other):
    return {
        "form_key": "11111111-2222-4333-8444-555555555555",
        "version": study.version,
        "revision": study.page.revision,
        "summary": "Merged",
    } | other


@pytest.mark.parametrize(("choice", "text", "goals"), [("ours", "", "Ours."), ("both", "Both.", "Both.")])
def test_conflict_publishes_what_was_decided_on_the_revision_seen(reader, volunteer, choice, text, goals):
    study = conflicting(volunteer)

    answer = reader.post(of("conflict", study), decided(study, choice_0=choice, text_0=text))

    order = Publication.objects.order_by("-pk").first()
    assert answer.url == of("publication", study)
    assert (order.base_revision, order.page_id) == (study.page.revision, study.page.page_id)
    assert order.text == f"== Goals ==\n\n{goals}".strip()


def test_conflict_that_takes_the_wikis_text_has_nothing_to_send(reader, volunteer):
    study = conflicting(volunteer)

    answer = reader.post(of("conflict", study), decided(study, choice_0="theirs", text_0=""))

    study.refresh_from_db()
    assert answer.url == study.get_absolute_url()
    assert study.sections.get(key="goals").text == "Theirs."
    assert study.edition.conflict_at is None
    assert Publication.objects.count() == 1


def test_conflict_decided_to_nothing_is_refused_and_stays_open(reader, volunteer):
    study = conflicting(volunteer)

    answer = reader.post(of("conflict", study), decided(study, choice_0="both", text_0=""))

    study.edition.refresh_from_db()
    assert answer.status_code == 422
    assert study.edition.conflict_at is not None
    assert study.sections.get(key="goals").text == "Ours."


def test_conflict_with_marks_left_in_the_text_is_refused(reader, volunteer):
    study = conflicting(volunteer)
    marked = "<<<<<<< ours\nOurs.\n=======\nTheirs.\n>>>>>>> theirs"

    answer = reader.post(of("conflict", study), decided(study, choice_0="both", text_0=marked))

    assert answer.status_code == 422
    assert "text_0" in answer.context["form"].errors
    assert study.sections.get(key="goals").text == "Ours."


def test_conflict_decided_on_an_old_revision_is_shown_anew(reader, volunteer):
    study = conflicting(volunteer)

    answer = reader.post(
        of("conflict", study), decided(study, revision=study.page.revision - 1, choice_0="ours", text_0="")
    )

    assert answer.url == of("conflict", study)
    assert Publication.objects.count() == 1


def test_changes_show_the_difference_since_both_agreed(client, volunteer):
    study = conflicting(volunteer)

    answer = client.get(of("changes", study))

    kinds = {piece.kind for pieces in answer.context["paragraphs"] for piece in pieces}
    assert kinds == {"same", "gone", "new"}


@pytest.mark.parametrize("rows", [10, 100])
def test_changes_cost_the_same_however_many_revisions(client, volunteer, rows, django_assert_num_queries):
    study = with_order(volunteer, "published")
    KnownRevision.objects.bulk_create(
        KnownRevision(case_study=study, revision=number, origin="wiki") for number in range(1, rows + 1)
    )

    with django_assert_num_queries(3):
        client.get(of("changes", study))


def test_what_the_wiki_took_away_has_no_changes_to_show(client):
    shown, gone = CaseStudyFactory.create_batch(2, mirrored=True)
    CaseStudy.objects.filter(pk=gone.pk).update(state="withdrawn")

    assert client.get(f"/case-studies/{shown.pk}/changes/").status_code == 200
    assert client.get(f"/case-studies/{gone.pk}/changes/").status_code == 404
