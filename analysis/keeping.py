"""A learned analyser as bytes and back: numbers and words only, nothing that could run."""

from __future__ import annotations

import json
from dataclasses import asdict
from io import BytesIO
from typing import Any

import numpy as np

from analysis.learned import Learned, Settings, Table
from analysis.settling import Settling
from analysis.trusting import Trust

_TABLES = ("terms", "grams")


class BodyFault(ValueError):
    """The bytes are no learned analyser of this release."""


def to_bytes(learned: Learned) -> bytes:
    """Return an analyser as a compressed archive of arrays."""
    settling = learned.settling
    about = {
        "version": learned.version,
        "themes": learned.themes,
        "hits": learned.hits,
        "feels": learned.feels,
        "hears_nothing": learned.hears_nothing,
        "settings": asdict(learned.settings),
        "trust": [*map(list, learned.trust.phrases)],
        "settling": [settling.groups, settling.hits] if settling else [],
        "rows": {name: list(getattr(learned, name).rows) for name in _TABLES},
    }
    arrays: dict[str, Any] = {"side": learned.side, "bias": learned.bias}
    arrays["trust_phrases"] = np.array(list(learned.trust.phrases.values()))
    arrays["trust_usual"] = np.array(list(learned.trust.usual.values()))
    if settling:
        arrays["settling"] = settling.weights
    for name in _TABLES:
        table: Table = getattr(learned, name)
        arrays[f"{name}_weights"], arrays[f"{name}_squares"] = table.weights, table.squares
    body = BytesIO()
    np.savez_compressed(
        body,
        about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
        **{name: array.astype(np.float32) for name, array in arrays.items()},
    )
    return body.getvalue()


def from_bytes(body: bytes) -> Learned:
    """Return the analyser that ``to_bytes`` wrote; raises BodyFault when it is none."""
    try:
        with np.load(BytesIO(body), allow_pickle=False) as kept:
            about = json.loads(kept["about"].tobytes())
            tables = {name: _table(name, about["rows"][name], kept) for name in _TABLES}
            return Learned(
                version=about["version"],
                themes=tuple(about["themes"]),
                hits=tuple(about["hits"]),
                side=kept["side"].astype(float),
                bias=kept["bias"].astype(float),
                feels=about["feels"],
                hears_nothing=about.get("hears_nothing", False),
                settings=Settings(**about["settings"]),
                trust=_trust(about, kept),
                settling=_settling(about.get("settling"), kept),
                **tables,
            )
    except (EOFError, KeyError, OSError, TypeError, ValueError) as fault:
        raise BodyFault("What the machine learned cannot be read by this release.") from fault


def _trust(about: dict[str, Any], kept: Any) -> Trust:
    if "trust" not in about:
        return Trust({}, {})
    phrases = ((theme, phrase) for theme, phrase in about["trust"])
    loud = kept["trust_phrases"].astype(float).tolist()
    usual = kept["trust_usual"].astype(float).tolist()
    return Trust(
        dict(zip(phrases, loud, strict=True)), dict(zip(about["hits"], usual, strict=True))
    )


def _settling(places: list[list[int]] | None, kept: Any) -> Settling | None:
    if not places:
        return None
    groups, hits = map(tuple, places)
    return Settling(kept["settling"].astype(float), groups, hits)


def _table(name: str, rows: list[str], kept: Any) -> Table:
    weights = kept[f"{name}_weights"].astype(float)
    if len(weights) != len(rows):
        raise BodyFault(f"The {name} and their weights differ in number.")
    places = {row: place for place, row in enumerate(rows)}
    return Table(places, weights, kept[f"{name}_squares"].astype(float))
