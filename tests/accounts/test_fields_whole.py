# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of fields is whole: no column, serializer, form or file tells of anything that has no row in it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.fields import EXPORTS, FIELDS, WHEN_SUMMARISED, Tier, may_know, tier_of
from accounts.kinds import HIDDEN, KINDS
from accounts.sight import SightedSerializer
from agreements.printing import paper
from dashboards.audit import _headings
from privacy.classes import DataClass
from privacy.exporting import collect
from privacy.registry import class_of, every_field, is_plain
from tests.architecture.private_fields import THEIR_APPS
from tests.attacks.addresses import asked_fields, our_serializers
from tests.factories import AdvocateFactory, MouFactory, PartnershipFactory, UserFactory
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

PUBLIC_CLASSES = {DataClass.NOT_PERSONAL, DataClass.WIKI_PUBLIC}


def _private_columns() -> list[tuple[str, str]]:
    """Words, files and keys to people of every table of ours, in a class above public; histories repeat their rows."""
    return [
        (label, name)
        for label, name in every_field()
        if class_of(label, name) not in PUBLIC_CLASSES
        and label.split(".")[0] not in THEIR_APPS
        and not label.endswith("Event")
        and not is_plain(apps.get_model(label)._meta.get_field(name))
    ]


def _is_hidden(label: str, name: str) -> bool:
    return name in HIDDEN.get(label, "").split()


def test_every_private_column_of_every_table_has_a_row_or_is_shown_to_nobody():
    columns = _private_columns()
    lacking = [
        f"{label}.{name}"
        for label, name in columns
        if not _is_hidden(label, name) and tier_of(KINDS.get(label, ""), name) is None
    ]

    assert lacking == [], "who may know it?"
    assert len(columns) >= 150
    assert len({label for label, _name in columns}) >= 60


def test_nothing_that_is_shown_to_nobody_has_a_row():
    both = [
        (label, name)
        for label, names in HIDDEN.items()
        for name in names.split()
        if label in KINDS and tier_of(KINDS[label], name) is not None
    ]

    assert both == []


def test_every_kind_is_a_table_and_every_hidden_column_is_one():
    known = set(every_field())

    assert [label for label in KINDS if label not in {label for label, _name in known}] == []
    assert [(label, name) for label, names in HIDDEN.items() for name in names.split()
            if (label, name) not in known] == []  # fmt: skip
    assert set(KINDS.values()) - FIELDS.keys() <= {
        "credential",
        "removal",
        "erasure",
        "suppression",
        "form_key",
        "message",
    }


def test_nothing_above_public_stands_in_the_tier_of_everybody_unawares():
    """What people are called, what is part of a public case study, and who published a text: nothing else."""
    told = {
        f"{KINDS[label]}.{name}"
        for label, name in _private_columns()
        if label in KINDS
        and tier_of(KINDS[label], name) == Tier.PUBLIC
        and not label.startswith("casestudies.")
    }

    assert told == {
        "account.username", "account.first_name", "account.last_name", "account.wiki_username", "gist.lesson",
        "obstacle.met", "obstacle.helped", "partnership.summary", "statement.published_by", "suggestion.why",
        "suggestion.answer", "suggestion.by",
    }  # fmt: skip


def test_every_shape_of_the_api_is_sighted_and_every_field_of_it_has_a_row():
    shapes = our_serializers()
    lacking = [
        f"{shape.__name__}.{name}"
        for shape in shapes
        for name in (shape().fields if issubclass(shape, SightedSerializer) else ["is not sighted"])
        if tier_of(getattr(shape, "entity", ""), name) is None
    ]

    assert lacking == []
    assert len(shapes) >= 18


# Fields of forms that ask something and show no value of a row, and those of what holds nothing of people.
QUESTIONS = set(Path(__file__).with_name("questions.txt").read_text().split())


def test_every_field_of_a_form_has_a_row_or_is_a_mere_question():
    rows = {name for names in FIELDS.values() for name in names}
    asked = {label.rpartition(".")[2] for label, _field in asked_fields()}

    assert asked - rows - QUESTIONS == set(), (
        "does it show a value? Then it needs a row; else it is a question"
    )
    assert QUESTIONS - asked == set(), "asked by no form (any more)"
    assert QUESTIONS & rows == set()
    assert len(asked) >= 200


