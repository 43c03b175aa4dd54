# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that are dangerous where people's words reach them: each is in a reviewed list here, or not in the house.

Ruff's rules of bandit (pyproject.toml, "S") hold the rest: pickle, eval, shells, unverified TLS, weak hashes.
"""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.test_rules import APPS, ROOT, _modules, _shown

# Module: why it may. The expressions there are constants of ours; what varies is a parameter.
RAW_SQL = {
    "casestudies/guessing.py": "a word count over parameters",
    "casestudies/models/studies.py": "the search column",
    "casestudies/models/translations.py": "the search column",
    "casestudies/reports/listing.py": "the headline over parameters",
    "newsletter/models/reports.py": "the search column",
    "partnerships/models/institutions.py": "the search column",
}
SAFE = {
    "casestudies/views/facet_boxes.py": "a constant",
    "interface/icons.py": "drawings of Codex, from the repository",
    "outreach/previews.py": "what nh3 cleaned",
    "outreach/rendering/safe.py": "what nh3 cleaned",
}
# Whose patterns are drawn once from templates of ours, with a place for each value; hundreds of rows stand on them.
DRAWN_ONCE = {
    "partnerships/views/cards.py",
    "partnerships/views/institution_lines.py",
}
NARROWING = {
    "filter",
    "exclude",
    "get",
    "order_by",
    "annotate",
    "alias",
    "values",
    "values_list",
    "aggregate",
    "only",
    "defer",
}
SENT = {"request", "GET", "POST", "query_params", "cleaned_data", "validated_data", "initial_data"}
BARRED = {
    "extra": "QuerySet.extra",
    "raw": "QuerySet.raw",
    "cache_page": "a page kept for all",
    "csrf_exempt": "a form without its token",
    "xframe_options_exempt": "a page in a frame",
    "xframe_options_sameorigin": "a page in a frame",
}
# A mail program that stops mails has no cookie, so nothing to guard.
EXEMPT = {
    "today/views/stopping.py": {"csrf_exempt"},
    "glamwiki/log_lines.py": {"extra"},  # of a log record, not of a query
}


def _called(node) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""


@cache
def _trees() -> dict[str, list[ast.AST]]:
    """Every module with all nodes of its syntax tree: read once, they are half a million."""
    return {_shown(file): list(ast.walk(ast.parse(file.read_text()))) for file in _modules(*APPS)}


@cache
def _used() -> dict[str, set[str]]:
    """Every module with the names that it calls or decorates with."""
    return {
        path: {name for node in nodes if (name := _called(node))}
        | {
            getattr(each, "id", getattr(each, "attr", ""))
            for node in nodes
            for each in getattr(node, "decorator_list", [])
        }
        for path, nodes in _trees().items()
    }


def steered_by_a_request(tree: ast.AST | list[ast.AST]) -> list[int]:
    """The lines where names of columns, not values, come from what was sent: `filter(**request.GET)`."""
    return [
        node.lineno
        for node in (tree if isinstance(tree, list) else ast.walk(tree))
        if _called(node) in NARROWING and isinstance(node.func, ast.Attribute)
        for given in _that_name(node)
        if SENT & {getattr(each, "id", getattr(each, "attr", "")) for each in ast.walk(given)}
    ]


def _that_name(call: ast.Call) -> list[ast.expr]:
    """What in a call can be names of columns: `**these`, `*these`, and whatever an order is made of."""
    spread = [given.value for given in call.keywords if given.arg is None]
    return spread + [
        each for each in call.args if isinstance(each, ast.Starred) or call.func.attr == "order_by"
    ]


def test_no_query_is_steered_by_names_that_were_sent():
    found = [f"{path}:{line}" for path, nodes in _trees().items() for line in steered_by_a_request(nodes)]

    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Mou.objects.filter(**request.GET.dict())", [1]),
        ("rows.exclude(**form.cleaned_data)", [1]),
        ("rows.order_by(request.GET['sort'])", [1]),
        ("rows.order_by(*self.request.query_params.getlist('o'))", [1]),
        ("rows.annotate(**request.GET)", [1]),
        ("rows.filter(name=request.GET['q'])", []),
        ("rows.order_by('name')", []),
        ("make(**form.cleaned_data)", []),
    ],
)
def test_the_rule_about_names_sees_them(source, lines):
    assert steered_by_a_request(ast.parse(source)) == lines


def test_raw_sql_stands_in_reviewed_modules_only():
    found = {path for path, names in _used().items() if "RawSQL" in names}

    assert found == set(RAW_SQL)


def test_text_is_marked_safe_in_reviewed_modules_only():
    marks = {"mark_safe", "SafeString", "SafeText"}
    found = {path for path, names in _used().items() if marks & names}

    assert found == set(SAFE)


def test_nothing_is_exempt_from_what_protects_every_page():
    found = {
        (path, name)
        for path, names in _used().items()
        for name in names & set(BARRED)
        if name not in EXEMPT.get(path, set())
    }

    assert found == set()


def test_every_pattern_of_format_html_is_a_constant():
    found = [
        f"{path}:{node.lineno}"
        for path, nodes in _trees().items()
        if path not in DRAWN_ONCE
        for node in nodes
        if _called(node) in ("format_html", "format_html_join")
        and not all(_is_constant(each) for each in node.args[: 1 + (_called(node) != "format_html")])
    ]

    assert found == []


def _is_constant(given: ast.expr) -> bool:
    """A text, or the name of one: in capitals, or made a few lines above from such."""
    return isinstance(given, ast.Constant) or isinstance(given, ast.Name) and given.id.strip("_").isupper()


def test_every_attribute_of_a_template_is_in_quotes():
    """Without them a blank in a value would begin an attribute of its own."""
    bare = re.compile(r"\s[a-z-]+=\{[{%]")
    tags = re.compile(r"<[a-z][^>]*>")
    found = [
        f"{file.relative_to(ROOT)}: {tag[:80]}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        for tag in tags.findall(re.sub(r"\{%.*?%\}", "", file.read_text()))
        if bare.search(tag)
    ]

    assert found == []


# What ruff must refuse in any app of ours, whatever becomes of pyproject.toml.
BANDITS = {
    "S102": "exec(text)",
    "S113": "requests.get(address)",
    "S202": "tarfile.open(file).extractall()",
    "S301": "pickle.loads(text)",
    "S302": "marshal.loads(text)",
    "S306": "tempfile.mktemp()",
    "S307": "eval(text)",
    "S308": "mark_safe(text)",
    "S310": "urllib.request.urlopen(address)",
    "S314": "xml.etree.ElementTree.fromstring(text)",
    "S323": "ssl._create_unverified_context()",
    "S324": "hashlib.md5(text)",
    "S501": "requests.get(address, timeout=1, verify=False)",
    "S506": "yaml.load(text)",
    "S602": "subprocess.run(text, shell=True)",
    "S604": "start(text, shell=True)",
    "S605": "os.system(text)",
    "S608": 'cursor.execute(f"SELECT * FROM x WHERE y = {text}")',
    "S609": 'os.system("chmod 777 *")',
    "S611": "RawSQL(text, [])",
    "S701": "jinja2.Environment(loader=loader)",
}


def test_ruff_refuses_what_bandit_knows_in_every_app():
    imports = "import hashlib, marshal, os, pickle, requests, ssl, subprocess, tarfile, tempfile, urllib.request, xml\n"
    imports += "import jinja2, xml.etree.ElementTree, yaml\n"
    imports += (
        "from django.db.models.expressions import RawSQL\nfrom django.utils.safestring import mark_safe\n"
    )
    ruff = [str(Path(sys.executable).parent / "ruff"), "check", "--no-cache", "--output-format", "concise"]

    missed = {
        code: path
        for path in ("accounts/a.py", "glamwiki/a.py", "work/a.py")
        for said in [_said(ruff, path, imports + "\n".join(BANDITS.values()))]
        for code in BANDITS
        if f" {code} " not in said
    }

    assert missed == {}


def _said(ruff, path, source) -> str:
    command = [*ruff, "--stdin-filename", path, "-"]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False).stdout


def test_no_middleware_keeps_pages_for_all():
    assert [each for each in settings.MIDDLEWARE if "cache" in each.lower()] == []
    assert "*" not in settings.ALLOWED_HOSTS
    assert {each["BACKEND"] for each in settings.CACHES.values()} == {"glamwiki.json_cache.JsonCache"}
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
