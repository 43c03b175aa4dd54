# SPDX-License-Identifier: GPL-3.0-or-later
"""Which case studies are offered beside a partnership, why, to whom, and what that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from casestudies.models import Translation
from learning.reports.alike import alike, candidates, facts_of_partnership
from partnerships.stages import Phase
from tests.factories import CaseStudyFactory, GistFactory, InstitutionFactory, PageFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    institution = InstitutionFactory(country="EG", kind="museum", collection_domains=["photographs"])
    return PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        institution=institution,
        phase=Phase.CONTACTED,
        expected_works=1_500,
    )


def study(**facts):
    about = {name: facts.pop(name) for name in ("kind_of", "at") if name in facts}
    institution = InstitutionFactory(kind=about.get("kind_of", "museum"), country=about.get("at", "EG"))
    facts = {"institution": institution, "country": institution.country} | facts
    return CaseStudyFactory(mirrored=True, **facts)


def shown(partnership, is_inside=True, most=10):
    found = alike(facts_of_partnership(partnership, is_inside=is_inside), most=most)
    return {each.case_study.title: each.reasons for each in found}


def test_each_study_is_offered_with_its_reasons_in_words(partnership):
    near = study(title="Near", outcome="reached", language="en")
    GistFactory(case_study=near, topics=["negotiation"], filled=list("abcdef"), works=4_000)

    assert shown(partnership) == {
        "Near": (
            "same kind of institution: museum",
            "same country: Egypt",
            "deals with what comes next in your stage: negotiation",
            "in your language: English",
            "about as large: from 1,000 works on",
            "reached its goals",
            "complete: 6 of 7 sections",
        )
    }


def test_a_study_from_a_neighbouring_country_names_the_region(partnership):
    study(title="Near", at="MA")

    assert shown(partnership)["Near"][1] == "same region: Northern Africa"


def test_reasons_are_in_the_readers_language(partnership):
    study(title="Near", language="ar")

    with translation.override("ar"):
        reasons = shown(partnership)["Near"]

    assert any("العربيّة" in reason for reason in reasons)
    assert any("مصر" in reason for reason in reasons)


def test_a_study_about_the_very_institution_says_so_and_comes_first(partnership):
    study(title="Near")
    CaseStudyFactory(mirrored=True, title="Own", institution=partnership.institution)

    assert list(shown(partnership)) == ["Own", "Near"]
    assert shown(partnership)["Own"][0] == "about this very institution"


def test_studies_without_facts_are_not_offered_and_do_no_harm(partnership):
    CaseStudyFactory(mirrored=True, title="Bare", country="")

    assert shown(partnership) == {}


def test_what_differs_is_said_too(partnership):
    study(title="Library", kind_of="library", language="fr")

    [found] = alike(facts_of_partnership(partnership, is_inside=True), most=5)

    assert found.but == ("but another kind of institution: library", "but in another language: français")


def test_a_study_in_a_translation_is_in_ones_language(partnership):
    near = study(title="Near", language="fr")
    Translation.objects.create(
        page=PageFactory(kind="translation"), case_study=near, source_title="x", language="en", title="Near"
    )

    assert "in your language: English" in shown(partnership)["Near"]


def test_nothing_is_offered_that_is_not_public(partnership, volunteer):
    for state in ("draft", "filed", "accepted"):
        CaseStudyFactory(state=state, author=volunteer, institution=partnership.institution)
    CaseStudyFactory(mirrored=True, institution=partnership.institution, state="withdrawn")

    assert shown(partnership) == {}


def test_how_many_works_it_may_open_is_told_to_those_inside_only(partnership):
    GistFactory(case_study=study(title="Near"), works=4_000)

    outside = shown(partnership, is_inside=False)

    assert "about as large: from 1,000 works on" in shown(partnership)["Near"]
    assert "about as large: from 1,000 works on" not in outside["Near"]


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_knows_what_comes_next(partnership, phase):
    partnership.phase = phase

    assert facts_of_partnership(partnership, is_inside=True).topics


def test_the_slot_shows_three_and_leads_to_the_rest(client, coordinator, partnership):
    for number in range(5):
        study(title=f"Near {number}")
    client.force_login(coordinator)
    address = reverse("learning:like-partnership", args=[partnership.pk])

    slot = client.get(address, headers={"HX-Request": "true"})

    assert slot.text.count('class="alike"') == 3
    assert "See more like it" in slot.text
    assert "<html" not in slot.text
    assert len(client.get(address).context["found"]) == 5


def test_partnership_page_has_the_slot_with_a_plain_link(client, coordinator, partnership):
    client.force_login(coordinator)

    page = client.get(partnership.get_absolute_url()).text

    address = reverse("learning:like-partnership", args=[partnership.pk])
    assert f'hx-get="{address}"' in page
    assert f'<a href="{address}">Partnerships like this one</a>' in page


def test_related_studies_leave_the_study_itself_out(client):
    own = study(title="Own", kind="residency", programmes=["wikidata"])
    study(title="Other", kind="residency", programmes=["wikidata"])

    found = client.get(reverse("learning:like-case-study", args=[own.pk])).context["found"]

    assert [each.case_study.title for each in found] == ["Other"]
    assert "same programme: Wikidata for heritage" in found[0].reasons
    assert "same kind of project: Wikimedian in residence" in found[0].reasons


def test_studies_like_an_institution(client, partnership):
    study(title="Near")

    found = client.get(reverse("learning:like-institution", args=[partnership.institution_id])).context[
        "found"
    ]

    assert [each.case_study.title for each in found] == ["Near"]


MANY = 20_000


@pytest.fixture
def many(partnership):
    """Twenty thousand mirrored studies, made in SQL, over 60 countries and all kinds of institutions."""
    template = study(title="Template")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO partnerships_institution (name, names, kind, country, place, website, sector, collection_domains,
              isil, viaf, ror, commons_category, version, added_at)
            SELECT 'Institution ' || n, '{}', (ARRAY['museum','library','archive','gallery'])[1 + n %% 4],
              (ARRAY['EG','FR','DE','US','JP','MA'])[1 + n %% 6], '', '', 'culture', '{photographs}', '', '', '', '', 1, now()
            FROM generate_series(1, 4000) n;
            INSERT INTO outreach_page (SELECT (jsonb_populate_record(p, jsonb_build_object('id', 1000000 + n,
              'page_id', 1000000 + n, 'title', 'GLAM/Case studies/' || n))).*
              FROM outreach_page p, generate_series(1, %(many)s) n WHERE p.id = %(page)s);
            """,
            {"many": MANY, "page": template.page_id},
        )
        cursor.execute(
            """
            INSERT INTO casestudies_casestudy (title, state, page_id, institution_id, country, language, lead, search_text,
              kind, outcome, year, programmes, tools, media, campaign, campaign_url, people_named, begun_at, saved_at, version)
            SELECT 'Study ' || n, 'mirrored', 1000000 + n, i.id, i.country, (ARRAY['en','ar','fr'])[1 + n %% 3], '', '',
              (ARRAY['residency','upload','editathon'])[1 + n %% 3], (ARRAY['reached','','failed'])[1 + n %% 3], 2010 + n %% 15,
              ARRAY['wikidata']::varchar[], '{}', '{images}', '', '', '', now(), now(), 1
            FROM generate_series(1, %(many)s) n
            JOIN partnerships_institution i ON i.name = 'Institution ' || (1 + n %% 4000)
            """,
            {"many": MANY},
        )
        cursor.execute(
            """
            INSERT INTO learning_gist (case_study_id, version, parser, lesson, filled, topics, read_at)
            SELECT id, 1, 1, '', '{goals,outcomes}',
              CASE WHEN id %% 3 = 0 THEN ARRAY['negotiation'] ELSE ARRAY['doing'] END, now() FROM casestudies_casestudy
            """.replace("%%", "%")
        )
        for table in ("casestudies_casestudy", "partnerships_institution", "learning_gist", "outreach_page"):
            cursor.execute(f"ANALYZE {table}")
    return partnership


