"""Imports only go down, in no circle, and at the top of the file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.guards.source import ENTRANCE, OURS, Import, Module, product, targets

STUDIES = ("surveys", "analysis", "safeguarding", "sentences", "reports")
DOORS = ("bot", "web", "jobs")
ALLOWED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DOORS, ("services",)),
    **dict.fromkeys(("commands", *ENTRANCE), (*DOORS, "commands", *ENTRANCE, "services")),
    "services": (*STUDIES, "storage"),
    **dict.fromkeys(STUDIES, ()),
    "storage": (),
}
# What may be imported beside that, if it is a type: docs/decisions/0002 says why.
TYPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("bot", "web"), ("surveys", "storage.kinds")),
    **dict.fromkeys(("commands", *ENTRANCE), (*STUDIES, "storage.kinds")),
    "storage": STUDIES,
}
TYPE = re.compile(r"[A-Z]")
FAULT = re.compile(r"[A-Z]\w*(?:Faults?|Refused|NotInLibrary)$")
WORDING = "surveys.wording"
"""The catalogue that doors and commands share; beside it they see types, no functions."""
WIRING = ("services.build", "settings.Settings")

# A study is handed the time, chance and data, so it has no business with any of these.
IMPURE = (
    "alembic", "apscheduler", "asyncio", "flask", "gunicorn", "http", "httpx", "multiprocessing",
    "os", "psycopg", "requests", "secrets", "smtplib", "socket", "sqlalchemy", "sqlite3",
    "subprocess", "telegram", "threading", "time", "urllib.request", "werkzeug", "wtforms",
)  # fmt: skip
# Each costs every process up to a second at its start, and few processes ever use it.
SLOW = ("alembic", "scipy", "sklearn", "textblob", "zxcvbn")
# Nobody but Alembic loads these.
LATE_ITSELF = "storage.migrations"
CLOCKS_AND_DICE = frozenset({"now", "today", "utcnow", "uuid1", "uuid4", "SystemRandom"})


def breaches(root: Path) -> list[str]:
    """Return a sentence for each import that the table of floors does not allow."""
    modules = product(root)
    known = frozenset(module.name for module in modules)
    return [fault for module in modules for fault in _of_module(module, known)]


def _of_module(module: Module, known: frozenset[str]) -> Iterator[str]:
    for node in module.imports():
        faults = {_fault(module, target) for target in targets(node, known)}
        if not _only_types(module, node):
            for fault in sorted(filter(None, faults)):
                yield f"{module.path}:{node.lineno}: {fault}"


def _fault(module: Module, target: str) -> str | None:
    source, top = module.top, target.partition(".")[0]
    if source in STUDIES and any(_within(target, name) for name in IMPURE):
        return f"{source} is a study and may not import {target}"
    if top not in OURS or top == source or top in ALLOWED[source]:
        return None
    return f"{source} may not import {target}, or no more of it than types"


def _only_types(module: Module, node: Import) -> bool:
    """Return whether an import takes nothing but names that the top floors may know."""
    if isinstance(node, ast.Import):
        return False
    base, names = node.module or "", [alias.name for alias in node.names]
    if (module.name, f"{base}.{names[0]}") == WIRING and len(names) == 1:
        return True
    if base == WORDING and module.top in {*DOORS, "commands"}:
        return True
    if module.top in {"commands", *ENTRANCE} and all(map(FAULT.match, names)):
        return True
    open_to = TYPES.get(module.top, ())
    return any(_within(base, name) for name in open_to) and all(map(TYPE.match, names))


def _within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


def clocks_and_dice(root: Path) -> list[str]:
    """Return where a study reads the clock or draws chance of its own."""
    return [
        f"{module.path}:{node.lineno}: a study calls {name}; take it as an argument"
        for module in product(root)
        if module.top in STUDIES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and (name := _called(node)) is not None
    ]


def _called(node: ast.Call) -> str | None:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id if function.id in CLOCKS_AND_DICE else None
    if not isinstance(function, ast.Attribute):
        return None
    if isinstance(function.value, ast.Name) and function.value.id == "random":
        return None if function.attr == "Random" else f"random.{function.attr}"
    return function.attr if function.attr in CLOCKS_AND_DICE else None


def hidden(root: Path) -> list[str]:
    """Return imports of our own modules inside functions, the usual way to hide a circle."""
    modules = product(root)
    known = frozenset(module.name for module in modules)
    return [
        f"{module.path}:{node.lineno}: {function.name} imports {target}; import it at the top"
        for module in modules
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in targets(node, known)
        if target.partition(".")[0] in OURS
    ]


def early(root: Path) -> list[str]:
    """Return imports of slow libraries that are not put off until they are needed."""
    return [
        f"{module.path}:{node.lineno}: {target} is slow to load; import it where it is used"
        for module in product(root)
        if not _within(module.name, LATE_ITSELF)
        for node in module.tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in targets(node, frozenset())
        if any(_within(target, name) for name in SLOW)
    ]


def circle(root: Path) -> list[str]:
    """Return the modules of a circle of imports, if there is one."""
    modules = product(root)
    known = frozenset(module.name for module in modules)
    graph = {
        module.name: {
            target
            for node in module.imports()
            for target in targets(node, known)
            if target in known and target != module.name
        }
        for module in modules
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []
