"""The words of reports, read from wording.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _words() -> Mapping[str, Any]:
    source = files("reports") / "wording.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def words(name: str, **values: object) -> str:
    """Return a text, filled in.

    Args:
        name: its path in wording.toml, such as ``notes.returns``.
        values: what stands in for ``{name}``; numbers get thousands separators. A text with a
            singular and a plural goes by ``count``.

    Raises:
        KeyError: there is no such text.
    """
    found: Any = _words()
    for step in name.split("."):
        found = found[step]
    if isinstance(found, list):
        found = found[0 if values.get("count") == 1 else 1]
    shown = {key: _shown(value) for key, value in values.items()}
    return str(found).format(**shown)


def label(group: str, code: str) -> str:
    """Return the label of a code, or the code in plain letters when it has none."""
    found = _words()[group].get(code)
    return str(found) if found else code.replace("_", " ").capitalize()


def in_order(group: str, codes: Iterable[str]) -> list[str]:
    """Return codes in the order in which every table prints their group; unknown ones last."""
    known = list(_words()[group])
    return sorted(codes, key=lambda code: (known.index(code) if code in known else 99, code))


def _shown(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value


def codes(group: str) -> tuple[str, ...]:
    """Return the codes that a group has labels for, in their order."""
    return tuple(_words()[group])
