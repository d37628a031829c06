"""From counted cells to a report: periods, disclosure control, assembly and rendering.

``build`` and ``render`` are loaded when somebody asks for them, so that whoever needs no more than
the name of a layout, as the bot does, need not load what writes Word files.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.making import build, render

__all__ = ["build", "render"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("reports.making"), name)
