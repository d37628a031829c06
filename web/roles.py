"""Who may call a route: declared on each view, and an application with a gap does not start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])

RESPONDENT = "respondent"
"""Anyone who holds a link, a code or resume words; the conversation itself checks which."""

ANYONE = "anyone"
"""Nobody is asked who they are: the pages that lead in, and those that only say "alive"."""

_MARK = "__sayso_roles__"


def roles(*names: str) -> Callable[[View], View]:
    """Declare who may call the view; put it directly above the function."""

    def mark(view: View) -> View:
        setattr(view, _MARK, frozenset(names))
        return view

    return mark


def allowed(view: Callable[..., Any]) -> frozenset[str]:
    """Return who may call a view, empty where nobody declared it."""
    found: frozenset[str] = getattr(view, _MARK, frozenset())
    return found


def declared(app: Flask) -> dict[str, frozenset[str]]:
    """Return each endpoint of the application with its roles, empty where none were declared."""
    return {
        rule.endpoint: allowed(app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
    }


def require_declared(app: Flask) -> None:
    """Raise RuntimeError naming the endpoints whose roles nobody declared."""
    gaps = sorted(endpoint for endpoint, names in declared(app).items() if not names)
    if gaps:
        raise RuntimeError(f"No roles declared for: {', '.join(gaps)}. Add @roles(...) to each.")
