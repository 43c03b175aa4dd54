# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a permission check away in the running program, or has the functions around checks say that they were entered."""

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType

from tests.mutants.checks import EVERYTHING, ROOT, Check, base_of, is_scope, is_visible_to


class _Without(ast.NodeTransformer):
    def __init__(self, check: Check):
        self.check, self._is_gone, self._twin_is_gone = check, False, not check.twin

    @property
    def is_done(self) -> bool:
        return self._is_gone and self._twin_is_gone

    def visit(self, node):
        here = (getattr(node, "lineno", 0), getattr(node, "col_offset", -1))
        is_here = here == (self.check.line, self.check.column) and not self._is_gone
        if is_here and (changed := self._changed(node)):
            self._is_gone = True
            return ast.copy_location(changed, node)
        if isinstance(node, ast.Call) and self.check.twin:
            if f".{ast.unparse(node).rpartition('.')[2]}" == self.check.twin:
                self._twin_is_gone = True
                return self.visit(node.func.value)
            self._leave_out_twin(node)
        elif isinstance(node, ast.Expr) and ast.unparse(node) == self.check.twin:
            self._twin_is_gone = True
            return ast.copy_location(ast.Pass(), node)
        return super().generic_visit(node)

    def _leave_out_twin(self, call: ast.Call) -> None:
        left = [each for each in call.keywords if ast.unparse(each) != self.check.twin]
        self._twin_is_gone |= len(left) < len(call.keywords)
        call.keywords = left

    def _changed(self, node: ast.AST) -> ast.AST | None:
        kind = self.check.kind
        if kind == "the refusal is not made" and isinstance(node, ast.If):
            return ast.If(ast.copy_location(ast.Constant(False), node), node.body, node.orelse)
        # Of a chain of calls all begin at one place: only the one that checks is meant.
        if kind == "everything is visible" and is_visible_to(node):
            return ast.Call(ast.Attribute(base_of(node), "all", ast.Load()), [], [])
        if kind == "the scope is everything" and is_scope(node):
            return ast.parse(EVERYTHING, mode="eval").body
        if kind == "the answer is yes" and isinstance(node, ast.Return):
            return ast.Return(ast.Constant(True))
        return None


@contextmanager
def without(check: Check):
    """Run the function around the check without it: in every place that holds the function, decorated or not."""
    with _running({check: _Without(check)}):
        yield


REACHED: set[str] = set()


@contextmanager
def noted(checks: list[Check]):
    """Yield a set to which the functions around these checks add their `Check.place` when they are entered."""
    REACHED.clear()
    with _running({check: _Noted(check.place) for check in {each.place: each for each in checks}.values()}):
        yield REACHED


class _Noted(ast.NodeTransformer):
    """Has functions say that they were entered."""

    def __init__(self, place: str):
        self.place, self.is_done = place, False

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        says = f"__import__({__name__!r}, fromlist=['REACHED']).REACHED.add({self.place!r})"
        node.body.insert(0, ast.copy_location(ast.parse(says).body[0], node.body[0]))
        self.is_done = True
        return node


@contextmanager
def _running(transformers: dict[Check, ast.NodeTransformer]):
    """Run the functions around these checks as the transformers change them."""
    codes: dict[tuple[str, str, int], CodeType] = {}
    for check, transformer in transformers.items():
        file = ROOT / check.path
        tree = ast.fix_missing_locations(transformer.visit(ast.parse(file.read_text())))
        assert transformer.is_done, f"{check} is not there"
        code = _code(compile(tree, str(file), "exec"), check.function.rpartition(".")[2], check.line)
        codes[str(file), code.co_name, code.co_firstlineno] = code
    before = []
    for each in gc.get_objects():
        if type(each) is FunctionType:  # asked of its class: a lazy object would wake up
            now = each.__code__
            if changed := codes.get((now.co_filename, now.co_name, now.co_firstlineno)):
                before.append((each, now))
                each.__code__ = changed
    assert len(before) >= len(codes), "nobody runs some of these checks"
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
