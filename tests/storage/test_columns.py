"""Moments are aware and in UTC on every engine; enums are stored as plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from services.hall import Hall
from storage.models import JobSlot

LONDON = ZoneInfo("Europe/London")


def slot(hall: Hall, when: datetime) -> datetime:
    with hall.sessions.writing() as session:
        session.add(
            JobSlot(job="tick", slot=when, claimed_by="me", claimed_until=when, state="done")
        )
    with hall.sessions.reading() as session:
        return session.scalars(select(JobSlot.slot)).one()


@pytest.mark.parametrize(
    "when",
    [
        datetime(2026, 10, 15, 9, tzinfo=UTC),
        datetime(2026, 7, 1, 0, 30, tzinfo=LONDON),
        datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-5))),
    ],
)
def test_a_moment_comes_back_the_same_and_in_utc(hall: Hall, when: datetime) -> None:
    found = slot(hall, when)
    assert found == when.astimezone(UTC)
    assert found.utcoffset() == timedelta(0)


def test_a_naive_moment_is_refused_with_the_remedy(hall: Hall) -> None:
    with pytest.raises(StatementError, match="without a time zone cannot be stored"):
        slot(hall, datetime(2026, 10, 15, 9))  # noqa: DTZ001 - the fault itself


def test_a_naive_moment_is_refused_in_a_question_too(hall: Hall) -> None:
    query = select(JobSlot).where(JobSlot.slot < datetime(2026, 10, 15))  # noqa: DTZ001
    with hall.sessions.reading() as session, pytest.raises(StatementError):
        session.scalars(query).all()


def test_moments_are_ordered_across_zones(hall: Hall) -> None:
    summer = datetime(2026, 7, 1, 0, 30, tzinfo=LONDON)
    slot(hall, summer)
    query = select(JobSlot).where(JobSlot.slot < datetime(2026, 7, 1, tzinfo=UTC))
    with hall.sessions.reading() as session:
        assert len(session.scalars(query).all()) == 1


def test_an_enum_is_stored_as_its_value(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        session.execute(
            text(
                "INSERT INTO recipient (id, reference, role, language, interpreter) "
                "VALUES (:id, 'P-1', 'young_person', 'en', false)"
            ),
            {"id": "0" * 32},
        )
    with hall.sessions.reading() as session:
        assert session.scalar(text("SELECT role FROM recipient")) == "young_person"
