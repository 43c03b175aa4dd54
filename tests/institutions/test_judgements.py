# SPDX-License-Identifier: GPL-3.0-or-later
"""How missions fit, for one's own affiliate; disputes, for those who must know."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from institutions.actions.judgements import correct_dispute, judge_alignment, raise_dispute, settle_dispute
from institutions.errors import DisputeSettled, ReaderOutsideAffiliate, SettledBeforeRaised
from institutions.models import Alignment, Dispute
from journal.models import Entry
from partnerships.errors import ChangedMeanwhile
from tests.factories import InstitutionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(coordinator):
    return raise_dispute(
        InstitutionFactory(), coordinator.affiliate, by=coordinator, kind="legal", title="Quarrel over scans"
    )


def _judge(institution, coordinator, **said):
    return judge_alignment(
        institution,
        coordinator.affiliate,
        by=coordinator,
        **({"level": "poor", "reason": "Sells scans"} | said),
    )


def test_alignment_is_judged_once_per_affiliate_and_renewed(coordinator, stranger):
    institution = InstitutionFactory()

    first = _judge(institution, coordinator)
    _judge(institution, stranger, level="good")
    renewed = _judge(institution, coordinator, level="mixed", version=first.version)

    assert Alignment.objects.count() == 2
    assert (renewed.pk, renewed.level) == (first.pk, "mixed")


def test_alignment_judged_by_two_at_once_is_refused_to_the_second(coordinator):
    institution = InstitutionFactory()
    _judge(institution, coordinator)

    for stale in (None, 99):
        with pytest.raises(ChangedMeanwhile):
            _judge(institution, coordinator, level="good", version=stale)

    assert Alignment.objects.get().level == "poor"


def test_alignment_is_seen_by_ones_own_affiliate_only(client, coordinator, viewer, stranger, wmf_staff):
    institution = InstitutionFactory()
    _judge(institution, coordinator, mitigations="Begin with the open scans")
    address = reverse("institutions:judgements-of", args=[institution.pk])

    told = {}
    for user in (viewer, stranger, wmf_staff):
        client.force_login(user)
        told[user] = "Begin with the open scans" in client.get(address).text

    assert list(told.values()) == [True, False, False]


def test_form_of_alignment_shows_what_another_wrote_meanwhile(client, coordinator):
    institution = InstitutionFactory()
    client.force_login(coordinator)
    address = reverse("institutions:alignment", args=[institution.pk])
    _judge(institution, coordinator)

    response = client.post(address, {"level": "good", "reason": "", "mitigations": ""})

    assert response.status_code == 409
    assert ("Why", "Sells scans") in [
        (str(label), value) for label, value in response.context["form"].differences
    ]


def test_dispute_is_known_to_those_named_and_administrators_only(
    coordinator, affiliate_admin, viewer, stranger, wmf_staff, platform_admin
):
    colleague = member("coordinator", coordinator.affiliate)
    there = raise_dispute(
        InstitutionFactory(),
        coordinator.affiliate,
        by=coordinator,
        kind="legal",
        title="Quarrel",
        readers=[colleague],
    )

    knowing = {coordinator, affiliate_admin, colleague}
    for user in (coordinator, affiliate_admin, colleague, viewer, stranger, wmf_staff, platform_admin):
        assert (there in Dispute.objects.visible_to(user)) == (user in knowing), user


@pytest.mark.parametrize("door", ["dispute-correct", "dispute-settle"])
def test_reader_of_a_dispute_reads_and_neither_corrects_nor_settles_it(client, coordinator, door):
    colleague = member("coordinator", coordinator.affiliate)
    told = {"kind": "legal", "title": "Quarrel", "readers": [colleague]}
    there = raise_dispute(InstitutionFactory(), coordinator.affiliate, by=coordinator, **told)
    client.force_login(colleague)

    assert client.get(reverse("institutions:dispute", args=[there.pk])).status_code == 200
    assert client.get(reverse(f"institutions:{door}", args=[there.pk])).status_code == 403
    client.force_login(coordinator)
    assert client.get(reverse(f"institutions:{door}", args=[there.pk])).status_code == 200


def test_reader_who_left_the_affiliate_no_longer_knows(coordinator):
    colleague = member("coordinator", coordinator.affiliate)
    raise_dispute(
        InstitutionFactory(),
        coordinator.affiliate,
        by=coordinator,
        kind="legal",
        title="Q",
        readers=[colleague],
    )
    colleague.memberships.update(ended_at=timezone.now())
    del colleague.affiliate

    assert not Dispute.objects.visible_to(type(colleague).objects.get(pk=colleague.pk)).exists()


def test_dispute_is_not_told_to_a_stranger(coordinator, stranger):
    with pytest.raises(ReaderOutsideAffiliate):
        raise_dispute(
            InstitutionFactory(),
            coordinator.affiliate,
            by=coordinator,
            kind="legal",
            title="Q",
            readers=[stranger],
        )

    assert not Dispute.objects.exists()
    assert not Entry.objects.exists()


def test_journal_says_nothing_of_a_dispute_but_that_there_was_one(dispute):
    line = Entry.objects.get()

    assert (line.verb, line.before, line.after, line.note) == ("dispute.raised", "", "", "")
    assert not Entry.objects.about(dispute.institution).exists()


def test_dispute_is_corrected_and_settled(dispute, coordinator):
    today = timezone.localdate()

    corrected = correct_dispute(dispute, version=1, by=coordinator, readers=[], title="Quarrel over prints")
    settled = settle_dispute(
        corrected, version=corrected.version, by=coordinator, outcome="We paid", settled_on=today
    )

    assert (settled.title, settled.state, settled.settled_on) == ("Quarrel over prints", "settled", today)
    with pytest.raises(DisputeSettled):
        settle_dispute(settled, version=settled.version, by=coordinator, outcome="x", settled_on=today)
    with pytest.raises(DisputeSettled):
        correct_dispute(settled, version=settled.version, by=coordinator, readers=[], title="x")


def test_dispute_is_not_settled_before_it_began_nor_over_a_newer_version(dispute, coordinator):
    long_ago = timezone.localdate() - timedelta(days=400)

    with pytest.raises(SettledBeforeRaised):
        settle_dispute(dispute, version=1, by=coordinator, outcome="x", settled_on=long_ago)
    with pytest.raises(ChangedMeanwhile):
        settle_dispute(dispute, version=7, by=coordinator, outcome="x", settled_on=timezone.localdate())

    dispute.refresh_from_db()
    assert dispute.state == "open"


def test_dispute_is_raised_once_by_two_clicks(client, coordinator):
    client.force_login(coordinator)
    address = reverse("institutions:dispute-raise", args=[InstitutionFactory().pk])
    form = client.get(address).context["form"]
    today = timezone.localdate().isoformat()
    answers = {
        "kind": "complaint",
        "title": "They took the files down",
        "raised_on": today,
        "affiliate": coordinator.affiliate.pk,
        "form_key": form["form_key"].value(),
    }

    first, second = client.post(address, answers), client.post(address, answers)

    assert Dispute.objects.count() == 1
    assert first.url == second.url


@pytest.mark.parametrize(
    "nonsense",
    [{"title": ""}, {"title": "x" * 10_000}, {"raised_on": "2999-01-01"}, {"raised_on": "2020-02-31"}],
)
def test_form_of_a_dispute_refuses_nonsense(client, coordinator, nonsense):
    client.force_login(coordinator)
    address = reverse("institutions:dispute-raise", args=[InstitutionFactory().pk])
    form = client.get(address).context["form"]
    answers = {
        "kind": "legal",
        "title": "Q",
        "affiliate": coordinator.affiliate.pk,
        "raised_on": "2020-02-01",
    }

    response = client.post(address, answers | {"form_key": form["form_key"].value()} | nonsense)

    assert response.status_code == 422
    assert not Dispute.objects.exists()
