"""What modules say first, what things may be called, and what an exception from a rule owes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.guards.source import Module, product, tests

EMPTY_WORDS = frozenset(
    {"common", "helpers", "manager", "managers", "misc", "stuff", "util", "utils"}
)
EMPTY_CLASS = re.compile(r"(Manager|Utils?|Helpers|Misc)$")
IGNORED = re.compile(r"#\s*(?:type:\s*ignore\[[\w, -]+\]|noqa:\s*[\w, ]+)(?P<reason>.*)")


def without_docstring(root: Path) -> list[str]:
    """Return the modules that do not say in one line what they are for."""
    return [
        f"{module.path} does not begin with one line that says what it is for"
        for module in (*product(root), *tests(root))
        if module.lines and not _opening(module)
    ]


def _opening(module: Module) -> bool:
    first, _, rest = (ast.get_docstring(module.tree) or "").partition("\n")
    return first.endswith((".", "?", "!")) and (not rest or rest.startswith("\n"))


def empty_names(root: Path) -> list[str]:
    """Return the modules and classes whose name says nothing."""
    modules = (*product(root), *tests(root))
    faults = [
        f"{module.path}: the name says nothing of its subject"
        for module in modules
        if EMPTY_WORDS & set(re.split(r"[._]", module.name))
    ]
    return faults + [
        f"{module.path}:{node.lineno}: the name {node.name} says nothing of its subject"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and EMPTY_CLASS.search(node.name)
    ]


def unexplained(root: Path) -> list[str]:
    """Return the places where a checker is silenced and no reason given."""
    return [
        f"{module.path}:{number}: say why the checker is silenced"
        for module in product(root)
        for number, line in enumerate(module.text.splitlines(), 1)
        if (found := IGNORED.search(line)) and len(found["reason"].strip(" -#")) < 4
    ]