@pytest.mark.slow
def test_likeness_among_20_000_studies_costs_five_queries_on_indexes(client, coordinator, many):
    client.force_login(coordinator)
    address = reverse("learning:like-partnership", args=[many.pk])

    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers={"HX-Request": "true"})

    assert response.text.count('class="alike"') == 3
    # Session, user and roles are every page's; the partnership and the studies are this one's.
    assert len(asked) <= 5, [each["sql"][:200] for each in asked]
    facts = facts_of_partnership(many, is_inside=True)
    picked = candidates(facts)
    assert 100 < len(picked) < 500
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on casestudies_casestudy" not in plan, plan
    assert "casestudy_by_country" in plan or "casestudies_casestudy_pkey" in plan, plan


def test_a_few_studies_cost_as_many_queries(client, coordinator, partnership, django_assert_num_queries):
    client.force_login(coordinator)
    address = reverse("learning:like-partnership", args=[partnership.pk])
    for number in range(12):
        GistFactory(case_study=study(title=f"Near {number}"))

    with django_assert_num_queries(5):
        client.get(address, headers={"HX-Request": "true"})


def test_strangers_see_what_is_like_a_public_partnership_only(client, partnership):
    address = reverse("learning:like-partnership", args=[partnership.pk])

    assert client.get(address).status_code == 404
