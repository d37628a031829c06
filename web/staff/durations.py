"""How long something still has, or is late, in the two largest units."""

from __future__ import annotations

from datetime import timedelta

_UNITS = (("day", 24 * 60), ("hour", 60), ("minute", 1))


def in_words(length: timedelta) -> str:
    """Return a length of time such as ``2 hours 5 minutes``, whatever its sign.

    Args:
        length: rounded down to whole minutes.
    """
    left = int(abs(length).total_seconds() // 60)
    parts = []
    for name, size in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "less than a minute"
