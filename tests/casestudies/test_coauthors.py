# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing together: who is asked, what an answer gives, and that whoever goes has lost it with the next request."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from casestudies import actions
from casestudies.actions.facts import digest_of
from casestudies.errors import (
    InvitedAlready,
    IsTheAuthor,
    NoInvitation,
    NoLongerWriting,
    NotWritingAlong,
    NotYourself,
    SharedNoMore,
    TooManyCoAuthors,
)
from casestudies.models import CaseStudy, CoAuthor, Hold
from casestudies.permissions import may_lead, may_link, may_publish, may_write
from journal.models import Entry
from teamwork.models import Notice
from tests.casestudies.test_writing import typed
from tests.factories import CaseStudyFactory, UserFactory
from tests.factories.together import CoAuthorFactory
from tests.factories.wiki import WikiAccountFactory
from tests.threads import race
from tests.today.days import waiting
from work.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


@pytest.fixture
def ada():
    return UserFactory(wiki_username="Ada", email="ada@example.org")


@pytest.fixture
def coauthor(draft, ada):
    return CoAuthorFactory(case_study=draft, user=ada, writing=True)


def url(name, *args):
    return reverse(f"casestudies:{name}", args=args)


def fresh(user):
    """Roles are kept on the user object for the length of a request: each question is one."""
    return type(user).objects.get(pk=user.pk)


def seen(user):
    return list(CaseStudy.objects.visible_to(fresh(user)).values_list("title", flat=True))


# Rights


def test_coauthor_reads_and_writes_and_leads_nothing(draft, ada, coauthor):
    assert seen(ada) == ["A scanner on loan"]
    assert may_write(ada, draft)
    assert may_link(ada, draft)
    assert not may_lead(ada, draft)
    assert not may_publish(ada, draft)


def test_somebody_invited_reads_and_does_not_write(draft, ada):
    CoAuthorFactory(case_study=draft, user=ada)

    assert seen(ada) == ["A scanner on loan"]
    assert not may_write(ada, draft)
    assert not may_link(ada, draft)


@pytest.mark.parametrize("state", ["draft", "filed", "changes", "accepted"])
def test_coauthor_sees_it_in_every_state_but_withdrawn(ada, state):
    study = CaseStudyFactory(state=state)
    CoAuthorFactory(case_study=study, user=ada, writing=True)

    assert seen(ada) == [study.title]

    CaseStudy.objects.update(state="withdrawn")
    study.refresh_from_db()
    assert seen(ada) == []
    assert not may_write(ada, study)
    assert seen(study.author) == [study.title]


def test_what_is_the_wikis_is_written_by_nobody_whoever_wrote_along(ada):
    draft, mirrored = CaseStudyFactory(), CaseStudyFactory(mirrored=True)
    for study in (draft, mirrored):
        CoAuthorFactory(case_study=study, user=ada, invited_by=draft.author, writing=True)

    assert may_write(ada, draft)
    assert not may_write(ada, mirrored)


@pytest.mark.parametrize("way", ["ended", "closed", "gone"])
def test_who_left_whose_account_is_closed_or_gone_has_no_right(draft, ada, coauthor, way):
    if way == "ended":
        actions.leave_case_study(coauthor, by=ada)
    elif way == "closed":
        ada.is_active = False
        ada.save()
    else:
        WikiAccountFactory(user=ada, trouble="gone", suspended_at="2026-01-01T00:00Z")

    assert seen(ada) == []
    assert not may_write(fresh(ada), draft)
    assert not CoAuthor.objects.standing().exists()


def test_a_new_invitation_after_leaving_is_a_new_row(draft, ada, coauthor, volunteer):
    actions.leave_case_study(coauthor, by=ada)

    actions.invite_coauthor(draft, ada, by=volunteer)

    assert CoAuthor.objects.filter(user=ada).count() == 2


