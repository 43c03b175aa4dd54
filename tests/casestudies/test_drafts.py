# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts: begun, saved, filed, withdrawn, linked; and each refusal, after which nothing has changed."""

import pytest

from casestudies import actions
from casestudies.errors import (
    AlreadyWithdrawn,
    BelongsToTheWiki,
    ChangedMeanwhile,
    NotADraft,
    PartnershipElsewhere,
    TitleMissing,
)
from casestudies.models import CaseStudy
from journal.models import Entry
from tests.factories import CaseStudyFactory, InstitutionFactory, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


def save(draft, **changes):
    values = {"version": draft.version, "by": draft.author, "sections": {}} | changes
    return actions.save_case_study(draft, **values)


def file(draft, *, version, by):
    return actions.file_case_study(draft, version=version, by=by, licence=True, people_named="none")


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_begin_makes_a_draft_with_the_seven_sections(volunteer):
    institution = InstitutionFactory(country="GH")

    draft = actions.begin_case_study(by=volunteer, title="A scanner on loan", institution=institution)

    assert (draft.state, draft.author, draft.version) == (CaseStudy.State.DRAFT, volunteer, 1)
    assert draft.country.code == "GH"
    assert [section.key for section in draft.sections.all()] == [
        "summary",
        "context",
        "goals",
        "implementation",
        "outcomes",
        "reflection",
        "resources",
    ]
    assert verbs() == ["casestudy.begun"]


def test_begin_takes_the_institution_from_the_partnership(volunteer):
    partnership = PartnershipFactory()

    draft = actions.begin_case_study(by=volunteer, title="x", partnership=partnership)

    assert draft.institution == partnership.institution


def test_begin_refuses_a_partnership_with_another_institution(volunteer):
    partnership = PartnershipFactory()

    with pytest.raises(PartnershipElsewhere):
        actions.begin_case_study(
            by=volunteer, title="x", institution=InstitutionFactory(), partnership=partnership
        )

    assert not CaseStudy.objects.exists()


def test_save_keeps_text_lead_and_what_is_searched(draft):
    saved = save(
        draft,
        title="Scans",
        sections={"summary": "'''We''' lent [[A|a scanner]].\n\nMore.", "goals": "Reach"},
    )

    assert {section.key: section.text for section in saved.sections.all() if section.text} == {
        "summary": "'''We''' lent [[A|a scanner]].\n\nMore.",
        "goals": "Reach",
    }
    assert (saved.title, saved.lead, saved.version) == ("Scans", "We lent a scanner.", 2)
    assert CaseStudy.objects.search("scanner reach").get() == draft
    assert verbs() == ["casestudy.begun", "casestudy.saved"]


def test_lead_says_nothing_of_references(draft):
    saved = save(draft, sections={"summary": 'They lent it.<ref>Report</ref> We<ref name="a" /> scanned.'})

    assert saved.lead == "They lent it. We scanned."


def test_save_quietly_leaves_the_journal_alone(draft):
    save(draft, sections={"goals": "Reach"}, quietly=True)

    assert verbs() == ["casestudy.begun"]


def test_save_of_the_same_writes_nothing(draft):
    once = save(draft, sections={"goals": "Reach"})

    again = save(once, sections={"goals": "Reach"}, title=once.title, version=once.version)

    assert (again.version, again.saved_at) == (once.version, once.saved_at)


def test_save_refuses_an_old_version(draft):
    save(draft, sections={"goals": "From the other tab"})

    with pytest.raises(ChangedMeanwhile) as refusal:
        save(draft, sections={"goals": "From this tab"})

    assert refusal.value.current.version == 2
    assert draft.sections.get(key="goals").text == "From the other tab"


def test_save_of_the_same_words_is_no_conflict_however_old_the_version(draft):
    save(draft, sections={"goals": "The same"})

    assert save(draft, sections={"goals": "The same"}).version == 2


