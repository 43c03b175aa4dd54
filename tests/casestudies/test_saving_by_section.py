# SPDX-License-Identifier: GPL-3.0-or-later
"""Two who write at once: different sections both stay, the same one is a conflict that names it, nothing is lost."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies import actions
from casestudies.actions.rewriting import sections_of, take_sections
from casestudies.errors import ChangedMeanwhile
from casestudies.forms import written
from casestudies.models import CaseStudy, Section
from casestudies.parsing import ParsedSection
from casestudies.seen import as_seen, parts_of, plain, read_seen
from casestudies.steps import steps_of
from tests.casestudies.test_writing import typed
from tests.factories import PartnershipFactory
from tests.threads import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


def save(draft, **changes):
    values = {"version": draft.version, "by": draft.author, "sections": {}} | changes
    return actions.save_case_study(draft, **values)


def texts(draft):
    return {each.key: each.text for each in draft.sections.all() if each.text}


def form_of(draft):
    """All that a browser sends for the page as it was opened."""
    case_study = CaseStudy.objects.get(pk=draft.pk)
    return typed(draft) | {"seen": written(case_study, steps_of(case_study))["seen"]}


def test_two_in_different_sections_both_stay(draft):
    save(draft, sections={"goals": "Hers"})

    saved = save(draft, sections={"outcomes": "His"})

    assert texts(saved) == {"goals": "Hers", "outcomes": "His"}
    assert saved.version == 3
    assert dict(saved.sections.values_list("key", "changed_in"))["goals"] == 2


def test_the_same_section_is_a_conflict_that_names_it(draft):
    save(draft, sections={"goals": "Hers", "context": "Hers"})

    with pytest.raises(ChangedMeanwhile) as refusal:
        save(draft, sections={"goals": "His", "outcomes": "His"})

    assert refusal.value.parts == ["Goals"]
    assert "Goals" in refusal.value.messages[0]
    assert texts(draft) == {"goals": "Hers", "context": "Hers"}


def test_the_same_fact_is_a_conflict_and_another_is_none(draft):
    save(draft, title="Hers")

    assert save(draft, country="GH").title == "Hers"
    with pytest.raises(ChangedMeanwhile) as refusal:
        save(draft, title="His", country="FR")

    assert refusal.value.parts == ["Title", "country"]
    assert CaseStudy.objects.get().country.code == "GH"


def test_a_form_that_sends_everything_puts_nothing_back_that_it_did_not_touch(client, draft, volunteer):
    client.force_login(volunteer)
    mine = form_of(draft)
    save(draft, sections={"goals": "Hers"}, title="Her title")

    first = client.post(reverse("casestudies:autosave", args=[draft.pk]), mine | {"section_outcomes": "His"})
    # The form has not seen her goals by that: neither is it told so, nor do they go with the next saving.
    seen = first.text.split('name="seen" id="id_seen" value="')[1].split('"')[0]
    again = mine | {"section_outcomes": "His, longer", "seen": seen, "version": 3}
    second = client.post(reverse("casestudies:autosave", args=[draft.pk]), again)

    assert (first.status_code, second.status_code) == (200, 200)
    assert texts(draft) == {"goals": "Hers", "outcomes": "His, longer"}
    assert CaseStudy.objects.get().title == "Her title"


def test_a_conflict_shows_what_is_saved_and_brings_the_rest_of_the_form_up_to_date(client, draft, volunteer):
    client.force_login(volunteer)
    mine = form_of(draft) | {"section_goals": "His"}
    save(draft, sections={"goals": "Hers", "context": "Her context"})

    refused = client.post(reverse("casestudies:write", args=[draft.pk]), mine)
    form = refused.context["form"]

    assert refused.status_code == 409
    assert form["section_goals"].value() == "His"
    assert form["section_context"].value() == "Her context"
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(reverse("casestudies:write", args=[draft.pk]), again).status_code == 302
    assert texts(draft) == {"goals": "His", "context": "Her context"}


def test_nonsense_for_what_was_seen_makes_it_unseen(client, draft, volunteer):
    client.force_login(volunteer)
    mine = form_of(draft) | {"seen": "goals:zz <script>"}
    save(draft, sections={"goals": "Hers"})

    response = client.post(reverse("casestudies:autosave", args=[draft.pk]), mine | {"section_goals": "His"})

    assert response.status_code == 409
    assert texts(draft) == {"goals": "Hers"}


def test_a_version_of_the_future_is_none_that_was_seen(draft):
    with pytest.raises(ChangedMeanwhile):
        save(draft, version=9, sections={"goals": "x"})


def test_what_the_wiki_did_not_change_keeps_its_version(draft):
    saved = save(draft, sections={"goals": "Ours", "context": "Ours"})
    mine = [each for each in sections_of(saved) if each.key != "context"]

    take_sections(saved, [*mine, ParsedSection("context", "", "The wiki's")])

    assert dict(Section.objects.filter(key__in=["goals", "context"]).values_list("key", "changed_in")) == {
        "goals": 2,
        "context": 3,
    }


def test_asking_what_was_seen_costs_no_query_for_a_row(draft, django_assert_num_queries):
    partnership = PartnershipFactory()
    CaseStudy.objects.filter(pk=draft.pk).update(partnership=partnership, institution=partnership.institution)
    draft = CaseStudy.objects.get(pk=draft.pk)

    with django_assert_num_queries(1):  # the sections
        parts = parts_of(draft)

    assert parts["partnership"] == partnership.pk


@pytest.mark.django_db(transaction=True)
def test_two_connections_at_once_lose_nothing(draft):
    answers = race(
        lambda: save(draft, sections={"goals": "Hers"}), lambda: save(draft, sections={"outcomes": "His"})
    )

    assert sorted(each.version for each in answers) == [2, 3]
    assert texts(draft) == {"goals": "Hers", "outcomes": "His"}


@pytest.mark.django_db(transaction=True)
def test_of_two_connections_in_one_section_one_is_refused(draft):
    answers = race(
        lambda: save(draft, sections={"goals": "Hers"}), lambda: save(draft, sections={"goals": "His"})
    )

    assert {type(each) for each in answers} == {CaseStudy, ChangedMeanwhile}
    assert texts(draft)["goals"] in ("Hers", "His")


# Whatever interleaving: a model in plain dictionaries, which compares texts and knows neither versions nor fingerprints.

PARTS = ("goals", "outcomes", "title")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.integers(0, 2)),
        st.tuples(
            st.just("type"),
            st.integers(0, 2),
            st.sampled_from(PARTS),
            st.sampled_from(["", "one", "two", "three"]),
        ),
        st.tuples(st.just("save"), st.integers(0, 2)),
    ),
    max_size=14,
)


@dataclass
class Tab:
    """A form as a browser holds it: what it shows, what it came from, and the tokens it sends along."""

    shown: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)
    version: int = 1
    seen: str = ""


@settings(
    max_examples=70,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(steps=steps)
def test_whatever_the_order_no_saved_text_goes_without_a_refusal_that_names_it(draft, steps):
    with transaction.atomic():
        stands = {"goals": "", "outcomes": "", "title": draft.title}
        tabs = [_opened(draft, stands) for _number in range(3)]
        for step, number, *rest in steps:
            tab = tabs[number]
            if step == "open":
                tabs[number] = _opened(draft, stands)
            elif step == "type":
                tab.shown[rest[0]] = rest[1]
            else:
                _save(draft, tab, stands)
            now = {name: plain(value) for name, value in parts_of(CaseStudy.objects.get()).items()}
            assert {name: now[name] for name in PARTS} == stands
        transaction.set_rollback(True)


def _opened(draft, stands) -> Tab:
    current = CaseStudy.objects.get(pk=draft.pk)
    return Tab(dict(stands), dict(stands), current.version, as_seen(parts_of(current)))


def _save(draft, tab, stands):
    torn = {
        name
        for name in PARTS
        if tab.shown[name] not in (tab.base[name], stands[name]) and stands[name] != tab.base[name]
    }
    sections = {name: tab.shown[name] for name in ("goals", "outcomes")}
    named, saved = set(), None
    try:
        saved = save(
            draft, version=tab.version, seen=read_seen(tab.seen), sections=sections, title=tab.shown["title"]
        )
    except ChangedMeanwhile as refusal:
        named = {name.lower() for name in refusal.parts}
    assert named == torn
    if saved is None:
        assert torn
        return
    stands |= {name: tab.shown[name] for name in PARTS if tab.shown[name] != tab.base[name]}
    tab.base, tab.version, tab.seen = dict(tab.shown), saved.version, as_seen(tab.shown)
