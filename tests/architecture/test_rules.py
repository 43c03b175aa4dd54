# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that no linter knows, read off the syntax trees and the model registry."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(settings.BASE_DIR)
APPS = [
    "glamwiki",
    "dashboards",
    "search",
    "today",
    "casestudies",
    "institutions",
    "newsletter",
    "learning",
    "presence",
    "reviews",
    "agreements",
    "partnerships",
    "outreach",
    "teamwork",
    "privacy",
    "accounts",
    "journal",
    "work",
    "interface",
]
OURS = [*APPS, "localwiki", "tests"]
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "misc", "services", "selectors", "mixins", "signals"}


def _modules(*folders) -> list[Path]:
    return sorted(
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
        if not {"migrations", "__pycache__", "vendor"} & set(file.relative_to(ROOT).parts)
    )


def _shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


def _may_write(file: Path) -> bool:
    path = file.relative_to(ROOT)
    is_action = path.parts[1] == "actions.py" or path.parts[1] == "actions"
    return is_action or path.parts[:2] in {("glamwiki", "demo"), ("glamwiki", "local")}


def _writes(source: str) -> list[int]:
    """The lines that call a writing method of a manager, a query or a row.

    A query's `update` takes names only, so that one with a bare argument is a dict's or a counter's.
    """
    lines = source.splitlines()
    return [
        node.func.end_lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not (node.func.attr == "update" and node.args)
        and "# not a write" not in lines[node.func.end_lineno - 1]
    ]


def test_only_actions_write():
    found = [
        f"{_shown(file)}:{line}"
        for file in _modules(*APPS)
        if not _may_write(file)
        for line in _writes(file.read_text())
    ]

    assert found == [], "only actions call save, create, update, delete and their kin"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Mou.objects.create(title='x')", [1]),
        ("mou\\\n  .objects.filter(pk=1)\\\n  .update(title='x')", [3]),
        ("mou.save(update_fields=['title'])", [1]),
        ("form.save()", [1]),
        ("digest.delete(b'')  # not a write", []),
        ("counts.update(other)", []),
        ("Mou.objects.update(**terms)", [1]),
        ("saved = storage.saved()", []),
        ("values | {'update': 1}", []),
    ],
)
def test_the_rule_about_writing_sees_a_write(source, found):
    assert _writes(source) == found


def _our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]


def test_days_end_in_on_and_moments_in_at():
    wrong = []
    for field in (field for model in _our_models() for field in model._meta.local_fields):
        name = field.name
        if field.model._meta.label == "accounts.User" and name in {"last_login", "date_joined"}:
            continue  # Django's own words
        if field.model._meta.label == "accounts.Session" and name == "expire_date":
            continue  # so are these
        if isinstance(field, models.DateTimeField):
            wrong += [] if name == "at" or name.endswith("_at") else [str(field)]
        elif isinstance(field, models.DateField):
            wrong += [] if name.endswith("_on") else [str(field)]
        elif name.endswith(("_at", "_on")):
            wrong.append(str(field))

    assert wrong == []


def test_every_model_says_what_it_is():
    assert len(_our_models()) >= 18
    silent = [
        model._meta.label
        for model in _our_models()
        if "__str__" not in vars(model) or not (model.__doc__ or "").strip().endswith(".")
    ]

    assert silent == [], "a model has a __str__ and a docstring in sentences"


def test_rows_that_remember_have_their_history():
    """Whatever people edit is tracked; what is written once, or is the mirror's or the worker's, is not."""
    tracked = {model._meta.label for model in _our_models() if hasattr(model, "pgh_event_model")}

    assert tracked == {
        "accounts.Membership",
        "agreements.AgreementTemplate",
        "agreements.Clause",
        "agreements.RightsTerm",
        "agreements.Signatory",
        "casestudies.CaseStudy",
        "institutions.Alignment",
        "institutions.Dispute",
        "institutions.Suggestion",
        "institutions.Tie",
        "learning.Guide",
        "learning.Obstacle",
        "newsletter.AreaName",
        "partnerships.Address",
        "partnerships.Advocate",
        "partnerships.CoLead",
        "partnerships.Commitment",
        "partnerships.Contact",
        "partnerships.Institution",
        "partnerships.Mou",
        "partnerships.Partnership",
        "partnerships.Pipeline",
        "partnerships.Post",
        "partnerships.Relation",
        "partnerships.Stage",
        "presence.ListingRequest",
        "presence.Place",
        "teamwork.Note",
        "teamwork.Task",
    }


def test_no_module_has_a_name_that_says_nothing():
    named = {_shown(file): {file.stem, *file.relative_to(ROOT).parts[:-1]} for file in _modules(*OURS)}

    assert [path for path, names in named.items() if names & FORBIDDEN_NAMES] == []


@pytest.mark.parametrize(("folders", "most"), [((*APPS, "localwiki"), 400), (("tests",), 500)])
def test_no_module_is_too_long_to_read(folders, most):
    lengths = {_shown(file): len(file.read_text().splitlines()) for file in _modules(*folders)}

    assert {path: length for path, length in lengths.items() if length > most} == {}


def test_every_module_says_what_it_is_for():
    silent = [
        _shown(file)
        for file in _modules(*APPS, "localwiki")
        if (source := file.read_text().strip())
        and not ast.get_docstring(ast.parse(source))
        # A file that only marks a package says nothing beyond its licence.
        and ast.parse(source).body
    ]

    assert silent == []


def test_templates_keep_to_the_strict_policy_for_content():
    """What the browser would refuse under our Content-Security-Policy, and what escapes escaping."""
    forbidden = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on|hx-boost|\bjs:|"
        r"\|\s*safe\b|autoescape off",
        re.IGNORECASE,
    )
    found = [
        f"{_shown(file)}: {match.group().strip()}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        for match in forbidden.finditer(file.read_text())
    ]

    assert found == []


def test_nothing_marks_text_safe_but_the_reviewed_places():
    callers = {
        _shown(file)
        for file in _modules(*APPS)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "mark_safe"
    }

    assert callers <= {"outreach/rendering/safe.py", "interface/icons.py", "outreach/previews.py"}
