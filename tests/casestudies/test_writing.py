# SPDX-License-Identifier: GPL-3.0-or-later
"""The form: begin, autosave, save, file, withdraw, link; each without JavaScript and with bad input."""

import re
import uuid

import pytest
from django.urls import reverse

from casestudies import actions
from casestudies.forms import SECTION_LIMIT, WriteForm
from casestudies.models import CaseStudy
from tests.factories import AffiliateFactory, CaseStudyFactory, InstitutionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
BEGIN = "/case-studies/begin/"


def url(name, case_study):
    return reverse(f"casestudies:{name}", args=[case_study.pk])


@pytest.fixture
def signed_in(client, volunteer):
    client.force_login(volunteer)
    return client


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


def typed(draft, **changes):
    """What the browser sends for a draft as it stands, with changes."""
    draft = CaseStudy.objects.get(pk=draft.pk)
    values = {
        "title": draft.title,
        "version": draft.version,
        "partnership": draft.partnership_id or "",
        "affiliate": draft.affiliate_id or "",
        "country": draft.country.code,
        "language": draft.language,
    }
    texts = {f"section_{section.key}": section.text for section in draft.sections.all()}
    return values | texts | changes


def answered(version):
    """What the page that looks a draft over sends to file it."""
    return {"version": version, "licence": "on", "people_named": "none"}


def html_of(response):
    return response.content.decode()


def beginning(**changes):
    return {"title": "A scanner on loan", "language": "en", "form_key": str(uuid.uuid4())} | changes


# Begin


def test_begin_leads_to_the_form_of_a_new_draft(signed_in, volunteer):
    institution = InstitutionFactory(country="GH")

    response = signed_in.post(BEGIN, beginning(institution=institution.pk, language="fr"))

    made = CaseStudy.objects.get()
    assert response.url == url("write", made)
    assert (made.author, made.institution, made.language) == (volunteer, institution, "fr")


def test_begin_twice_makes_one_draft(signed_in):
    sent = beginning()

    first, second = signed_in.post(BEGIN, sent), signed_in.post(BEGIN, sent)

    assert CaseStudy.objects.count() == 1
    assert first.url == second.url


def test_begin_needs_an_account(client):
    assert client.get(BEGIN).url.startswith("/sign-in/")
    assert client.post(BEGIN, beginning()).url.startswith("/sign-in/")
    assert not CaseStudy.objects.exists()


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"institution": "999999"}, "institution"),
        ({"institution": "x"}, "institution"),
        ({"partnership": "999999"}, "partnership"),
        ({"affiliate": "999999"}, "affiliate"),
        ({"country": "ZZ"}, "country"),
        ({"language": "xx-none"}, "language"),
        ({"kind": "x"}, "kind"),
    ],
)
def test_begin_says_what_is_wrong_and_keeps_what_was_typed(signed_in, wrong, field):
    response = signed_in.post(BEGIN, beginning(country="FR") | wrong)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["form_key"].value()
    assert not CaseStudy.objects.exists()


def test_begin_refuses_a_partnership_the_user_does_not_see(signed_in):
    response = signed_in.post(BEGIN, beginning(partnership=PartnershipFactory().pk))

    assert list(response.context["form"].errors) == ["partnership"]


def test_begin_refuses_a_partnership_with_another_institution_in_words(signed_in):
    partnership = PartnershipFactory(is_public=True)

    response = signed_in.post(
        BEGIN, beginning(partnership=partnership.pk, institution=InstitutionFactory().pk)
    )

    assert response.status_code == 422
    assert "That partnership is not one with" in response.content.decode()


def test_begin_looks_institutions_up_without_javascript(signed_in):
    found = InstitutionFactory(name="Musée des Exemples")
    InstitutionFactory(name="Archive")

    response = signed_in.post(BEGIN, beginning(institution_q="musee", look="1", title="Typed before"))

    html = response.content.decode()
    assert response.status_code == 200
    assert f'type="radio" name="institution" id="id_institution_{found.pk}"' in html
    assert "Typed before" in html
    assert html.count('name="institution"') == 2  # the one found, and none
    assert not CaseStudy.objects.exists()


def test_begin_looks_institutions_up_by_fragment_and_keeps_the_chosen(signed_in):
    chosen, found = InstitutionFactory(name="Archive"), InstitutionFactory(name="Museum of Maps")

    response = signed_in.get(
        BEGIN, {"institution_q": "maps", "institution": chosen.pk}, headers={"HX-Request": "true"}
    )

    html = response.content.decode()
    assert "<html" not in html
    assert re.findall(r'value="(\d+)"( checked)?', html) == [
        (str(chosen.pk), " checked"),
        (str(found.pk), ""),
    ]


def test_begin_starts_with_what_a_link_says(signed_in):
    partnership = PartnershipFactory(is_public=True)

    form = signed_in.get(BEGIN, {"partnership": partnership.pk}).context["form"]

    assert form["affiliate"].value() == partnership.affiliate_id
    assert form["partnership"].value() == str(partnership.pk)


def test_begin_takes_the_kind_from_the_page_of_experiments_that_failed(signed_in):
    form = signed_in.get(BEGIN, {"kind": "failed"}).context["form"]

    signed_in.post(BEGIN, beginning(kind=form["kind"].value()))

    assert CaseStudy.objects.get().kind == "failed"


def test_begin_shrugs_at_a_link_with_a_kind_that_is_none(signed_in):
    response = signed_in.get(BEGIN, {"kind": "x"})

    assert response.status_code == 200
    assert "selected" not in str(response.context["form"]["kind"])


def test_begin_costs_the_same_however_many_institutions(client, coordinator, django_assert_max_num_queries):
    InstitutionFactory.create_batch(30)
    client.force_login(coordinator)

    with django_assert_max_num_queries(8):
        html = client.get(BEGIN).content.decode()

    assert html.count("Museum of Examples") == 0


# Write and autosave


def test_form_asks_for_the_seven_sections(signed_in, draft):
    form = signed_in.get(url("write", draft)).context["form"]

    assert [field.name for field in form.section_fields()] == [
        "section_summary",
        "section_context",
        "section_goals",
        "section_implementation",
        "section_outcomes",
        "section_reflection",
        "section_resources",
    ]
    assert all(field.help_text for field in form.section_fields())


def test_save_without_javascript_keeps_the_text_and_comes_back(signed_in, draft):
    response = signed_in.post(url("write", draft), typed(draft, section_goals="One\r\n\r\nTwo"))

    assert response.url == url("write", draft)
    assert draft.sections.get(key="goals").text == "One\n\nTwo"


def test_autosave_says_when_and_hands_out_the_next_version(signed_in, draft):
    response = signed_in.post(url("autosave", draft), typed(draft, section_goals="Reach"))

    html = response.content.decode()
    assert re.search(r"Saved \d\d:\d\d</p>", html)
    assert 'name="version" id="id_version" value="2"' in html
    assert "0 of 7 sections are filled." in html
    assert re.search(r'id="progress-goals">.*begun, 1 word<', html)
    assert re.search(r'id="progress-summary"><span>empty<', html)


def test_autosave_takes_one_version_after_another(signed_in, draft):
    for number in range(1, 4):
        response = signed_in.post(url("autosave", draft), typed(draft, section_goals=f"Text {number}"))
        assert response.status_code == 200

    assert CaseStudy.objects.get().version == 4


def test_autosave_of_an_old_version_is_refused_in_words_and_writes_nothing(signed_in, draft):
    mine = typed(draft, section_goals="Mine")
    signed_in.post(url("autosave", draft), typed(draft, section_goals="The other tab's"))

    response = signed_in.post(url("autosave", draft), mine)

    assert response.status_code == 409
    html = response.content.decode()
    assert "Not saved: changed elsewhere" in html
    assert "The other tab&#x27;s</textarea>" in html
    assert "Mine</textarea>" in html
    assert "id_version" not in html
    assert draft.sections.get(key="goals").text == "The other tab's"


def test_autosave_without_a_language_keeps_it(signed_in, draft):
    assert signed_in.post(url("autosave", draft), typed(draft, language="")).status_code == 200


def test_save_of_an_old_version_shows_both_texts_and_a_second_try_keeps_mine(signed_in, draft):
    mine = typed(draft, section_goals="Mine & only mine")
    signed_in.post(url("autosave", draft), typed(draft, section_goals="The other tab's"))

    refused = signed_in.post(url("write", draft), mine)

    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Mine &amp; only mine</textarea>" in html
    assert "The other tab&#x27;s</textarea>" in html
    assert 'id="id_version" value="2"' in html
    assert signed_in.post(url("write", draft), mine | {"version": 2}).status_code == 302
    assert draft.sections.get(key="goals").text == "Mine & only mine"


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"section_goals": "x" * 200_001}, f"at most {SECTION_LIMIT} characters"),
        ({"section_goals": "a\x00b"}, "Null characters"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"version": ""}, "required"),
        ({"version": "x"}, "whole number"),
    ],
)
@pytest.mark.parametrize("name", ["write", "autosave"])
def test_bad_input_is_named_and_nothing_is_written(signed_in, draft, name, wrong, said):
    response = signed_in.post(url(name, draft), typed(draft, section_summary="Good") | wrong)

    assert response.status_code == 422
    assert said in response.content.decode()
    draft.refresh_from_db()
    assert (draft.version, draft.state) == (1, CaseStudy.State.DRAFT)
    assert not draft.sections.exclude(text="").exists()


