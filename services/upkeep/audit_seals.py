"""Chains audit events in batches, so that one altered or taken out later is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from services.hall import Hall
from services.upkeep.shift import Done, Shift
from storage.keys import Keys
from storage.models import AuditEvent, AuditSeal

_BATCH = 1000
_SHOWN = 16
"""Hex digits of the chain that go to the log: whoever rewrites the table cannot rewrite that."""


def seal_audit(shift: Shift) -> Done:
    """Seal the events that are not sealed yet, each batch by itself."""
    count, chain = 0, ""
    while found := _seal(shift.hall):
        sealed, chain = found
        count += sealed
        shift.go_on()
    return Done(f"{count} events, chain now {chain}" if count else "nothing to seal")


def _seal(hall: Hall) -> tuple[int, str] | None:
    """Seal one batch; return its size and the beginning of its chain, None when all are."""
    unsealed = select(AuditEvent).where(AuditEvent.seal_id.is_(None))
    with hall.sessions.writing() as session:
        # The events are held first, then the chain is read: a second sealer waits at the events.
        events = session.scalars(
            unsealed.order_by(AuditEvent.number).limit(_BATCH).with_for_update()
        ).all()
        if not events:
            return None
        previous = session.scalar(_ends())
        seal = AuditSeal(
            first=events[0].number,
            last=events[-1].number,
            previous=previous,
            chain=_chain(hall.keys, previous, events),
            at=hall.clock(),
        )
        session.add(seal)
        session.flush()
        for event in events:
            event.seal_id = seal.id
        return len(events), seal.chain.hex()[:_SHOWN]


def _ends() -> Select[bytes]:
    """Select the chain to go on from: the one that no seal follows."""
    following = aliased(AuditSeal)
    return (
        select(AuditSeal.chain)
        .where(~exists().where(following.previous == AuditSeal.chain))
        .order_by(AuditSeal.at.desc(), AuditSeal.last.desc())
        .limit(1)
    )


def _chain(keys: Keys, previous: bytes | None, events: Iterable[AuditEvent]) -> bytes:
    """Return the SHA-256 of the previous chain and the events, keyed from outside the database.

    Without the key, somebody who alters an event cannot mend the chain after it.
    """
    lines = [json.dumps(_written(event)) for event in events]
    return keys.digest("audit", "\n".join([(previous or b"").hex(), *lines]))


def _written(event: AuditEvent) -> tuple[int | str | None, ...]:
    return (
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.staff_id) if event.staff_id else None,
        event.what,
        event.subject_table,
        str(event.subject_id) if event.subject_id else None,
    )


def verify(hall: Hall) -> tuple[str, ...]:
    """Compare every sealed event with its seal; return a sentence for each break, none if whole.

    The last chain cannot prove that nothing was cut off after it; the log holds its beginning.
    """
    with hall.sessions.reading() as session:
        seals = session.scalars(select(AuditSeal).order_by(AuditSeal.first)).all()
        altered = [
            f"Audit events {seal.first} to {seal.last} are not as they were sealed on "
            f"{seal.at:%d/%m/%Y}; compare them with a copy."
            for seal in seals
            if not _is_whole(session, hall.keys, seal)
        ]
    return (*altered, *_broken_links(seals))


def _is_whole(session: Session, keys: Keys, seal: AuditSeal) -> bool:
    query = select(AuditEvent).where(AuditEvent.seal_id == seal.id).order_by(AuditEvent.number)
    return _chain(keys, seal.previous, session.scalars(query)) == seal.chain


def _broken_links(seals: Sequence[AuditSeal]) -> list[str]:
    chains = {seal.chain for seal in seals}
    lost = [seal for seal in seals if seal.previous is not None and seal.previous not in chains]
    firsts = [seal for seal in seals if seal.previous is None]
    followed = [seal.previous for seal in seals if seal.previous is not None]
    faults = [
        f"The seal before audit event {seal.first} is gone; compare with a copy." for seal in lost
    ]
    if (seals and len(firsts) + len(lost) != 1) or len(set(followed)) != len(followed):
        faults.append("The chain of audit seals does not run in one line; compare with a copy.")
    return faults
