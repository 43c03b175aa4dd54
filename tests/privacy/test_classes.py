# SPDX-License-Identifier: GPL-3.0-or-later
"""Every column of every table is in a class of data, those of other people's apps too."""

import pytest
from django.apps import apps
from django.db import models

from privacy import registry
from privacy.classes import DataClass
from privacy.registry import class_of, classify, every_field, is_plain, left_over, unclassified


def test_every_column_is_in_a_class():
    assert unclassified() == []


def test_every_table_is_looked_at():
    tables = {model for model, _field in every_field()}

    for label in (
        "partnerships.Advocate",
        "partnerships.AdvocateEvent",
        "casestudies.CaseStudy_contributors",
        "sessions.Session",
        "knox.AuthToken",
        "socialaccount.SocialAccount",
        "pghistory.Context",
        "admin.LogEntry",
        "work.Message",
        "journal.Entry",
    ):
        assert label in tables
    assert len(tables) >= 130


def test_nothing_is_classified_that_is_not_there():
    assert left_over() == []


@pytest.mark.parametrize(
    ("field", "data_class"),
    [
        ("partnerships.Address.value", DataClass.ADVOCATE),
        ("partnerships.AddressEvent.value", DataClass.ADVOCATE),
        ("partnerships.AddressEvent.pgh_created_at", DataClass.AUDIT),
        ("partnerships.Contact.note", DataClass.NOTE_ON_PERSON),
        ("partnerships.Contact.happened_on", DataClass.ADVOCATE),
        ("partnerships.ContactEvent.note", DataClass.NOTE_ON_PERSON),
        ("accounts.User.email", DataClass.ACCOUNT),
        ("accounts.User.password", DataClass.CREDENTIAL),
        ("accounts.User.last_login", DataClass.ACCOUNT),
        ("sessions.Session.expire_date", DataClass.SESSION),
        ("institutions.Dispute_readers.user", DataClass.COLLEAGUE),
    ],
)
def test_a_column_is_in_the_class_one_expects(field, data_class):
    model, _, name = field.rpartition(".")

    assert class_of(model, name) == data_class


def test_words_files_and_keys_to_people_are_never_classified_by_rule():
    """A number is what its row is; what somebody can write a name into is looked at by a person."""
    by_rule = [
        apps.get_model(model)._meta.get_field(field)
        for model, field in every_field()
        if is_plain(apps.get_model(model)._meta.get_field(field))
    ]

    assert not [each for each in by_rule if isinstance(each, models.CharField | models.TextField)]
    assert not [each for each in by_rule if isinstance(each, models.JSONField | models.BinaryField)]
    people = {"accounts.User", "partnerships.Advocate", "outreach.Contributor", "accounts.WikiAccount"}
    assert not [each for each in by_rule if each.is_relation and each.related_model._meta.label in people]


def test_no_text_of_a_person_is_taken_for_a_thing():
    """Whatever is called by one of these words is somebody's, whichever table it stands in."""
    telling = {
        "email",
        "phone",
        "first_name",
        "last_name",
        "wiki_username",
        "username",
        "password",
        "note",
        "ip",
    }

    wrong = [
        f"{model}.{field}"
        for model, field in every_field()
        if (field in telling or field.endswith(("_email", "_phone", "_note")))
        if class_of(model, field) == DataClass.NOT_PERSONAL
    ]

    assert wrong == []


def test_a_field_in_two_classes_is_refused():
    with pytest.raises(ValueError, match="in the class account already"):
        classify("accounts.User", email=DataClass.MESSAGE)


def test_a_new_column_fails_until_somebody_says_what_it_holds(monkeypatch):
    monkeypatch.delitem(registry._fields, "partnerships.Address.value")

    assert unclassified() == ["partnerships.Address.value", "partnerships.AddressEvent.value"]


def test_a_new_table_fails_with_all_its_columns(monkeypatch):
    monkeypatch.delitem(registry._rows, "partnerships.StageMove")

    assert "partnerships.StageMove.moved_at" in unclassified()


def test_a_column_that_is_gone_is_named(monkeypatch):
    monkeypatch.setitem(registry._fields, "partnerships.Address.fax", DataClass.ADVOCATE)

    assert left_over() == ["partnerships.Address.fax"]
