# SPDX-License-Identifier: GPL-3.0-or-later
"""Mirrored case studies follow their pages, and only these."""

from datetime import UTC, datetime

import pytest

from casestudies import actions
from casestudies.mirroring import apply_many
from casestudies.models import CaseStudy, Section
from journal.models import Entry
from outreach import kinds
from outreach.models import Page
from outreach.wiki.values import PageStub
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

TEXT = """== Summary/Abstract ==
The museum and the volunteers opened ten thousand photographs in one summer. Write to ann@museum.example.

== Goals ==
Make the pictures easy to find.

== A heading of its own ==
Something else.
"""


def page(**values):
    return PageFactory(**{"text": TEXT, "title": "GLAM/Case studies/Museum of Foo"} | values)


def test_the_page_kind_takes_case_studies_and_nothing_else():
    kind = kinds.named("case-study")

    assert kind.takes(PageStub(1, "GLAM/Case studies/British Museum", 1))
    assert not kind.takes(PageStub(1, "GLAM/Case studies/British Museum/hi", 1, translation=True))
    assert not kind.takes(PageStub(1, "Case studies/Form", 1))
    assert not kind.takes(PageStub(1, "GLAM/Newsletter", 1))


def test_apply_makes_a_case_study_of_a_page():
    source = page(revised_at=datetime(2024, 5, 1, tzinfo=UTC), categories=["Category:GLAM in France"])

    faults = apply_many([source])

    made = CaseStudy.objects.get()
    assert faults == {}
    assert (made.page, made.title, made.state, made.author) == (source, "Museum of Foo", "mirrored", None)
    assert (made.language, made.country.code) == ("en", "FR")
    assert made.saved_at == source.revised_at
    assert made.lead.startswith("The museum and the volunteers")
    assert [(each.key, each.heading) for each in made.sections.all()] == [
        ("summary", "Summary/Abstract"),
        ("goals", "Goals"),
        ("other", "A heading of its own"),
    ]
    assert CaseStudy.objects.search("photographs find").get() == made
    assert "ann@" not in made.search_text + made.lead


def test_apply_again_writes_nothing():
    source = page()
    apply_many([source])
    sections = list(Section.objects.values_list("pk", flat=True))

    apply_many([source])

    assert list(Section.objects.values_list("pk", flat=True)) == sections
    assert CaseStudy.objects.get().version == 1


def test_apply_follows_a_changed_page_and_keeps_our_links():
    source = page()
    apply_many([source])
    partnership = PartnershipFactory(institution=InstitutionFactory(country="NL"))
    CaseStudy.objects.update(institution=partnership.institution, partnership=partnership)
    source.text = "== Goals ==\nOther goals than before.\n"
    source.save()

    apply_many([source])

    changed = CaseStudy.objects.get()
    assert [(each.key, each.text) for each in changed.sections.all()] == [
        ("goals", "Other goals than before.")
    ]
    assert (changed.partnership, changed.country.code) == (partnership, "NL")
    assert CaseStudy.objects.search("photographs").count() == 0


def test_apply_leaves_the_old_copy_of_a_page_it_cannot_read():
    good, bad = page(), page(title="GLAM/Case studies/Broken")
    apply_many([good, bad])
    bad.text = "{{" * 2000
    bad.save()

    faults = apply_many([good, bad])

    assert list(faults) == [bad.pk]
    assert bad.case_study.sections.count() == 3


@pytest.mark.parametrize("state", [Page.State.GONE, Page.State.REDIRECT])
def test_withdrawn_with_its_page_and_back_with_it(state):
    source = page()
    apply_many([source])
    CaseStudy.objects.update(institution=InstitutionFactory())
    Page.objects.update(state=state)
    source.refresh_from_db()

    kinds.named("case-study").withdraw_many([source])
    withdrawn = CaseStudy.objects.get()
    apply_many([source])

    assert withdrawn.state == CaseStudy.State.WITHDRAWN
    assert withdrawn.sections.count() == 3
    back = CaseStudy.objects.get()
    assert (back.pk, back.state) == (withdrawn.pk, CaseStudy.State.MIRRORED)
    assert back.institution is not None


def test_a_hidden_text_is_dropped_here_too():
    source, other = page(), page(title="GLAM/Case studies/Other")
    apply_many([source, other])
    source.state = Page.State.HIDDEN
    source.text = ""
    source.save()

    actions.withdraw_mirrored([source])

    hidden = CaseStudy.objects.get(page=source)
    assert (hidden.state, hidden.lead, hidden.search_text) == ("withdrawn", "", "")
    assert not hidden.sections.exists()
    assert other.case_study.sections.count() == 3


def test_mirroring_touches_no_case_study_of_ours():
    filed = CaseStudyFactory(filed=True)

    actions.withdraw_mirrored([page()])

    filed.refresh_from_db()
    assert filed.state == CaseStudy.State.FILED


@pytest.mark.parametrize("count", [1, 20])
def test_apply_costs_the_same_however_many_pages(count, django_assert_max_num_queries):
    pages = [page(title=f"GLAM/Case studies/Museum {number}") for number in range(count)]

    with django_assert_max_num_queries(11):
        apply_many(pages)

    assert CaseStudy.objects.count() == count
    assert not Entry.objects.exists()


def test_a_page_of_a_thousand_headings_loses_no_text():
    source = page(
        text="\n".join(f"== Place {number} ==\nText {number} stands here." for number in range(1000))
    )

    apply_many([source])

    texts = "\n".join(source.case_study.sections.values_list("text", flat=True))
    assert source.case_study.sections.count() == 300
    assert "Text 999 stands here." in texts
