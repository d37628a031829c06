"""The layouts that come with Sayso, by name, for whoever reads none of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

STANDARD = "standard"
"""The name of Sayso's own order, which is no file."""

_SHELF = files("reports") / "layouts"
_TOML = ".toml"


@cache
def names() -> tuple[str, ...]:
    """Return the ids of the layouts that come with Sayso."""
    found = (each.name for each in _SHELF.iterdir())
    return tuple(sorted(name.removesuffix(_TOML) for name in found if name.endswith(_TOML)))


def text_of(name: str) -> str:
    """Return the TOML text of one of ``names``."""
    return (_SHELF / f"{name}{_TOML}").read_text(encoding="utf-8")
