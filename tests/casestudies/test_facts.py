# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case study was: said by its authors, of mirrored ones by those who link; each with bad input."""

from datetime import date

import pytest
from django.urls import reverse

from casestudies import actions
from casestudies.actions.facts import digest_of
from casestudies.errors import AgreementElsewhere, BelongsToTheWiki, FactsChangedMeanwhile, NotADraft
from casestudies.forms.facts import said
from casestudies.models import CaseStudy
from journal.models import Entry
from outreach.actions.contributors import merge
from tests.factories import (
    CaseStudyFactory,
    ClaimFactory,
    ContributorFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, institution=InstitutionFactory(country="NL"))


def url(case_study, name="facts"):
    return reverse(f"casestudies:{name}", args=[case_study.pk])


def say(case_study, *, by=None, **facts):
    facts = {"seen": digest_of(case_study)} | facts
    return actions.say_facts(case_study, by=by or case_study.author, **facts)


def sent(case_study, **changes):
    return {"seen": digest_of(case_study), "kind": "upload", "year": "2014"} | changes


# The action


def test_say_facts_keeps_them_and_leaves_the_text_alone(draft):
    people = ContributorFactory.create_batch(2)

    spoken = say(
        draft,
        kind="upload",
        outcome="partly",
        year=2014,
        tools=["openrefine", "pattypan"],
        contributors=people,
    )

    assert (spoken.kind, spoken.outcome, spoken.year, spoken.tools) == (
        "upload",
        "partly",
        2014,
        ["openrefine", "pattypan"],
    )
    assert set(spoken.contributors.all()) == set(people)
    assert spoken.facts_checked_at is not None
    assert spoken.version == draft.version
    assert Entry.objects.order_by("pk").last().verb == "casestudy.facts_said"


def test_say_facts_of_the_same_writes_nothing(draft):
    once = say(draft, kind="upload", contributors=[ContributorFactory()])

    again = say(once, kind="upload", contributors=list(once.contributors.all()), seen="old")

    assert again.facts_checked_at == once.facts_checked_at
    assert Entry.objects.filter(verb="casestudy.facts_said").count() == 1


def test_say_facts_refuses_over_others_that_were_not_seen(draft):
    seen = digest_of(draft)
    say(draft, kind="upload")

    with pytest.raises(FactsChangedMeanwhile):
        say(draft, seen=seen, year=2014)

    draft.refresh_from_db()
    assert (draft.kind, draft.year) == ("upload", None)


def test_say_facts_refuses_an_agreement_of_another_partnership(draft):
    with pytest.raises(AgreementElsewhere):
        say(draft, mou=MouFactory())


@pytest.mark.parametrize("state", ["filed", "accepted", "withdrawn"])
def test_say_facts_refuses_what_may_not_be_written(state):
    with pytest.raises(NotADraft):
        say(CaseStudyFactory(state=state), kind="upload")


def test_say_facts_refuses_one_withdrawn_with_its_page(coordinator):
    gone = CaseStudyFactory(mirrored=True, state=CaseStudy.State.WITHDRAWN)

    with pytest.raises(BelongsToTheWiki):
        say(gone, by=coordinator, kind="upload")


def test_say_facts_takes_nothing_else(draft):
    with pytest.raises(TypeError):
        say(draft, title="x")


def test_people_hidden_from_somebody_stay_when_they_save(settings, draft, coordinator):
    settings.PROTECTED_COUNTRIES = ["BY"]
    hidden, shown = ContributorFactory(), ContributorFactory()
    ClaimFactory(contributor=hidden, kind="country", key="BY", value="Belarus")
    draft.contributors.set([hidden])

    spoken = say(draft, contributors=[shown])

    assert set(spoken.contributors.all()) == {hidden, shown}


def test_the_form_begins_without_people_hidden_from_whoever_fills_it_in(settings, draft, coordinator):
    settings.PROTECTED_COUNTRIES = ["BY"]
    hidden, shown = ContributorFactory(), ContributorFactory()
    ClaimFactory(contributor=hidden, kind="country", key="BY", value="Belarus")
    draft.contributors.set([hidden, shown])

    assert said(draft, user=draft.author)["contributors"] == [shown.pk]
    assert set(said(draft, user=coordinator)["contributors"]) == {hidden.pk, shown.pk}


def test_people_stay_when_the_wiki_shows_that_two_accounts_are_one():
    old, new = ContributorFactory.create_batch(2)
    both, one = CaseStudyFactory.create_batch(2)
    both.contributors.set([old, new])
    one.contributors.set([old])

    merge(old, into=new)

    assert list(both.contributors.all()) == list(one.contributors.all()) == [new]


# Prefilled from the partnership


def test_begin_takes_year_and_agreement_from_the_partnership(coordinator, partnership):
    MouFactory(partnership=partnership, signed=True, starts_on=date(2015, 5, 1), ends_on=date(2016, 5, 1))
    current = MouFactory(partnership=partnership, signed=True, starts_on=date(2019, 5, 1))

    begun = actions.begin_case_study(by=coordinator, title="x", partnership=partnership)

    assert (begun.year, begun.mou, begun.country.code) == (2015, current, "NL")