def test_save_refuses_what_is_filed(draft):
    filed = file(draft, version=draft.version, by=draft.author)

    with pytest.raises(NotADraft):
        save(filed, sections={"goals": "Too late"})


def test_save_refuses_a_partnership_with_another_institution(volunteer):
    draft = actions.begin_case_study(by=volunteer, title="x", institution=InstitutionFactory())

    with pytest.raises(PartnershipElsewhere):
        save(draft, partnership=PartnershipFactory())

    draft.refresh_from_db()
    assert draft.partnership is None


def test_save_takes_no_unknown_section(draft):
    with pytest.raises(TypeError):
        save(draft, sections={"gossip": "x"})


def test_save_makes_a_section_that_is_missing():
    bare = CaseStudyFactory()

    save(bare, sections={"goals": "Reach", "outcomes": "Reached"})

    assert sorted(bare.sections.values_list("key", "text")) == [("goals", "Reach"), ("outcomes", "Reached")]


def test_file_shows_it_to_others_and_says_when(draft, wmf_staff):
    filed = file(draft, version=1, by=draft.author)

    assert filed.state == CaseStudy.State.FILED
    assert filed.filed_at is not None
    assert filed in CaseStudy.objects.visible_to(wmf_staff)
    assert verbs() == ["casestudy.begun", "casestudy.filed"]


def test_file_refuses_without_a_title(draft):
    untitled = save(draft, title=" ")

    with pytest.raises(TitleMissing):
        file(untitled, version=untitled.version, by=draft.author)

    untitled.refresh_from_db()
    assert untitled.state == CaseStudy.State.DRAFT


def test_file_refuses_an_old_version_and_a_second_filing(draft):
    saved = save(draft, title="y")
    with pytest.raises(ChangedMeanwhile):
        file(draft, version=1, by=draft.author)
    filed = file(saved, version=2, by=draft.author)

    with pytest.raises(NotADraft):
        file(filed, version=3, by=draft.author)


def test_withdraw_hides_a_filed_one_from_all_but_its_author(draft, wmf_staff, volunteer):
    filed = file(draft, version=1, by=volunteer)

    actions.withdraw_case_study(filed, by=volunteer)

    assert not CaseStudy.objects.visible_to(wmf_staff).exists()
    assert CaseStudy.objects.visible_to(volunteer).get().state == CaseStudy.State.WITHDRAWN
    assert verbs()[-1] == "casestudy.withdrawn"


def test_withdraw_refuses_twice_and_refuses_the_wikis_own(draft, volunteer):
    actions.withdraw_case_study(draft, by=volunteer)
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_case_study(draft, by=volunteer)

    with pytest.raises(BelongsToTheWiki):
        actions.withdraw_case_study(CaseStudyFactory(mirrored=True), by=volunteer)


def test_link_sets_institution_and_country_and_tells_its_timeline(coordinator):
    mirrored = CaseStudyFactory(mirrored=True)
    institution = InstitutionFactory(country="NL")

    linked = actions.link_case_study(mirrored, institution, by=coordinator)

    assert (linked.institution, linked.country.code, linked.version) == (institution, "NL", 2)
    assert Entry.objects.about(institution).get().verb == "casestudy.linked"


def test_link_of_a_draft_stays_out_of_the_institutions_timeline(draft):
    institution = InstitutionFactory()

    actions.link_case_study(draft, institution, by=draft.author)

    assert not Entry.objects.about(institution).exists()
    assert verbs() == ["casestudy.begun", "casestudy.linked"]


def test_link_lets_go_of_a_partnership_elsewhere_and_can_be_taken_away():
    partnership = PartnershipFactory()
    filed = CaseStudyFactory(filed=True, institution=partnership.institution, partnership=partnership)
    by = UserFactory()

    same = actions.link_case_study(filed, partnership.institution, by=by)
    assert (same.partnership, same.version) == (partnership, 1)
    gone = actions.link_case_study(filed, None, by=by)

    assert (gone.institution, gone.partnership) == (None, None)
