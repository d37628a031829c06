"""The locks name exact versions and hashes, and neither a host nor a path of any machine."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}$")
_ADDRESS = re.compile(r"[a-z+]+://|(?:^|[\s=])file:|@\s*\S+/")
_PATH = re.compile(r"(?:^|[\s\"'=])(?:/|~/|\.\.?/|[A-Za-z]:\\)")
_OPTION = re.compile(r"^\s*(?:-(?!-hash=)\S+)")


def python_lock_faults(text: str) -> list[str]:
    """Return what is wrong with a lock of hashed requirements."""
    faults = [
        f"line {number}: {what}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        for what in _line_faults(line)
    ]
    return faults + [
        f"{entry.split()[0]} has no sha256 hash"
        for entry in _entries(text)
        if not any(_HASH.match(part) for part in entry.split())
    ]


def _line_faults(line: str) -> Iterator[str]:
    if _ADDRESS.search(line):
        yield "names a host or file"
    if _PATH.search(line):
        yield "names a path"
    if _OPTION.match(line) and "--hash=" not in line:
        yield "holds an option"
    if line[:1].isalnum() and not _PINNED.match(line):
        yield "does not name one exact version"


def _entries(text: str) -> list[str]:
    bare = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in bare.replace("\\\n", " ").splitlines() if entry[:1].isalnum()]


def out_of_step(project: str, lock: str) -> list[str]:
    """Return what the project asks for and the lock does not hold.

    Args:
        project: text of ``pyproject.toml``.
        lock: text of ``requirements.lock``.
    """
    held = {
        canonicalize_name(found["name"]): found["version"]
        for entry in _entries(lock)
        if (found := _PINNED.match(entry))
    }
    return [
        f"{wanted} is asked for, but the lock holds {held.get(canonicalize_name(wanted.name))}"
        for wanted in _wanted(tomllib.loads(project))
        if not wanted.specifier.contains(held.get(canonicalize_name(wanted.name), "0"))
    ]


def _wanted(project: dict[str, object]) -> Iterator[Requirement]:
    main = project["project"]
    assert isinstance(main, dict)
    groups = project.get("dependency-groups", {})
    assert isinstance(groups, dict)
    lists = (
        main["dependencies"],
        *main.get("optional-dependencies", {}).values(),
        *groups.values(),
    )
    for listed in lists:
        yield from map(Requirement, listed)


def node_lock_faults(text: str, asked: str) -> list[str]:
    """Return what is wrong with a lock of npm.

    Args:
        text: ``package-lock.json``.
        asked: ``package.json``.
    """
    packages = json.loads(text)["packages"]
    faults = [
        f"{name}: names a host or path: {value}"
        for name, package in packages.items()
        for key, value in package.items()
        if key == "resolved"
        or (isinstance(value, str) and re.match(r"(?:file|git|https?):", value))
    ]
    faults += [
        f"{name}: has no sha512 hash"
        for name, package in packages.items()
        if name and not str(package.get("integrity", "")).startswith("sha512-")
    ]
    return faults + [
        f"{kind} of package.json and of the lock differ"
        for kind in ("dependencies", "devDependencies")
        if json.loads(asked).get(kind) != packages[""].get(kind)
    ]