def test_begin_tells_nobody_of_an_agreement_they_do_not_see(volunteer, partnership):
    MouFactory(partnership=partnership, signed=True, starts_on=date(2015, 5, 1))

    begun = actions.begin_case_study(by=volunteer, title="x", partnership=partnership)

    assert (begun.year, begun.mou) == (partnership.opened_at.year, None)


def test_agreement_goes_with_its_partnership(coordinator, partnership):
    MouFactory(partnership=partnership, signed=True)
    begun = actions.begin_case_study(by=coordinator, title="x", partnership=partnership)
    linked = actions.begin_case_study(by=coordinator, title="y", partnership=partnership)

    saved = actions.save_case_study(begun, version=1, by=coordinator, sections={}, partnership=None)
    elsewhere = actions.link_case_study(linked, InstitutionFactory(), by=coordinator)

    assert begun.mou is not None
    assert (saved.mou, elsewhere.mou, elsewhere.partnership) == (None, None, None)


# The page


def test_page_saves_what_was_chosen(client, draft):
    client.force_login(draft.author)
    person = ContributorFactory()

    response = client.post(
        url(draft),
        sent(
            draft,
            programmes=["1lib1ref"],
            media=["images", "maps"],
            campaign="Maps for all",
            campaign_url="https://maps.example.org",
            contributors=[person.pk],
        ),
    )

    assert response.url == url(draft)
    draft.refresh_from_db()
    assert (draft.kind, draft.programmes, draft.media) == ("upload", ["1lib1ref"], ["images", "maps"])
    assert (draft.campaign, draft.campaign_url) == ("Maps for all", "https://maps.example.org")
    assert list(draft.contributors.all()) == [person]


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"kind": "gossip"}, "kind"),
        ({"outcome": "x"}, "outcome"),
        ({"year": "1999"}, "year"),
        ({"year": "2999"}, "year"),
        ({"year": "soon"}, "year"),
        ({"year": "9" * 30}, "year"),
        ({"programmes": ["x"]}, "programmes"),
        ({"tools": ["\x00"]}, "tools"),
        ({"media": ["images", "x"]}, "media"),
        ({"campaign": "x" * 201}, "campaign"),
        ({"campaign": "a\x00b"}, "campaign"),
        ({"campaign": "a", "campaign_url": "http://maps.example.org"}, "campaign_url"),
        ({"campaign": "a", "campaign_url": "javascript:alert(1)"}, "campaign_url"),
        ({"campaign_url": "https://maps.example.org"}, "campaign"),
        ({"contributors": ["999999"]}, "contributors"),
        ({"contributors": ["x"]}, "contributors"),
        ({"contributors": ["9" * 40]}, "contributors"),
        ({"seen": ""}, "seen"),
    ],
)
def test_page_says_what_is_wrong_and_writes_nothing(client, draft, wrong, field):
    client.force_login(draft.author)

    response = client.post(url(draft), sent(draft) | wrong)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    draft.refresh_from_db()
    assert (draft.kind, draft.facts_checked_at) == ("", None)


def test_page_says_that_somebody_else_saved_and_a_second_try_counts(client, draft):
    client.force_login(draft.author)
    mine = sent(draft, kind="training")
    say(draft, kind="upload")

    refused = client.post(url(draft), mine)
    again = client.post(url(draft), mine | {"seen": refused.context["form"]["seen"].value()})

    assert refused.status_code == 409
    assert refused.context["form"]["kind"].value() == "training"
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.kind == "training"


def test_page_looks_people_up_without_javascript_and_keeps_what_was_typed(client, draft):
    client.force_login(draft.author)
    chosen, found = ContributorFactory(username="Ada"), ContributorFactory(username="Babbage")
    ContributorFactory(username="Curie")

    response = client.post(
        url(draft), sent(draft, people_q="bab", look="1", contributors=[chosen.pk], campaign="Maps")
    )

    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["people"] == [chosen]
    assert response.context["people_found"] == [found]
    assert 'value="Maps"' in html
    draft.refresh_from_db()
    assert draft.kind == ""


def test_page_looks_people_up_by_fragment(client, draft):
    client.force_login(draft.author)
    chosen, found = ContributorFactory(username="Ada"), ContributorFactory(username="Babbage")

    response = client.get(
        url(draft), {"people_q": "bab", "contributors": [chosen.pk, "x"]}, headers={"HX-Request": "true"}
    )

    html = response.content.decode()
    assert html.strip().startswith('<div id="people">')
    assert f'value="{chosen.pk}" checked' in html
    assert f'value="{found.pk}">' in html