@pytest.mark.parametrize(
    "who", ["coordinator", "viewer", "affiliate_admin", "stranger", "wmf_staff", "platform_admin"]
)
@pytest.mark.parametrize("name", ["write", "autosave", "file", "withdraw", "link"])
def test_a_foreign_draft_is_404_like_a_missing_one(client, request, draft, who, name):
    client.force_login(request.getfixturevalue(who))

    foreign = client.post(url(name, draft), {})
    missing = client.post(reverse(f"casestudies:{name}", args=[draft.pk + 1000]), {})

    assert (foreign.status_code, missing.status_code) == (404, 404)
    draft.refresh_from_db()
    assert draft.state == CaseStudy.State.DRAFT


@pytest.mark.parametrize("name", ["write", "autosave", "file", "withdraw"])
def test_a_filed_one_is_for_others_to_read_only(client, wmf_staff, name):
    filed = CaseStudyFactory(filed=True)
    client.force_login(wmf_staff)

    assert client.post(url(name, filed), {}).status_code == 403


@pytest.mark.parametrize("name", ["autosave", "file", "withdraw"])
def test_what_changes_something_is_never_a_link(signed_in, draft, name):
    assert signed_in.get(url(name, draft)).status_code == 405


def test_form_keeps_a_partnership_its_author_no_longer_sees(signed_in, volunteer):
    partnership = PartnershipFactory(is_public=True)
    draft = actions.begin_case_study(by=volunteer, title="x", partnership=partnership)
    partnership.is_public = False
    partnership.save()

    signed_in.post(url("autosave", draft), typed(draft, section_goals="Reach"))

    draft.refresh_from_db()
    assert (draft.partnership, draft.version) == (partnership, 2)


def test_form_offers_the_partnerships_of_the_institution_one_may_see(client, coordinator):
    own = PartnershipFactory(affiliate=coordinator.affiliate)
    PartnershipFactory(institution=own.institution)
    PartnershipFactory(affiliate=coordinator.affiliate)
    draft = actions.begin_case_study(by=coordinator, title="x", institution=own.institution)
    client.force_login(coordinator)

    form = client.get(url("write", draft)).context["form"]

    assert [pk for pk, _label in form.fields["partnership"].widget.choices] == ["", own.pk]


def test_write_form_of_no_institution_carries_the_partnership_unseen(volunteer):
    assert WriteForm(user=volunteer, steps=[])["partnership"].is_hidden


# File and withdraw


def test_what_is_typed_is_saved_then_looked_over_then_filed(signed_in, draft, coordinator):
    sent = typed(draft, section_goals="Reach", affiliate=coordinator.affiliate.pk, go="check")

    looked_over = signed_in.post(url("write", draft), sent, follow=True)
    response = signed_in.post(url("file", draft), answered(2), follow=True)

    assert looked_over.redirect_chain == [(url("write-check", draft), 302)]
    draft.refresh_from_db()
    assert (draft.state, draft.affiliate) == (CaseStudy.State.FILED, coordinator.affiliate)
    assert draft.sections.get(key="goals").text == "Reach"
    said = [str(message) for message in response.context["messages"]]
    assert said[0].startswith("The case study is filed")
    assert said[1].startswith("Still empty: Summary, Context and background")
    assert "Goals" not in said[1]


@pytest.mark.parametrize("wrong, status", [({"version": 1}, 409), ({"title": "x" * 301}, 422)])
def test_what_cannot_be_saved_is_not_looked_over_and_stays_in_its_field(signed_in, draft, wrong, status):
    signed_in.post(url("autosave", draft), typed(draft, section_goals="The other tab's"))

    response = signed_in.post(url("write", draft), typed(draft, section_goals="Mine", go="check") | wrong)

    assert response.status_code == status
    assert response.context["form"]["section_goals"].value() == "Mine"
    assert draft.sections.get(key="goals").text == "The other tab's"


