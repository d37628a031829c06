"""Comments are placed by meaning once each, sealed, and nothing stays that serves nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from sentences import unpacked
from services.hall import Hall
from services.hearing import Hearing
from services.insight import placing
from services.insight.placing import Placed, place_comments
from services.upkeep.shift import BrokenOff
from services.upkeep.timetable import analyse
from storage.models import Answer, Meaning
from storage.queries.meanings import put
from tests.builders.feedback import comment
from tests.builders.meaning import by_words, comparing, with_model
from tests.builders.worries import shift

LATE = "The report came late and nobody told us why."


def placed(hall: Hall) -> dict[str, str | None]:
    """Return the words of each comment that was looked at, and the model or None if left out."""
    with hall.sessions.reading() as session:
        rows = session.execute(select(Answer, Meaning).join(Meaning, Meaning.id == Answer.id)).all()
        return {answer.text or "": row.direction and row.model for answer, row in rows}


def test_a_comment_is_placed_once_and_sealed(hall: Hall) -> None:
    comment(hall, LATE)
    assert place_comments(comparing(hall)) == Placed(1, 0, None)
    assert place_comments(comparing(hall)) == Placed(0, 0, None)
    with hall.sessions.reading() as session:
        (row,) = session.scalars(select(Meaning))
        kept = row.direction
        assert kept is not None
        assert kept.encode() not in (row.direction_s or b"")
        assert (abs(unpacked([kept]) - by_words([LATE])) < 1e-3).all()


def test_other_languages_and_words_that_say_nothing_are_left_out_and_not_asked_again(
    sqlite_hall: Hall,
) -> None:
    comment(sqlite_hall, LATE)
    comment(sqlite_hall, "n/a")
    comment(sqlite_hall, "Bardzo dobrze, dziękuję", language="pl")
    assert place_comments(comparing(sqlite_hall)) == Placed(3, 2, None)
    assert placed(sqlite_hall)[LATE] == "first"
    assert list(placed(sqlite_hall).values()).count(None) == 2
    assert place_comments(comparing(sqlite_hall)).comments == 0


def test_another_model_places_everything_anew(hall: Hall) -> None:
    comment(hall, LATE)
    place_comments(comparing(hall))
    assert place_comments(comparing(hall, with_model("second"))).comments == 1
    assert placed(hall) == {LATE: "second"}


def test_where_comments_lie_goes_with_the_answer(hall: Hall) -> None:
    answer = comment(hall, LATE)
    place_comments(comparing(hall))
    with hall.sessions.writing() as session:
        session.execute(delete(Answer).where(Answer.id == answer))
    with hall.sessions.reading() as session:
        assert session.scalars(select(Meaning)).all() == []


def test_where_comments_lie_goes_with_their_words(sqlite_hall: Hall) -> None:
    answer = comment(sqlite_hall, LATE)
    comment(sqlite_hall, "They were kind.")
    place_comments(comparing(sqlite_hall))
    with sqlite_hall.sessions.writing() as session:
        session.execute(update(Answer).where(Answer.id == answer).values(text_s=None))
    assert place_comments(comparing(sqlite_hall)).comments == 0
    assert placed(sqlite_hall) == {"They were kind.": "first"}


def test_what_a_second_machine_placed_or_somebody_erased_meanwhile_is_left_as_it_is(
    hall: Hall,
) -> None:
    placed_already, erased = comment(hall, LATE), comment(hall, "They were kind.")
    with hall.sessions.writing() as session:
        session.execute(update(Answer).where(Answer.id == erased).values(text_s=None))
    assert place_comments(comparing(hall)).comments == 1
    with hall.sessions.writing() as session:
        assert put(session, "first", {placed_already: "other", erased: "other"}) == 0
    with hall.sessions.reading() as session:
        assert session.scalars(select(Meaning)).one().direction != "other"


def test_once_no_model_is_set_nothing_stays_and_nothing_is_placed(sqlite_hall: Hall) -> None:
    comment(sqlite_hall, LATE)
    place_comments(comparing(sqlite_hall))
    assert place_comments(sqlite_hall) == Placed(0, 0, None)
    assert placed(sqlite_hall) == {}


def test_a_model_that_cannot_be_read_is_told_and_what_is_placed_stays(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    comment(sqlite_hall, LATE)
    place_comments(comparing(sqlite_hall))
    found = place_comments(comparing(sqlite_hall, Hearing(tmp_path)))
    assert found.comments == 0
    assert "model.safetensors cannot be read" in str(found.fault)
    assert placed(sqlite_hall) == {LATE: "first"}


def test_a_model_that_breaks_is_told_by_the_job_and_comments_are_coded_all_the_same(
    sqlite_hall: Hall,
) -> None:
    def broken(texts: object) -> object:
        raise MemoryError

    comment(sqlite_hall, LATE)
    done = analyse(shift(comparing(sqlite_hall, with_model(encode=broken))))
    assert done.note == "1 comments coded"
    assert "failed while it was used (MemoryError)" in str(done.fault)
    assert placed(sqlite_hall) == {}
    assert analyse(shift(comparing(sqlite_hall))).note == "1 compared by meaning"


def test_work_that_was_broken_off_goes_on_where_it_stopped(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_BATCH", 2)
    for number in range(5):
        comment(sqlite_hall, f"{LATE} {number}")
    ended = replace(shift(comparing(sqlite_hall)), stopping=lambda: True)
    with pytest.raises(BrokenOff):
        place_comments(ended.hall, ended.progress)
    assert len(placed(sqlite_hall)) == 2
    assert place_comments(comparing(sqlite_hall)).comments == 3
