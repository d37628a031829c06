"""A file comes in whole or not at all, once however often it is brought."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.insight import importing
from services.refusal import Refused
from storage.models import Answer, AuditEvent, Concern, Outbox, ProcessedInput, Response
from surveys.answers import AnswerState
from surveys.kinds import Kind, Lean, Mode, RespondentRole
from tests.builders.sheets import ALL_COLUMNS, COLUMNS, DISCLOSURE, bring_in, counts, row, sheet
from tests.builders.stored import count


def answers(hall: Hall) -> dict[str, Answer]:
    with hall.sessions.reading() as session:
        found = {answer.question_id: answer for answer in session.scalars(select(Answer))}
        for answer in found.values():
            _ = answer.text
        return found


def test_a_row_becomes_an_anonymous_response_with_its_day(hall: Hall, tmp_path: Path) -> None:
    result = bring_in(hall, sheet(tmp_path, row(1)))
    assert (result.taken, result.repeated, result.blank, result.concerns) == (1, 0, 0, 0)
    with hall.sessions.reading() as session:
        found = session.scalars(select(Response)).one()
        assert (found.mode, found.role, found.channel) == (Mode.ANONYMOUS, "parent", "csv_import")
        assert (found.questionnaire, found.version) == ("imported_feedback", 1)
        assert (found.received_on, found.partial) == (date(2026, 8, 3), False)
        assert (found.case_id, found.team, found.invitation_id) == (None, None, None)


def test_rating_and_comment_are_kept_with_what_was_asked_for(hall: Hall, tmp_path: Path) -> None:
    bring_in(hall, sheet(tmp_path, row(1)))
    with hall.sessions.reading() as session:
        found = {answer.question_id: answer for answer in session.scalars(select(Answer))}
        assert (found["rating"].kind, found["rating"].code) == (Kind.SINGLE, "good")
        comment = found["comment"]
        assert (comment.kind, comment.lean) == (Kind.LONG_TEXT, Lean.GOOD)
        assert comment.text == "They rang me back."


def test_without_a_lean_column_the_questionnaire_says_what_is_asked(
    hall: Hall, tmp_path: Path
) -> None:
    bring_in(hall, sheet(tmp_path, row(1)), COLUMNS)
    found = answers(hall)
    assert found["comment"].lean is Lean.OPEN
    assert found["rating"].state is AnswerState.SKIPPED


@pytest.mark.parametrize(("score", "code"), [("1", "very_good"), ("5", "very_bad"), ("6", None)])
def test_ratings_are_read_as_the_friends_and_family_test_counts(
    sqlite_hall: Hall, tmp_path: Path, score: str, code: str | None
) -> None:
    bring_in(sqlite_hall, sheet(tmp_path, row(1, score=score)))
    assert answers(sqlite_hall)["rating"].code == code


def test_another_way_to_count_can_be_told(sqlite_hall: Hall, tmp_path: Path) -> None:
    columns = replace(ALL_COLUMNS, rating_map={"10": "very_good", "0": ""})
    bring_in(sqlite_hall, sheet(tmp_path, row(1, score="10")), columns)
    assert answers(sqlite_hall)["rating"].code == "very_good"


def test_other_words_for_leans_can_be_told(sqlite_hall: Hall, tmp_path: Path) -> None:
    columns = replace(ALL_COLUMNS, lean_map={"What was bad?": "worry", "": ""})
    bring_in(sqlite_hall, sheet(tmp_path, row(1, lean="What was bad?")), columns)
    assert answers(sqlite_hall)["comment"].lean is Lean.WORRY


@pytest.mark.parametrize("day", ["2026-08-03", "03/08/2026", "3/8/2026", "2026-08-03T10:00:00Z"])
def test_days_are_read_as_people_write_them(sqlite_hall: Hall, tmp_path: Path, day: str) -> None:
    bring_in(sqlite_hall, sheet(tmp_path, row(1, day=day)))
    with sqlite_hall.sessions.reading() as session:
        assert session.scalars(select(Response.received_on)).one() == date(2026, 8, 3)


@pytest.mark.parametrize(
    ("written", "read", "month_first"),
    [
        ("12/08/2026", date(2026, 8, 12), 0),
        ("8/13/2026", date(2026, 8, 13), 1),
        ("13/08/2026", date(2026, 8, 13), 0),
    ],
)
def test_a_day_that_can_only_be_month_first_is_read_so_and_told(
    sqlite_hall: Hall, tmp_path: Path, written: str, read: date, month_first: int
) -> None:
    assert bring_in(sqlite_hall, sheet(tmp_path, row(1, day=written))).month_first == month_first
    with sqlite_hall.sessions.reading() as session:
        assert session.scalars(select(Response.received_on)).one() == read


def test_bringing_the_same_file_again_changes_nothing(hall: Hall, tmp_path: Path) -> None:
    file = sheet(tmp_path, row(1), row(2, DISCLOSURE))
    bring_in(hall, file)
    before = counts(hall)
    result = bring_in(hall, file)
    assert (result.taken, result.repeated) == (0, 2)
    assert counts(hall) == before


def test_a_longer_file_adds_only_what_is_new(hall: Hall, tmp_path: Path) -> None:
    bring_in(hall, sheet(tmp_path, row(1)))
    result = bring_in(hall, sheet(tmp_path, row(1), row(2), row(2)))
    assert (result.taken, result.repeated) == (1, 2)
    assert count(hall, Response) == 2


def test_blank_rows_are_passed_over(hall: Hall, tmp_path: Path) -> None:
    result = bring_in(hall, sheet(tmp_path, row(1, " ", score="7"), ("",) * 5, row(2)))
    assert (result.taken, result.blank) == (1, 1)
    assert count(hall, Response) == 1


def test_a_disclosure_raises_a_concern_without_a_link(hall: Hall, tmp_path: Path) -> None:
    result = bring_in(hall, sheet(tmp_path, row(1), row(2, DISCLOSURE)))
    assert result.concerns == 1
    with hall.sessions.reading() as session:
        concern = session.scalars(select(Concern)).one()
        assert concern.words == DISCLOSURE
        assert (concern.draft_id, concern.case_id, concern.link_s) == (None, None, None)
        told = select(Answer.id).where(Answer.response_id == concern.response_id)
        assert len(session.scalars(told).all()) == 2
        notice = session.scalars(select(Outbox)).one()
        assert notice.kind == "concern_notice"
        assert "stepdad" not in (notice.payload or "")


def test_who_imported_is_audited(hall: Hall, tmp_path: Path) -> None:
    bring_in(hall, sheet(tmp_path, row(1)))
    with hall.sessions.reading() as session:
        assert session.scalars(select(AuditEvent.what)).all() == ["responses_imported"]


def test_the_database_shows_neither_ids_nor_words(sqlite_hall: Hall, tmp_path: Path) -> None:
    bring_in(sqlite_hall, sheet(tmp_path, row(1, "Canarina said so", ref="EXTERNAL-77")))
    file = Path(sqlite_hall.sessions.engine.url.database or "")
    stored = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    assert b"EXTERNAL-77" not in stored
    assert b"Canarina" not in stored


def test_the_same_ids_of_two_surveys_are_kept_apart_by_their_questionnaire(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    bring_in(sqlite_hall, sheet(tmp_path, row(1)))
    with sqlite_hall.sessions.reading() as session:
        mark = session.scalars(select(ProcessedInput)).one()
    assert mark.channel == "import:imported_feedback"
    assert len(bytes.fromhex(mark.input_id)) == 32


def test_a_fault_halfway_through_writing_leaves_nothing(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = importing.add, []

    def add_until_the_second_chunk(*given: object) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "add", add_until_the_second_chunk)
    with pytest.raises(RuntimeError):
        bring_in(hall, sheet(tmp_path, *(row(number) for number in range(600))))
    assert set(counts(hall).values()) == {0}


def test_two_imports_at_once_bring_each_row_in_once(hall: Hall, tmp_path: Path) -> None:
    file = sheet(tmp_path, *(row(number) for number in range(300)))
    refused: list[Refused] = []

    def run() -> None:
        try:
            bring_in(hall, file)
        except Refused as told:
            refused.append(told)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(hall, Response) == 300
    assert all("run it again" in str(told) for told in refused)


@pytest.mark.parametrize("role", list(RespondentRole))
def test_comments_of_every_role_can_be_brought_in(
    sqlite_hall: Hall, tmp_path: Path, role: str
) -> None:
    assert bring_in(sqlite_hall, sheet(tmp_path, row(1)), role=role).taken == 1
