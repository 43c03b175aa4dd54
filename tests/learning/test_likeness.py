# SPDX-License-Identifier: GPL-3.0-or-later
"""How likeness is computed: every fact in common adds, what is missing neither adds nor takes, the order is nobody's."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.likeness import FEATURES, Facts, compare, most_alike

_SOME = st.frozensets(st.sampled_from(["a", "b", "c", "d"]), max_size=3)


def _facts(pk) -> st.SearchStrategy[Facts]:
    return st.builds(
        Facts,
        pk=pk,
        partnership=st.sampled_from([None, 1, 2]),
        institution=st.sampled_from([None, 1, 2, 3]),
        institution_kind=st.sampled_from(["", "museum", "library"]),
        country=st.sampled_from(["", "EG", "MA", "FR", "JP"]),
        languages=st.frozensets(st.sampled_from(["en", "ar"]), max_size=2),
        kind=st.sampled_from(["", "residency", "upload"]),
        outcome=st.sampled_from(["", "reached", "failed"]),
        year=st.sampled_from([None, 2019, 2024]),
        programmes=_SOME,
        tools=_SOME,
        media=_SOME,
        collects=_SOME,
        topics=_SOME,
        works=st.sampled_from([None, 0, 9, 50, 5_000]),
        filled=st.sampled_from([None, 0, 5, 7]),
    )


# A busy machine draws slowly; that says nothing of what is tested.
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OURS = _facts(st.just(0))
OTHERS = st.lists(_facts(st.integers(1, 40)), max_size=12, unique_by=lambda facts: facts.pk)
MATCHABLE = [
    "partnership", "institution", "institution_kind", "country", "languages", "kind", "programmes", "tools", "media",
    "collects", "topics", "works",
]  # fmt: skip


@patient
@given(OURS, OTHERS, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(ours, others, random):
    shuffled = list(others)
    random.shuffle(shuffled)

    assert most_alike(ours, others, 10) == most_alike(ours, shuffled, 10)


@patient
@given(OURS, _facts(st.just(1)), st.sampled_from(MATCHABLE))
def test_one_more_fact_in_common_never_lowers_the_score(ours, other, name):
    value = getattr(ours, name)
    matching = replace(
        other, **{name: getattr(other, name) | value if isinstance(value, frozenset) else value}
    )

    assert compare(ours, matching).score >= compare(ours, other).score or not value


@patient
@given(OURS, _facts(st.just(1)), st.sampled_from(MATCHABLE))
def test_what_is_not_known_of_ours_counts_neither_for_nor_against(ours, other, name):
    nothing = frozenset() if isinstance(getattr(ours, name), frozenset) else None if name in {
        "partnership", "institution", "works"} else ""  # fmt: skip
    unknown = replace(ours, **{name: nothing})
    codes = {"institution_kind": "institution-kind", "languages": "language"}
    concerned = {codes.get(name, name)} | ({"region"} if name == "country" else set())

    likeness = compare(unknown, other)

    assert not concerned & {reason.code for reason in (*likeness.reasons, *likeness.but)}


@patient
@given(OURS, OTHERS)
def test_whatever_is_offered_has_a_reason_and_the_sum_of_its_reasons(ours, others):
    for likeness in most_alike(ours, others, 10):
        assert likeness.reasons
        assert likeness.score == round(sum(each.score for each in (*likeness.reasons, *likeness.but)), 3)


def test_missing_facts_stand_between_the_same_and_another():
    ours = Facts(institution_kind="museum", country="EG")
    same, missing, other = (
        Facts(pk=1, institution_kind=kind, country="EG") for kind in ("museum", "", "library")
    )

    scores = [compare(ours, each).score for each in (same, missing, other)]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_a_study_of_the_very_institution_comes_first_and_says_so():
    ours = Facts(institution=7, institution_kind="museum", country="EG", topics=frozenset(["pilot"]))
    own = Facts(pk=1, institution=7)
    alike = Facts(pk=2, institution=8, institution_kind="museum", country="EG", topics=frozenset(["pilot"]))

    first, second = most_alike(ours, [alike, own], 5)

    assert (first.pk, first.reasons[0].code) == (1, "institution")
    assert [reason.code for reason in second.reasons] == ["institution-kind", "country", "topics", "region"]


def test_neighbours_are_of_one_region_and_what_is_in_none_is_not():
    egypt = Facts(country="EG")

    assert [each.code for each in compare(egypt, Facts(pk=1, country="MA")).reasons] == ["region"]
    assert compare(egypt, Facts(pk=1, country="FR")).reasons == ()
    assert compare(Facts(country="NG"), Facts(pk=1, country="MZ")).reasons == ()
    assert compare(Facts(country="AQ"), Facts(pk=1, country="AQ")).reasons[0].code == "country"


def test_what_is_good_for_everybody_is_alone_no_reason():
    good = Facts(pk=1, outcome="reached", filled=7, languages=frozenset(["en"]))

    assert most_alike(Facts(languages=frozenset(["en"])), [good], 5) == []


def test_ties_go_to_the_younger_then_to_the_newer():
    facts = {"institution_kind": "museum", "country": "EG"}
    old, young, young_too = (
        Facts(pk=pk, year=year, **facts) for pk, year in ((9, 2015), (3, 2024), (4, 2024))
    )

    assert [each.pk for each in most_alike(Facts(**facts), [old, young, young_too], 5)] == [4, 3, 9]


def test_every_feature_says_its_reason_in_words():
    assert all(str(feature.said) for feature in FEATURES)
    assert len({feature.code for feature in FEATURES}) == len(FEATURES)


@patient
@given(OURS, _facts(st.just(1)))
def test_what_is_said_to_be_in_common_is_in_both(ours, other):
    sets = {"programmes", "tools", "media", "collects", "topics"}
    names = {
        "kind": "kind",
        "country": "country",
        "institution-kind": "institution_kind",
        "institution": "institution",
    }

    for reason in compare(ours, other).reasons:
        if reason.code in sets:
            assert set(reason.values) <= getattr(ours, reason.code) & getattr(other, reason.code)
        elif reason.code in names:
            name = names[reason.code]
            assert str(getattr(ours, name)) == str(getattr(other, name)) == reason.values[0]
