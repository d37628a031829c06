"""Rotating the sealing keys: a fresh key, and everything of older ones sealed with it."""

from __future__ import annotations

from services.hall import Hall
from services.insight.progress import Progress
from storage.resealing import left, reseal

_BATCH = 200
"""Rows in one transaction: a write lock of some tens of milliseconds, so that answers get in."""


def reseal_all(hall: Hall, progress: Progress) -> int:
    """Seal with the newest key whatever an older one sealed; return how much that was.

    Broken off, it goes on at the next call. The rest of Sayso may run meanwhile.

    Args:
        hall: the deployment, with the keys as they are in the file now.
        progress: opens a bar.

    Raises:
        KeyFault: a row was sealed with a key that the file does not hold.
    """
    done = 0
    with progress("Sealing afresh", left(hall.sessions, hall.keys)) as advance:
        for batch in reseal(hall.sessions, hall.keys, _BATCH):
            done += batch
            advance(batch)
    return done