def test_list_stays_on_its_indexes(volunteer, ada):
    """The condition is a key among an array that is worked out once: no plan asks for shares row by row."""
    CaseStudyFactory.create_batch(3, author=volunteer)
    for study in CaseStudyFactory.create_batch(3):
        CoAuthorFactory(case_study=study, user=ada, writing=True)
    others = UserFactory()
    CaseStudy.objects.bulk_create(CaseStudy(title=str(number), author=others) for number in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("analyze casestudies_casestudy")
        plan = CaseStudy.objects.visible_to(fresh(ada)).order_by().only("pk").explain()

    assert "casestudies_casestudy_pkey" in plan
    assert "InitPlan" in plan
    assert "SubPlan" not in plan
    assert "Seq Scan on casestudies_casestudy" not in plan


@pytest.mark.parametrize("count", [1, 10])
def test_list_costs_the_same_however_many_one_writes_along(
    client, ada, volunteer, count, django_assert_num_queries
):
    for study in CaseStudyFactory.create_batch(count, author=volunteer):
        CoAuthorFactory(case_study=study, user=ada, writing=True)
    client.force_login(ada)

    with django_assert_num_queries(6):  # session, user, roles, places, count, rows
        response = client.get("/case-studies/")

    assert len(response.context["page_obj"]) == count


# Actions


def test_invite_asks_tells_and_records(draft, ada, volunteer):
    share = actions.invite_coauthor(draft, ada, by=volunteer)

    assert (share.accepted_at, share.ended_at) == (None, None)
    assert Entry.objects.latest("pk").verb == "coauthor.invited"
    notice = Notice.objects.get(user=ada)
    assert "A scanner on loan" in notice.sentence
    assert notice.address == url("coauthors", draft.pk)
    assert Message.objects.get().payload["to"] == "ada@example.org"
    assert waiting(ada, "invitation")[0][0] == "A scanner on loan"


def test_accept_gives_the_right_and_tells_the_author(draft, ada, volunteer):
    share = actions.invite_coauthor(draft, ada, by=volunteer)

    actions.accept_invitation(share, by=ada)

    assert may_write(fresh(ada), draft)
    assert Notice.objects.get(user=volunteer).kind == "coauthor.accepted"
    assert waiting(ada, "invitation") == []
    with pytest.raises(NoInvitation):
        actions.accept_invitation(share, by=ada)


def test_decline_ends_it(draft, ada, volunteer):
    share = actions.invite_coauthor(draft, ada, by=volunteer)

    actions.decline_invitation(share, by=ada)

    assert seen(ada) == []
    assert Notice.objects.get(user=volunteer).kind == "coauthor.declined"
    for again in (actions.accept_invitation, actions.decline_invitation):
        with pytest.raises(NoInvitation):
            again(share, by=ada)


def test_let_go_ends_it_and_frees_what_was_held(draft, ada, coauthor, volunteer):
    actions.take_hold(draft, "goals", by=ada)

    actions.let_coauthor_go(coauthor, by=volunteer)

    assert not Hold.objects.exists()
    notice = Notice.objects.get(user=ada)
    assert (notice.kind, notice.address) == ("coauthor.let_go", url("together"))
    with pytest.raises(NotWritingAlong):
        actions.let_coauthor_go(coauthor, by=volunteer)


def test_invite_refuses_in_words(draft, ada, volunteer):
    with pytest.raises(NotYourself):
        actions.invite_coauthor(draft, volunteer, by=volunteer)
    with pytest.raises(IsTheAuthor):
        actions.invite_coauthor(draft, volunteer, by=ada)
    actions.invite_coauthor(draft, ada, by=volunteer)
    with pytest.raises(InvitedAlready):
        actions.invite_coauthor(draft, ada, by=volunteer)
    with pytest.raises(SharedNoMore):
        actions.invite_coauthor(CaseStudyFactory(mirrored=True), ada, by=volunteer)
    assert CoAuthor.objects.count() == 1


def test_twenty_and_no_more(draft, volunteer):
    CoAuthorFactory.create_batch(20, case_study=draft)

    with pytest.raises(TooManyCoAuthors):
        actions.invite_coauthor(draft, UserFactory(), by=volunteer)

    CoAuthor.objects.filter(pk=CoAuthor.objects.first().pk).update(ended_at="2026-01-01T00:00Z")
    assert actions.invite_coauthor(draft, UserFactory(), by=volunteer)


@pytest.mark.django_db(transaction=True)
def test_invited_twice_at_once_is_invited_once(draft, ada, volunteer):
    answers = race(*[lambda: actions.invite_coauthor(draft, ada, by=volunteer)] * 2)

    assert {type(each) for each in answers} == {CoAuthor, InvitedAlready}
    assert CoAuthor.objects.count() == 1


DOINGS = {
    "save": lambda draft, by: actions.save_case_study(
        draft, version=1, by=by, sections={"goals": "Too late"}
    ),
    "rewrite": lambda draft, by: actions.rewrite_case_study(draft, [], version=1, by=by),
    "save own": lambda draft, by: actions.save_own_sections(draft, {0: "Too late"}, version=1, by=by),
    "hold": lambda draft, by: actions.take_hold(draft, "goals", by=by),
    "file": lambda draft, by: actions.file_case_study(
        draft, version=1, by=by, licence=True, people_named="none"
    ),
    "say facts": lambda draft, by: actions.say_facts(draft, by=by, seen=digest_of(draft), year=2020),
    "add picture": lambda draft, by: actions.add_picture(draft, "A.jpg", by=by),
    "ask": lambda draft, by: actions.add_named_pictures(draft, by=by),
    "link figures": lambda draft, by: actions.link_figures(draft, [], by=by),
}


@pytest.mark.parametrize("do", DOINGS.values(), ids=DOINGS)
def test_what_passed_the_door_before_its_writer_was_let_go_is_refused(draft, ada, coauthor, volunteer, do):
    actions.let_coauthor_go(coauthor, by=volunteer)
    lines = Entry.objects.count()

    with pytest.raises(NoLongerWriting):
        do(draft, ada)

    assert Entry.objects.count() == lines
    draft.refresh_from_db()
    assert (draft.state, draft.version) == (CaseStudy.State.DRAFT, 1)


# Pages


def test_author_invites_by_name_on_the_page(client, draft, ada, volunteer):
    client.force_login(volunteer)

    for name in ("User:ada", "ada", "Ada", " Ada "):
        CoAuthor.objects.all().delete()
        assert client.post(url("coauthors", draft.pk), {"name": name}).status_code == 302, name
        assert CoAuthor.objects.get().user == ada
    assert "Ada" in client.get(url("coauthors", draft.pk)).text


def test_a_name_of_the_platform_is_known_too(client, draft, volunteer):
    bea = UserFactory(username="bea@museum", wiki_username="")
    client.force_login(volunteer)

    client.post(url("coauthors", draft.pk), {"name": "bea@museum"})

    assert CoAuthor.objects.get().user == bea


@pytest.mark.parametrize("name", ["Nobody", "", "x" * 300, "a\x00b", "<script>", "User:", ":", "_"])
def test_a_name_nobody_has_is_said_at_its_field(client, draft, volunteer, name):
    UserFactory(wiki_username="")
    client.force_login(volunteer)

    response = client.post(url("coauthors", draft.pk), {"name": name})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert not CoAuthor.objects.exists()


@pytest.mark.parametrize("who", ["author", "twice", "closed"])
def test_refusals_stand_at_the_field(client, draft, ada, volunteer, who):
    client.force_login(volunteer)
    name = "Ada"
    if who == "author":
        name = volunteer.wiki_username
    elif who == "twice":
        client.post(url("coauthors", draft.pk), {"name": "Ada"})
    else:
        ada.is_active = False
        ada.save()

    response = client.post(url("coauthors", draft.pk), {"name": name})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]