def test_file_without_a_title_is_refused_and_nothing_is_lost(signed_in, draft):
    signed_in.post(url("write", draft), typed(draft, title="  ", section_goals="Reach", go="check"))

    response = signed_in.post(url("file", draft), answered(2))

    assert response.status_code == 422
    assert "Give the case study a title" in html_of(response)
    draft.refresh_from_db()
    assert (draft.state, draft.sections.get(key="goals").text) == (CaseStudy.State.DRAFT, "Reach")


def test_file_of_an_old_version_is_refused_and_the_next_click_files_what_it_shows(signed_in, draft):
    signed_in.post(url("autosave", draft), typed(draft, section_goals="The other tab's"))

    refused = signed_in.post(url("file", draft), answered(1))

    draft.refresh_from_db()
    assert (refused.status_code, draft.state) == (409, CaseStudy.State.DRAFT)
    assert refused.context["case_study"].version == 2
    assert "goals" not in [step.slug for step in refused.context["empty"]]
    assert signed_in.post(url("file", draft), answered(2)).status_code == 302


def test_withdraw_takes_it_out_of_the_list(signed_in, draft):
    response = signed_in.post(url("withdraw", draft), follow=True)

    assert list(response.context["page_obj"]) == []
    assert signed_in.get(url("write", draft)).url == draft.get_absolute_url()
    again = signed_in.post(url("withdraw", draft), follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["error"]


# Link


@pytest.mark.parametrize(
    "who, status",
    [
        ("volunteer", 403),
        ("viewer", 403),
        ("coordinator", 200),
        ("affiliate_admin", 200),
        ("stranger", 200),
        ("wmf_staff", 200),
        ("platform_admin", 403),
    ],
)
def test_link_of_a_mirrored_one_is_for_those_who_link(client, request, who, status):
    mirrored = CaseStudyFactory(mirrored=True)
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("link", mirrored)).status_code == status


def test_link_finds_chooses_and_saves_without_javascript(client, coordinator):
    mirrored = CaseStudyFactory(mirrored=True)
    institution = InstitutionFactory(name="Museum of Maps")
    client.force_login(coordinator)

    html = client.get(url("link", mirrored), {"q": "map"}).content.decode()
    response = client.post(url("link", mirrored), {"institution": institution.pk})

    assert f'value="{institution.pk}"' in html
    assert response.url == mirrored.get_absolute_url()
    mirrored.refresh_from_db()
    assert mirrored.institution == institution


@pytest.mark.parametrize("nonsense", ["999999", "x", "' or 1=1", "\x00"])
def test_link_to_nothing_there_is_422(client, coordinator, nonsense):
    mirrored = CaseStudyFactory(mirrored=True)
    client.force_login(coordinator)

    response = client.post(url("link", mirrored), {"institution": nonsense})

    assert response.status_code == 422
    assert client.get(url("link", mirrored), {"q": nonsense}).status_code == 200


def test_link_without_an_answer_changes_nothing_and_none_takes_it_away(client, coordinator):
    mirrored = CaseStudyFactory(mirrored=True, institution=InstitutionFactory())
    client.force_login(coordinator)

    assert client.post(url("link", mirrored), {}).status_code == 422
    mirrored.refresh_from_db()
    assert mirrored.institution is not None
    assert client.post(url("link", mirrored), {"institution": ""}).status_code == 302
    mirrored.refresh_from_db()
    assert mirrored.institution is None


def test_save_on_a_filed_one_is_refused_and_the_text_is_shown_again(signed_in, draft):
    sent = typed(draft, section_goals="Typed in another tab")
    signed_in.post(url("file", draft), answered(1))

    for name in ("write", "autosave"):
        response = signed_in.post(url(name, draft), sent)
        assert response.status_code == 422
        assert "Only a draft can be written on" in html_of(response)
    assert "Typed in another tab</textarea>" in html_of(signed_in.post(url("write", draft), sent))


def test_author_links_the_own_draft(signed_in, draft):
    institution = InstitutionFactory()

    assert signed_in.post(url("link", draft), {"institution": institution.pk}).status_code == 302

    draft.refresh_from_db()
    assert draft.institution == institution


def test_affiliates_to_choose_from_are_all_of_them(signed_in, draft):
    other = AffiliateFactory()

    assert signed_in.post(url("autosave", draft), typed(draft, affiliate=other.pk)).status_code == 200