def test_no_question_is_called_as_a_private_column():
    """A form that shows a private value calls it as its column is called."""
    private = {name for label, name in _private_columns() if not _is_hidden(label, name)}

    assert QUESTIONS & private == set()


# Whatever sends a file, by its module, and what stands in the table for it.
FILES = {
    "agreements/views/files.py": {"document", "agreement.pdf"},
    "casestudies/views/papers.py": {"case-study.pdf", "brochure.pdf"},
    "dashboards/audit.py": {"audit.csv"},
    "institutions/views/quickstatements.py": {"quickstatements"},
    "newsletter/views/trends.py": {"newsletter-reports.csv"},
    "outreach/views/contributors.py": {"contributors.csv"},
    "partnerships/views/subjects.py": {"person.json"},
    "privacy/views/own.py": {"my-data.json"},
    "today/views/feeds.py": {"calendar.ics"},
}
_SENDS = re.compile(r"Content-Disposition|FileResponse\(|text/csv|text/calendar|as_attachment")


def test_every_module_that_sends_a_file_is_in_the_table_of_exports():
    root = Path(settings.BASE_DIR)
    ours = {label.split(".")[0] for label in KINDS} | {
        "dashboards",
        "search",
        "today",
        "interface",
        "glamwiki",
    }
    sending = {
        str(file.relative_to(root))
        for app in ours
        for file in (root / app).rglob("*.py")
        if {"views", "api", "audit"} & {*file.parts, file.stem} and _SENDS.search(file.read_text())
    }

    assert sending == FILES.keys()
    assert set().union(*FILES.values()) <= EXPORTS.keys()


def test_every_column_of_the_audit_file_has_a_row():
    assert [str(each) for each in _headings()] == list(EXPORTS["audit.csv"])


@pytest.mark.django_db
def test_every_part_of_a_persons_copy_has_a_row():
    assert collect(AdvocateFactory()).keys() <= EXPORTS["person.json"].keys()
    assert collect(UserFactory()).keys() <= EXPORTS["my-data.json"].keys()


@pytest.mark.django_db
def test_every_part_of_an_agreement_on_paper_has_a_row():
    assert paper(MouFactory()).keys() == EXPORTS["agreement.pdf"].keys()


@pytest.fixture
def agreement(db):
    mou = MouFactory(
        partnership=PartnershipFactory(is_public=True, notes="word-notes", next_step="word-step"), signed=True,
        title="word-title", public_summary="word-summary", is_summary_public=True, link="https://word-link.example/",
        flags_note="word-flags", document_name="word-document.pdf",
    )  # fmt: skip
    ClauseFactory(mou=mou, title="word-clause", text="word-text")
    SignatoryFactory(mou=mou, name="word-signatory", post="word-post")
    RightsTermFactory(mou=mou, content_set="word-set", vrt_ticket="20260101word", note="word-note")
    return mou


def test_the_public_reads_of_a_summarised_agreement_what_the_table_says(client, agreement):
    text = client.get(f"/agreements/{agreement.pk}/summary/").text

    told = set(re.findall(r"word-(\w+)", text))
    assert told == {"title", "summary", "set"}
    assert "20260101word" in text
    names = {"title": ("agreement", "title"), "summary": ("agreement", "public_summary"),
             "set": ("rights_term", "content_set"), "ticket": ("rights_term", "vrt_ticket")}  # fmt: skip
    for entity, name in names.values():
        assert not may_know(entity, name, Tier.PUBLIC)
        assert may_know(entity, name, Tier.PUBLIC, is_summarised=True)
    for entity, names in WHEN_SUMMARISED.items():
        assert names <= FIELDS[entity].keys()


@pytest.mark.parametrize("change", [{"is_summary_public": False}, {"public_summary": ""}])
def test_without_an_open_summary_the_public_reads_nothing_of_it(client, agreement, change):
    type(agreement).objects.filter(pk=agreement.pk).update(**change)

    assert client.get(f"/agreements/{agreement.pk}/summary/").status_code == 404
    assert "word-title" not in client.get(agreement.partnership.get_absolute_url()).text