def test_invited_reads_is_told_the_licence_accepts_and_writes(client, draft, ada):
    share = CoAuthorFactory(case_study=draft, user=ada)
    client.force_login(ada)

    page = client.get(url("coauthors", draft.pk))
    assert "CC BY-SA 4.0" in page.text
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(url("write", draft.pk)).status_code == 403
    assert client.post(url("coauthors", draft.pk), {"name": "x"}).status_code == 403

    assert client.post(url("coauthor", share.pk), {"answer": "accept"}).url == url("coauthors", draft.pk)
    sent = typed(draft, section_goals="Hers")
    assert client.post(url("autosave", draft.pk), sent).status_code == 200
    assert draft.sections.get(key="goals").text == "Hers"
    assert "A scanner on loan" in client.get(url("together")).text


@pytest.mark.parametrize("name", ["withdraw", "publish"])
def test_coauthor_neither_withdraws_nor_publishes(client, draft, ada, coauthor, name):
    client.force_login(ada)

    assert client.post(url(name, draft.pk), {}).status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_coauthor_neither_invites_nor_lets_others_go(client, draft, ada, coauthor):
    bea = CoAuthorFactory(case_study=draft, writing=True)
    client.force_login(ada)

    assert client.post(url("coauthors", draft.pk), {"name": "Ada"}).status_code == 403
    for answer in ("let-go", "leave", "accept", "decline"):
        assert client.post(url("coauthor", bea.pk), {"answer": answer}).status_code == 403
    bea.refresh_from_db()
    assert bea.ended_at is None


