# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the permission checks of the product in its syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from accounts.permissions import ALL, OWN, POLICY

ROOT = Path(settings.BASE_DIR)
# `{"public": ALL}` in the table of permissions.
EVERYBODYS = {"Institution", "Report", "Suggestion"}
REFUSALS = {"PermissionDenied", "Http404"}
EVERYTHING = "__import__('django.db.models', fromlist=['Q']).Q()"


@dataclass(frozen=True, slots=True)
class Check:
    """One place where somebody may be turned away: the file, the function around it, and what stands there."""

    path: str
    function: str
    line: int
    column: int
    kind: str
    twin: str = ""  # what else of the function is taken away, as it is written there

    def __str__(self):
        return f"{self.path}:{self.line} {self.function}: {self.kind}"

    @property
    def place(self) -> str:
        return f"{self.path} {self.function}"


def find(apps: list[str]) -> list[Check]:
    """All checks in these apps, in the order they stand."""
    files = [
        file
        for app in apps
        for file in sorted((ROOT / app).rglob("*.py"))
        if not {"migrations", "management", "demo", "local"} & set(file.parts)
    ]
    found = (check for file in files for check in _in(str(file.relative_to(ROOT)), file.read_text()))
    return list(dict.fromkeys(found))  # two links of one chain are one check


def _in(path: str, source: str) -> Iterator[Check]:
    for name, function in _functions(ast.parse(source)):
        for node in ast.walk(function):
            if kind := _kind(node, function, path):
                yield Check(path, name, node.lineno, node.col_offset, kind)


def _functions(tree: ast.AST, around: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield f"{around}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{around}{node.name}.")


def _kind(node: ast.AST, function: ast.FunctionDef, path: str) -> str:
    """In words what would be taken away at the node; empty where it is no check, or refuses nobody."""
    if isinstance(node, ast.If) and _refuses(node) and "may" in ast.dump(node.test):
        asked = node.test.operand if isinstance(node.test, ast.UnaryOp) else node.test
        return "" if _refuses_nobody(asked) else "the refusal is not made"
    if is_visible_to(node):
        return "everything is visible"
    if is_scope(node):
        return "the scope is everything"
    is_predicate = path.endswith("permissions.py") and function.name.startswith("may_")
    if is_predicate and isinstance(node, ast.Return) and node.value is not None:
        is_yes = ast.unparse(node.value) == "True" or _refuses_nobody(node.value)
        return "" if is_yes else "the answer is yes"
    return ""


def _refuses_nobody(asked: ast.AST) -> bool:
    """Whether the table says yes to everybody who is signed in: strangers are led to the sign-in before."""
    if not isinstance(asked, ast.Call):
        return False
    name = ast.unparse(asked.func).rpartition(".")[2]
    actions = [each.value for each in asked.args if isinstance(each, ast.Constant)]
    reach = POLICY.get(actions[0], {}).get("volunteer") if actions else None
    if name == "may":
        return reach == ALL or (reach == OWN and "owner_id=user.pk" in map(ast.unparse, asked.keywords))
    return reach in (ALL, OWN) if name == "may_somewhere" else name in _for_everybody()


@cache
def _for_everybody() -> frozenset[str]:
    """The predicates that answer yes to everybody who is signed in."""
    found = set()
    for file in ROOT.glob("*/permissions.py"):
        for name, function in _functions(ast.parse(file.read_text())):
            said = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
            if (
                len(said) == 1
                and name.startswith("may_")
                and _asks_the_table(said[0])
                and _refuses_nobody(said[0])
            ):
                found.add(name)
    return frozenset(found)


def _asks_the_table(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("may", "may_somewhere")


def is_visible_to(node: ast.AST) -> bool:
    """Whether it narrows to what somebody may see; of what everybody may see nothing is narrowed.

    `visible_to(…).public()` is one check, and taken away as one: either narrows to what everybody may see.
    """
    if not isinstance(node, ast.Call):
        return False
    if getattr(node.func, "attr", "") == "public":
        return is_visible_to(node.func.value)
    is_call = getattr(node.func, "attr", "") == "visible_to"
    return is_call and not _names(node) & EVERYBODYS


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def base_of(node: ast.Call) -> ast.AST:
    """What is narrowed by the chain of calls."""
    return node.func.value if node.func.attr == "visible_to" else base_of(node.func.value)


def is_scope(node: ast.AST) -> bool:
    """Whether it narrows to what the table of permissions lets somebody do; what everybody may narrows nothing."""
    is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "scope"
    return is_call and not any(
        isinstance(each, ast.Constant) and POLICY.get(each.value, {}).get("public") == ALL
        for each in node.args
    )


def _refuses(node: ast.If) -> bool:
    raised = node.body[0].exc if len(node.body) == 1 and isinstance(node.body[0], ast.Raise) else None
    named = raised.func if isinstance(raised, ast.Call) else raised
    return getattr(named, "id", "") in REFUSALS
