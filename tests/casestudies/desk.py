# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft on somebody's desk, and what its pages hand out and take back."""

import pytest
from django.urls import reverse

from casestudies import actions
from casestudies.models import CaseStudy
from casestudies.parsing import OTHER, ParsedSection
from casestudies.seen import as_seen, parts_of


def url(name, case_study, *args):
    return reverse(f"casestudies:{name}", args=[case_study.pk, *args])


@pytest.fixture
def signed_in(client, volunteer):
    client.force_login(volunteer)
    return client


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


@pytest.fixture
def with_partners(draft):
    """A draft with a section under a heading of its own."""
    sections = [ParsedSection(each.key, "", "") for each in draft.sections.all()]
    partners = ParsedSection(OTHER, "Partners", "The museum")
    return actions.rewrite_case_study(draft, [*sections, partners], version=1, by=draft.author)


def handed_out(draft, **typed):
    """What a page of the draft carries, with what is typed into it."""
    draft = CaseStudy.objects.get(pk=draft.pk)
    return {"version": draft.version, "seen": as_seen(parts_of(draft))} | typed


def text_of(draft, key="goals"):
    return draft.sections.get(key=key).text


def elsewhere(draft, **sections):
    draft.refresh_from_db()
    return actions.save_case_study(draft, version=draft.version, by=draft.author, sections=sections)
