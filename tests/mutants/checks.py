# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the permission checks of the product in its syntax trees, and takes one of them away in the running program."""

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

from django.conf import settings

from accounts.permissions import ALL, POLICY

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

    def __str__(self):
        return f"{self.path}:{self.line} {self.function}: {self.kind}"


def find(apps: list[str]) -> list[Check]:
    """All checks in these apps, in the order they stand."""
    files = [
        file
        for app in apps
        for file in sorted((ROOT / app).rglob("*.py"))
        if not {"migrations", "management", "demo", "local"} & set(file.parts)
    ]
    return [check for file in files for check in _in(str(file.relative_to(ROOT)), file.read_text())]


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
    """In words what would be taken away at the node; empty where it is no check."""
    if isinstance(node, ast.If) and _refuses(node) and "may" in ast.dump(node.test):
        return "the refusal is not made"
    if _is_visible_to(node):
        return "everything is visible"
    if _is_scope(node):
        return "the scope is everything"
    is_predicate = path.endswith("permissions.py") and function.name.startswith("may_")
    if is_predicate and isinstance(node, ast.Return) and node.value is not None:
        return "the answer is yes"
    return ""


def _is_visible_to(node: ast.AST) -> bool:
    """Whether it narrows to what somebody may see; of what everybody may see nothing is narrowed."""
    is_call = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "visible_to"
    return is_call and not {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & EVERYBODYS


def _is_scope(node: ast.AST) -> bool:
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


class _Without(ast.NodeTransformer):
    def __init__(self, check: Check):
        self.check, self.is_done = check, False

    def visit(self, node):
        here = (getattr(node, "lineno", 0), getattr(node, "col_offset", -1))
        is_here = here == (self.check.line, self.check.column) and not self.is_done
        if is_here and (changed := self._changed(node)):
            self.is_done = True
            return ast.copy_location(changed, node)
        return super().generic_visit(node)

    def _changed(self, node: ast.AST) -> ast.AST | None:
        kind = self.check.kind
        if kind == "the refusal is not made" and isinstance(node, ast.If):
            return ast.If(ast.copy_location(ast.Constant(False), node), node.body, node.orelse)
        # Of a chain of calls all begin at one place: only the one that checks is meant.
        if kind == "everything is visible" and _is_visible_to(node):
            return ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
        if kind == "the scope is everything" and _is_scope(node):
            return ast.parse(EVERYTHING, mode="eval").body
        if kind == "the answer is yes" and isinstance(node, ast.Return):
            return ast.Return(ast.Constant(True))
        return None


@contextmanager
def without(check: Check):
    """Run the function around the check without it: in every place that holds the function, decorated or not."""
    file = ROOT / check.path
    transformer = _Without(check)
    tree = ast.fix_missing_locations(transformer.visit(ast.parse(file.read_text())))
    assert transformer.is_done, f"{check} is not there"
    changed = _code(compile(tree, str(file), "exec"), check.function.rpartition(".")[2], check.line)
    holders = [
        each
        for each in gc.get_objects()
        if type(each) is FunctionType  # asked of its class: a lazy object would wake up
        and each.__code__.co_filename == str(file)
        and each.__code__.co_firstlineno == changed.co_firstlineno
        and each.__code__.co_name == changed.co_name
    ]
    assert holders, f"nobody runs {check}"
    before = [(each, each.__code__) for each in holders]
    for each in holders:
        each.__code__ = changed
    try:
        yield
    finally:
        for each, code in before:
            each.__code__ = code


def _code(code: CodeType, name: str, line: int) -> CodeType:
    """The innermost function of that name whose lines hold the line."""
    found = [
        each
        for each in _all_codes(code)
        if each.co_name == name and any(at == line for _s, _e, at in each.co_lines())
    ]
    return found[-1] if found else _nearest(code, name, line)


def _nearest(code: CodeType, name: str, line: int) -> CodeType:
    return max(
        (each for each in _all_codes(code) if each.co_name == name and each.co_firstlineno <= line),
        key=lambda each: each.co_firstlineno,
    )


def _all_codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _all_codes(each)
