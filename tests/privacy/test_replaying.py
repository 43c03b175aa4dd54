# SPDX-License-Identifier: GPL-3.0-or-later
"""What was wished after a backup is wished again once it is restored: erasures, removals, addresses without mail."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from outreach.actions import forget_contributor, take_back
from outreach.models import Contributor, Removal
from partnerships import actions
from partnerships.models import Advocate
from partnerships.reports.subjects import held_of
from privacy.actions import file_erasures, replay, restrict_account, suppress
from privacy.models import Erasure, Suppression
from privacy.suppression import is_suppressed
from privacy.wording import MAIL, Word
from tests.factories import AdvocateFactory, ContributorFactory

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Zirconia Quicksilver", "zq@pondmuseum.example"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept" / "erasures.jsonl"


def written(file) -> list[str]:
    file_erasures(into=str(file), all_of_them=True)
    return file.read_text().splitlines()


def test_each_erasure_is_in_the_file_at_once_and_names_nobody(
    coordinator, file, settings, django_capture_on_commit_callbacks
):
    settings.ERASURES_FILE = str(file)
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME, email=EMAIL)

    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_advocate(advocate, by=coordinator)

    [line] = file.read_text().splitlines()
    assert json.loads(line)["subject_id"] == advocate.pk
    assert not {"irconia", "pondmuseum"} & {word for word in ("irconia", "pondmuseum") if word in line}
    assert file.stat().st_mode & 0o077 == 0
    assert Erasure.objects.get().filed_at
    assert file_erasures() == 0  # not twice


def test_a_number_that_is_somebody_elses_by_now_is_left_alone(coordinator, file):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME, email=EMAIL)
    actions.erase_advocate(advocate, by=coordinator)
    lines = written(file)
    Advocate.objects.filter(pk=advocate.pk).update(name="Bo Brook", anonymised_at=None)

    assert replay(lines) == {"erased": 0, "gone": 0, "others": 1}
    assert Advocate.objects.get().name == "Bo Brook"


def test_a_part_that_was_erased_goes_again_and_the_rest_stays(coordinator, file):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME, email=EMAIL)
    actions.erase_fields(advocate, by=coordinator, fields=["email"])
    lines = written(file)
    actions.add_address(advocate, by=coordinator, kind="email", label="work", value=EMAIL)  # restored

    assert replay(lines)["erased"] == 1
    assert replay(lines)["others"] == 0
    advocate.refresh_from_db()
    assert (advocate.name, advocate.addresses.count()) == (NAME, 0)
    assert Erasure.objects.count() == 1


def test_addresses_without_mail_and_removals_come_back_too(file):
    row = ContributorFactory(username="Zircosilver")
    other = ContributorFactory()
    forget_contributor(row.source, "Zircosilver", by=None)
    suppress([Word(EMAIL, MAIL)], why=Suppression.Why.UNSUBSCRIBED)
    lines = written(file)
    Removal.objects.all().delete()
    Suppression.objects.all().delete()
    ContributorFactory(username="Zircosilver")

    assert replay(lines)["erased"] == 2

    assert [each.pk for each in Contributor.objects.all()] == [other.pk]
    assert is_suppressed(EMAIL)
    assert Removal.objects.exists()


def test_a_wish_that_was_taken_back_stays_taken_back(file):
    row = ContributorFactory(username="Zircosilver")
    forget_contributor(row.source, "Zircosilver", by=None)
    take_back(row.source, "Zircosilver", by=None)
    lines = written(file)

    replay(lines)

    assert not Removal.objects.exists()


def test_a_file_that_is_none_is_refused_in_words(tmp_path):
    (tmp_path / "x").write_text("hello")

    for name in ("x", "missing"):
        with pytest.raises(CommandError, match="is no file of erasures"):
            call_command("replay_erasures", "--from", str(tmp_path / name))


def test_restrictions_and_their_end_come_back_after_a_restore(coordinator, file):
    held = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME, email=EMAIL)
    free = AdvocateFactory(affiliate=coordinator.affiliate, name="Bo Brook", restricted_at=timezone.now())
    actions.restrict_advocate(held, by=coordinator, restricted=True)
    actions.restrict_advocate(free, by=coordinator, restricted=False)
    restrict_account(coordinator, by=coordinator, restricted=True)
    lines = written(file)
    assert not [line for line in lines if "irconia" in line or "rook" in line]
    Advocate.objects.filter(pk=held.pk).update(restricted_at=None)  # the backup of before
    Advocate.objects.filter(pk=free.pk).update(restricted_at=timezone.now())
    type(coordinator).objects.update(restricted_at=None)

    assert replay(lines) == {"erased": 3, "gone": 0, "others": 0}

    held.refresh_from_db()
    free.refresh_from_db()
    coordinator.refresh_from_db()
    noted = Erasure.objects.get(subject_kind="partnerships.advocate", subject_id=held.pk)
    assert held.restricted_at == noted.erased_at
    assert free.restricted_at is None
    assert coordinator.restricted_at
    assert (held.name, free.name) == (NAME, "Bo Brook")
    assert replay(lines) == {"erased": 0, "gone": 3, "others": 0}


def test_a_restriction_of_somebody_else_by_now_is_left_and_nobody_counts_as_erased(coordinator, file):
    restrict_account(coordinator, by=coordinator, restricted=True)
    advocate = AdvocateFactory(affiliate=coordinator.affiliate)
    actions.restrict_advocate(advocate, by=coordinator, restricted=True)
    lines = [line for line in written(file) if "accounts.user" in line]
    other = {"username": "other", "wiki_username": "Other Heron", "email": "", "restricted_at": None}
    type(coordinator).objects.filter(pk=coordinator.pk).update(**other, first_name="", last_name="")

    assert replay(lines) == {"erased": 0, "gone": 0, "others": 1}

    assert not type(coordinator).objects.get(pk=coordinator.pk).restricted_at
    assert (held_of(advocate).erased_at, held_of(advocate).parts_erased_at) == (None, None)


def test_who_was_restricted_and_then_erased_is_erased_after_a_restore(coordinator, file):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, name=NAME, email=EMAIL)
    actions.restrict_advocate(advocate, by=coordinator, restricted=True)
    actions.erase_advocate(advocate, by=coordinator)
    lines = written(file)
    Advocate.objects.filter(pk=advocate.pk).update(name=NAME, anonymised_at=None, restricted_at=None)

    assert replay(lines) == {"erased": 2, "gone": 0, "others": 0}

    advocate.refresh_from_db()
    assert (advocate.name, advocate.restricted_at) == (f"Former contact #{advocate.pk}", None)
