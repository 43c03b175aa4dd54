# SPDX-License-Identifier: GPL-3.0-or-later
"""How a case study is cited: three ways, with the names its page shows, and whatever stands in its title."""

import re
from datetime import date

import mwparserfromhell
import pytest
from django.urls import reverse

from casestudies.citing import Citation, citation
from casestudies.models import CoAuthor, Translation
from outreach.actions import forget_contributor
from outreach.models import Contributor
from tests.casestudies.test_one_sheet import page_of
from tests.factories import CaseStudyFactory, ContributorFactory, PageFactory, UserFactory
from tests.factories.outreach import ClaimFactory, ContributionFactory

pytestmark = pytest.mark.django_db
HOSTILE = "100% {{sure}} | [[x]] & \\end{document} #1_~^$ <ref>''' ~~~~ }} {"


def a_citation(**values):
    known = {
        "key": "glamwiki-1", "title": "Harbour plates", "authors": ("Ada", "Bob"), "further": 0, "site": "Example Wiki",
        "said_on": date(2025, 3, 9), "retrieved_on": date(2026, 11, 29), "address": "https://wiki.example.org/wiki/P?oldid=4711",
        "language": "en", "revision": 4711, "licence": "CC BY-SA 4.0",
    }  # fmt: skip
    return Citation(**known | values)


def test_in_words_it_is_a_line_of_a_bibliography():
    assert a_citation(further=2).plain == (
        "Ada; Bob and others: “Harbour plates”. Example Wiki, Mar 9, 2025; revision 4711."
        " https://wiki.example.org/wiki/P?oldid=4711 (retrieved Nov 29, 2026). CC BY-SA 4.0."
    )
    assert a_citation(authors=()).plain.startswith("“Harbour plates”.")


def test_for_bibtex():
    assert a_citation(further=1).bibtex.splitlines() == [
        "@misc{glamwiki-1,",
        "  author = {{Ada} and {Bob} and others},",
        "  title = {{Harbour plates}},",
        "  year = {2025},",
        "  month = {3},",
        "  howpublished = {Example Wiki},",
        "  url = {https://wiki.example.org/wiki/P?oldid=4711},",
        "  urldate = {2026-11-29},",
        "  language = {en},",
        "  note = {Revision 4711, retrieved 2026-11-29, CC BY-SA 4.0},",
        "}",
    ]


def test_for_a_wiki():
    assert a_citation().wikitext == (
        "{{cite web |url=https://wiki.example.org/wiki/P?oldid=4711 |title=Harbour plates |author1=Ada |author2=Bob"
        " |website=Example Wiki |date=2025-03-09 |language=en |access-date=2026-11-29}}"
    )


def test_a_hostile_title_stays_inside_its_template():
    told = a_citation(title=HOSTILE, authors=(HOSTILE,)).wikitext

    (template,) = mwparserfromhell.parse(told).filter_templates()
    assert str(template) == told
    assert [str(each.name) for each in template.params] == [
        "url", "title", "author1", "website", "date", "language", "access-date",
    ]  # fmt: skip
    assert "[[" not in told
    assert "~~~" not in told
    assert "<ref" not in told


def test_a_hostile_title_leaves_bibtex_in_balance():
    told = a_citation(title=HOSTILE, authors=(HOSTILE,)).bibtex

    bare = re.sub(r"\\[\\{}&%$#_]", "", told)
    assert bare.count("{") == bare.count("}")
    assert "\\end{document}" not in told


@pytest.fixture
def study():
    page = PageFactory(title="GLAM/Case studies/Harbour", revision=4711)
    study = CaseStudyFactory(
        mirrored=True, page=page, title="Harbour  plates ada@museum.example", language="nl"
    )
    for name in ("Ada", "Bob", "Cleo", "Dora"):
        ContributionFactory(page=page, contributor=ContributorFactory(source=page.source, username=name))
    return study


def test_a_mirrored_one_is_cited_by_its_revision_and_its_wikis_names(client, study):
    told = client.get(study.get_absolute_url()).context["citation"]

    assert (told.authors, told.further) == (("Ada", "Bob", "Cleo"), 1)
    assert told.address == study.page.revision_url
    assert (told.site, told.language, told.revision) == ("Example Wiki", "nl", 4711)
    assert "@" not in told.title


def test_who_asked_to_be_left_out_is_cited_nowhere(client, study):
    forget_contributor(study.page.source, "Ada", by=None)

    told = client.get(study.get_absolute_url())

    assert told.context["citation"].authors == ("Bob", "Cleo", "Dora")
    assert "Ada" not in told.text.replace("ada@", "")


def test_one_of_ours_is_cited_by_those_who_wrote_it(client):
    study = CaseStudyFactory(published=True, author=UserFactory(wiki_username="Writer"))
    for name, values in {"Partner": {"accepted_at": study.begun_at}, "Asked": {}}.items():
        CoAuthor.objects.create(
            case_study=study, user=UserFactory(wiki_username=name), invited_by=study.author, **values
        )

    answer = client.get(study.get_absolute_url())

    assert answer.context["citation"].authors == ("Writer", "Partner")
    assert "Asked" not in answer.text


def test_a_translation_is_cited_as_itself(client, study):
    page = PageFactory(kind="translation", title=f"{study.page.title}/fr", revision=99)
    Translation.objects.create(
        page=page, case_study=study, source_title=study.page.title, language="fr", title="Plaques du port"
    )

    told = client.get(f"{study.get_absolute_url()}?in=fr").context["citation"]

    assert (told.title, told.language, told.address) == ("Plaques du port", "fr", page.revision_url)


def test_where_the_wiki_has_not_told_its_addresses_our_own_is_cited(study):
    study.page.source.page_url = ""

    told = citation(study, authors=[], further=0, address="https://glam.example/1/", today=date(2026, 1, 1))

    assert (told.address, told.revision) == ("https://glam.example/1/", 0)


@pytest.mark.parametrize("state", ["draft", "filed", "withdrawn"])
def test_what_is_not_public_is_not_cited(client, volunteer, state):
    client.force_login(volunteer)
    study = CaseStudyFactory(author=volunteer, state=state)

    assert "citation" not in client.get(study.get_absolute_url()).context


def test_what_goes_on_to_others_names_nobody_of_a_protected_country(
    client, settings, monkeypatch, coordinator, study
):
    settings.PROTECTED_COUNTRIES = ["EG"]
    ada = Contributor.objects.get(username="Ada")
    ClaimFactory(contributor=ada, kind="country", key="EG")
    client.force_login(coordinator)

    answer = client.get(study.get_absolute_url())

    assert "Ada" in [str(each) for each in answer.context["source"]["contributors"]], (
        "whoever has a role is shown them"
    )
    assert answer.context["citation"].authors == ("Bob", "Cleo", "Dora")
    assert "Ada" not in client.post("/case-studies/brochure/print/", {"pick": study.pk}).text
    linked = client.get(reverse("casestudies:case-study-linked", args=[study.pk])).text
    for told in (page_of(client, study, monkeypatch), linked):
        assert "Bob" in told
        assert "Ada" not in told
    assert "Ada" not in client.get(f"/case-studies/{study.pk}.wikitext").text