def test_page_never_finds_people_of_protected_countries_for_those_without_a_role(
    client, settings, draft, coordinator
):
    settings.PROTECTED_COUNTRIES = ["BY"]
    hidden = ContributorFactory(username="Hidden")
    ClaimFactory(contributor=hidden, kind="country", key="BY", value="Belarus")
    draft.contributors.set([hidden])
    own = CaseStudyFactory(author=coordinator)
    client.force_login(draft.author)

    looked = client.post(url(draft), sent(draft, people_q="hid", look="1", contributors=[hidden.pk]))
    posted = client.post(url(draft), sent(draft, contributors=[hidden.pk]))
    client.force_login(coordinator)
    for_role = client.post(url(own), sent(own, people_q="hid", look="1"))

    assert "Hidden" not in looked.content.decode()
    assert posted.status_code == 422
    assert for_role.context["people_found"] == [hidden]


def test_page_offers_the_agreements_one_may_see_and_names_no_other(
    client, coordinator, volunteer, partnership
):
    agreement = MouFactory(partnership=partnership, title="Secret memorandum", signed=True)
    MouFactory()
    partnership.is_public = True
    partnership.save()
    mine = CaseStudyFactory(author=coordinator, partnership=partnership)
    theirs = CaseStudyFactory(author=volunteer, partnership=partnership, mou=agreement)

    client.force_login(coordinator)
    offered = client.get(url(mine)).context["form"]
    client.force_login(volunteer)
    shown = client.get(url(theirs))
    client.post(url(theirs), sent(theirs, mou=""))

    assert [pk for pk, _label in offered.fields["mou"].choices] == ["", agreement.pk]
    assert offered["mou"].value() == agreement.pk
    assert "mou" not in shown.context["form"].fields
    assert "Secret memorandum" not in shown.content.decode()
    theirs.refresh_from_db()
    assert (theirs.mou, theirs.kind) == (agreement, "upload")


def test_page_offers_what_it_reads_in_the_text_and_saves_nothing_by_itself(client, draft):
    saved = actions.save_case_study(
        draft,
        version=1,
        by=draft.author,
        sections={"summary": "We uploaded images with OpenRefine and Pattypan in 2014."},
    )
    client.force_login(draft.author)

    page = client.get(url(saved))
    taken = client.post(url(saved), sent(saved, year="", tools=["isa"], take="1"))

    assert page.context["read"] == ["2014", "Pattypan", "OpenRefine", "images"]
    form = taken.context["form"]
    assert (form["year"].value(), form["tools"].value(), form["media"].value()) == (
        2014,
        ["isa", "openrefine", "pattypan"],
        ["images"],
    )
    assert form["kind"].value() == "upload"
    draft.refresh_from_db()
    assert (draft.year, draft.tools) == (None, [])


def test_page_proposes_what_the_partnership_knows_until_somebody_said_it(client, coordinator, partnership):
    MouFactory(partnership=partnership, signed=True, starts_on=date(2015, 5, 1))
    study = CaseStudyFactory(author=coordinator, partnership=partnership)
    client.force_login(coordinator)

    proposed = client.get(url(study)).context["form"]["year"].value()
    say(study, kind="upload")
    said = client.get(url(study)).context["form"]["year"].value()

    assert (proposed, said) == (2015, None)


@pytest.mark.parametrize(
    "who, status",
    [("volunteer", 403), ("viewer", 403), ("coordinator", 200), ("wmf_staff", 200), ("platform_admin", 403)],
)
def test_page_of_a_mirrored_one_is_for_those_who_link(client, request, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url(CaseStudyFactory(mirrored=True))).status_code == status


def test_reader_shows_agreement_and_people_only_to_those_who_may_know(
    client, settings, coordinator, partnership
):
    settings.PROTECTED_COUNTRIES = ["BY"]
    hidden, shown = ContributorFactory(username="Hidden"), ContributorFactory(username="Shown")
    ClaimFactory(contributor=hidden, kind="country", key="BY", value="Belarus")
    agreement = MouFactory(partnership=partnership, title="Secret memorandum", signed=True)
    study = CaseStudyFactory(
        published=True,
        partnership=partnership,
        mou=agreement,
        kind="upload",
        tools=["isa"],
        campaign="<b>Maps",
    )
    study.contributors.set([hidden, shown])

    public = client.get(study.get_absolute_url()).content.decode()
    client.force_login(coordinator)
    inside = client.get(study.get_absolute_url()).content.decode()

    assert "upload of a collection" in public
    assert "&lt;b&gt;Maps" in public
    assert ("Secret memorandum" in public, "Hidden" in public, "Shown" in public) == (False, False, True)
    assert ("Secret memorandum" in inside, "Hidden" in inside) == (True, True)


@pytest.mark.parametrize("number", [1, 10])
def test_reader_costs_the_same_however_many_took_part(client, django_assert_max_num_queries, number):
    study = CaseStudyFactory(published=True, author=UserFactory())
    study.contributors.set(ContributorFactory.create_batch(number))

    with django_assert_max_num_queries(12):
        client.get(study.get_absolute_url())
