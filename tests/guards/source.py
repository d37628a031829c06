"""The modules of a tree, read once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PACKAGES = (
    "bot", "web", "jobs", "commands", "services", "surveys", "analysis", "safeguarding",
    "sentences", "reports", "storage",
)  # fmt: skip
ENTRANCE = ("cli", "logs", "settings")
OURS = frozenset({*PACKAGES, *ENTRANCE})
GENERATED = "storage/migrations/versions/"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Module:
    """One file of Python.

    Args:
        name: dotted name, without ``__init__``.
        path: its path from the root, with forward slashes.
        text: what is in it.
    """

    name: str
    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def code_lines(self) -> int:
        """Lines that are neither empty, comment nor docstring."""
        told = {line for node in ast.walk(self.tree) for line in _docstring(node)}
        lines = enumerate(self.text.splitlines(), 1)
        return sum(place not in told and _is_code(line) for place, line in lines)

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]

    def imports(self) -> Iterator[Import]:
        for node in ast.walk(self.tree):
            if isinstance(node, Import):
                yield node

    def functions(self) -> Iterator[Function]:
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _docstring(node: ast.AST) -> range:
    documented = isinstance(node, ast.Module | ast.ClassDef | Function)
    if not documented or ast.get_docstring(node) is None:
        return range(0)
    first = node.body[0]
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


@cache
def product(root: Path) -> tuple[Module, ...]:
    """Return the modules that the product is made of; generated ones are left out."""
    files = [root / f"{name}.py" for name in ENTRANCE]
    files += [file for package in PACKAGES for file in sorted((root / package).rglob("*.py"))]
    found = (read(root, file) for file in files if file.exists())
    return tuple(module for module in found if not module.path.startswith(GENERATED))


@cache
def tests(root: Path) -> tuple[Module, ...]:
    """Return the modules under ``tests``."""
    return tuple(read(root, file) for file in sorted((root / "tests").rglob("*.py")))


def read(root: Path, file: Path) -> Module:
    """Read one module."""
    path = file.relative_to(root).as_posix()
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return Module(name, path, file.read_text(encoding="utf-8"))


def targets(node: Import, known: frozenset[str]) -> Iterator[str]:
    """Yield the dotted names that an import reaches: the module, where ``from`` names one."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if whole in known else base
