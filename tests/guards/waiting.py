"""Finds tests that look at a browser without waiting for what they look for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

IMPATIENT = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "count"}


def impatient_looks(source: str) -> Iterator[int]:
    """Yield the lines whose ``assert`` asks a Playwright page how it is at that very moment.

    A page that has not loaded yet gives the wrong answer now and then; ``expect`` waits.
    Modules that do not use Playwright are none of its business.
    """
    tree = ast.parse(source)
    if not any(_brings_playwright(node) for node in ast.walk(tree)):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield from (call.lineno for call in ast.walk(node.test) if _is_impatient(call))


def _brings_playwright(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("playwright")


def _is_impatient(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in IMPATIENT
        and not node.args
    )