def test_whoever_is_let_go_has_lost_every_channel_with_the_next_request(
    client, draft, ada, coauthor, volunteer
):
    client.force_login(ada)
    sent = typed(draft, section_goals="In the middle of a word")
    actions.save_case_study(draft, version=1, by=volunteer, sections={"summary": "Zebrafish"})
    doors = {
        "page": draft.get_absolute_url(),
        "write": url("write", draft.pk),
        "coauthors": url("coauthors", draft.pk),
        "holds": url("holds", draft.pk),
        "pictures": url("pictures", draft.pk),
        "api": f"/api/v1/case-studies/{draft.pk}/",
    }
    assert {name: client.get(door).status_code for name, door in doors.items()} == dict.fromkeys(doors, 200)
    assert "A scanner on loan" in client.get("/search/", {"q": "zebrafish"}).text

    actions.let_coauthor_go(coauthor, by=volunteer)

    assert {name: client.get(door).status_code for name, door in doors.items()} == dict.fromkeys(doors, 404)
    assert client.get(url("holds", draft.pk), headers={"HX-Request": "true"}).status_code == 404
    for name in ("autosave", "write", "file", "hold", "link"):
        assert client.post(url(name, draft.pk), sent).status_code == 404
    assert "A scanner on loan" not in client.get("/search/", {"q": "zebrafish"}).text
    assert client.get("/api/v1/case-studies/").json()["results"] == []
    assert list(client.get("/case-studies/").context["page_obj"]) == []
    assert not draft.sections.filter(key="goals").exclude(text="").exists()


def test_on_a_published_one_the_right_to_write_goes_and_the_reading_stays(client, ada):
    study = CaseStudyFactory(published=True)
    share = CoAuthorFactory(case_study=study, user=ada, writing=True)
    client.force_login(ada)
    assert client.get(url("write", study.pk)).status_code == 200

    actions.let_coauthor_go(share, by=study.author)

    assert client.get(url("write", study.pk)).status_code == 403
    assert client.post(url("autosave", study.pk), {}).status_code == 403
    assert client.get(study.get_absolute_url()).status_code == 200


def test_leaving_leads_away(client, ada, coauthor, draft):
    client.force_login(ada)

    assert client.post(url("coauthor", coauthor.pk), {"answer": "leave"}).url == url("together")
    again = client.post(url("coauthor", coauthor.pk), {"answer": "leave"}, follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["success", "error"]


@pytest.mark.parametrize("answer", ["", "burn", "\x00"])
def test_nonsense_for_an_answer_is_422(client, ada, coauthor, answer):
    client.force_login(ada)

    assert client.post(url("coauthor", coauthor.pk), {"answer": answer}).status_code == 422


def test_names_stand_beside_the_author_and_cannot_act(client, draft, volunteer):
    evil = UserFactory(wiki_username="<script>alert(1)</script>")
    CoAuthorFactory(case_study=draft, user=evil, writing=True)
    client.force_login(volunteer)

    for address in (draft.get_absolute_url(), url("coauthors", draft.pk)):
        html = client.get(address).text
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html


def test_a_rested_draft_waits_for_those_who_write_along_too(draft, ada, coauthor):
    CaseStudy.objects.update(saved_at="2026-01-01T00:00Z")

    assert [what for what, _why in waiting(ada, "draft")] == ["A scanner on loan"]


def test_the_notice_speaks_the_readers_language(draft, ada, volunteer):
    actions.invite_coauthor(draft, ada, by=volunteer)

    with translation.override("en"):
        assert "invites you to write" in Notice.objects.get(user=ada).sentence
