"""An audit event that was altered, added or taken out after sealing is found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep import audit_seals
from services.upkeep.audit_seals import seal_audit, verify
from services.upkeep.shift import BrokenOff
from storage.keys import make_keys
from storage.models import AuditEvent, AuditSeal
from tests.builders.clock import Clock
from tests.builders.stored import count
from tests.builders.worries import shift


def happen(hall: Hall, number: int) -> None:
    """Let so many audited things happen."""
    with hall.sessions.writing() as session:
        for _ in range(number):
            session.add(
                AuditEvent(
                    at=hall.clock(),
                    staff_id=uuid4(),
                    what="concern_opened",
                    subject_table="concern",
                    subject_id=uuid4(),
                )
            )


def seals(hall: Hall) -> list[AuditSeal]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(AuditSeal).order_by(AuditSeal.first)))


@pytest.fixture
def sealed(hall: Hall, clock: Clock) -> Hall:
    """A hall with nine events under three seals."""
    for _ in range(3):
        happen(hall, 3)
        assert seal_audit(shift(hall)).note.startswith("3 events, chain now ")
        clock.advance(hours=1)
    return hall


def test_each_seal_holds_on_to_the_one_before(sealed: Hall) -> None:
    one, two, three = seals(sealed)
    assert (one.previous, two.previous, three.previous) == (None, one.chain, two.chain)
    assert [seal.last - seal.first for seal in (one, two, three)] == [2, 2, 2]
    assert verify(sealed) == ()
    assert seal_audit(shift(sealed)).note == "nothing to seal"


def test_the_note_shows_the_end_of_the_chain_so_that_the_log_keeps_it(hall: Hall) -> None:
    happen(hall, 1)
    note = seal_audit(shift(hall)).note
    assert note == f"1 events, chain now {seals(hall)[0].chain.hex()[:16]}"


def alter(session: Session) -> None:
    session.execute(update(AuditEvent).where(AuditEvent.number == 5).values(staff_id=uuid4()))


def take_out(session: Session) -> None:
    session.execute(delete(AuditEvent).where(AuditEvent.number == 5))


def slip_in(session: Session) -> None:
    second = session.scalars(select(AuditSeal).order_by(AuditSeal.first)).all()[1]
    moved = update(AuditEvent).where(AuditEvent.number == 9)
    session.execute(moved.values(seal_id=second.id))


@pytest.mark.parametrize("deed", [alter, take_out, slip_in])
def test_a_deed_against_a_sealed_event_is_found_with_its_place(
    sealed: Hall, deed: Callable[[Session], None]
) -> None:
    with sealed.sessions.writing() as session:
        deed(session)
    faults = verify(sealed)
    assert faults[0] == (
        "Audit events 4 to 6 are not as they were sealed on 15/10/2026; compare them with a copy."
    )


def test_a_seal_taken_out_with_its_events_breaks_the_chain(sealed: Hall) -> None:
    second = seals(sealed)[1]
    with sealed.sessions.writing() as session:
        session.execute(delete(AuditEvent).where(AuditEvent.seal_id == second.id))
        session.execute(delete(AuditSeal).where(AuditSeal.id == second.id))
    assert "The seal before audit event 7 is gone; compare with a copy." in verify(sealed)


def test_without_the_key_file_nobody_can_mend_the_chain(sealed: Hall) -> None:
    forger = replace(sealed, keys=make_keys())
    assert len(verify(forger)) == 3


def test_many_events_are_sealed_in_batches(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "_BATCH", 4)
    happen(hall, 10)
    assert seal_audit(shift(hall)).note.startswith("10 events")
    assert count(hall, AuditSeal) == 3
    assert verify(hall) == ()


def test_what_is_sealed_stays_sealed_when_the_process_is_to_end(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_seals, "_BATCH", 4)
    happen(hall, 10)
    with pytest.raises(BrokenOff):
        seal_audit(replace(shift(hall), stopping=lambda: True))
    assert count(hall, AuditSeal) == 1
    seal_audit(shift(hall))
    assert verify(hall) == ()


def test_two_sealers_at_once_make_one_chain(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "_BATCH", 5)
    happen(hall, 40)
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        seal_audit(shift(hall))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verify(hall) == ()
    with hall.sessions.reading() as session:
        open_ones = session.scalars(select(AuditEvent).where(AuditEvent.seal_id.is_(None))).all()
    assert open_ones == []


def test_with_nothing_sealed_there_is_nothing_wrong(sqlite_hall: Hall) -> None:
    happen(sqlite_hall, 2)
    assert verify(sqlite_hall) == ()
