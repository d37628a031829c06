"""The machine codes each comment once, adds only, and goes on where it stopped."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analysis import Sentiment
from services.hall import Hall
from services.insight import coding
from services.insight.bookmark import Bookmark
from services.insight.coding import code_comments
from services.insight.progress import unwatched
from storage.kinds import CodingRound
from storage.models import Answer, Coding
from storage.queries.comments import Version
from surveys.kinds import Kind, Lean
from tests.builders.feedback import chose, code, comment, gave, respond, skipped, wrote
from tests.builders.stored import count

PRAISE = "The chair was kind and listened to us."


def codings(hall: Hall) -> list[Coding]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Coding)))


def heads(hall: Hall) -> list[Coding]:
    return [found for found in codings(hall) if found.theme is None]


def test_a_pass_leaves_a_head_and_a_row_for_each_theme_with_its_evidence(hall: Hall) -> None:
    answer = comment(hall, "Nobody told us what was decided. My social worker changed again.")
    coded = code_comments(hall)
    assert (coded.comments, coded.nonanswers) == (1, 0)
    (head,) = heads(hall)
    assert (head.answer_id, head.round, head.coder_id) == (answer, CodingRound.MACHINE, None)
    assert (head.analyser, head.codebook) == (coded.analyser, coded.codebook)
    assert head.at == hall.clock()
    assert (head.nonanswer, head.spans) == (False, [])
    themes = [found for found in codings(hall) if found.theme is not None]
    assert themes
    for found in themes:
        assert (found.sentiment, found.severity) == (None, None)
        assert found.spans
        assert set(found.spans[0]) == {"start", "end", "phrase"}


def test_coding_again_changes_nothing(hall: Hall) -> None:
    comment(hall, PRAISE)
    code_comments(hall)
    before = count(hall, Coding)
    assert code_comments(hall).comments == 0
    assert count(hall, Coding) == before


def test_only_comments_are_coded(hall: Hall) -> None:
    respond(
        hall,
        chose("listened", "yes"),
        gave("scale_safety", 7),
        skipped("working_well", Kind.LONG_TEXT),
        wrote("worried_about", "The wait was long."),
    )
    assert code_comments(hall).comments == 1


def test_comments_of_broken_off_responses_are_coded_for_their_readers(hall: Hall) -> None:
    comment(hall, PRAISE, partial=True)
    assert code_comments(hall).comments == 1


def test_a_non_answer_is_marked_as_one(hall: Hall) -> None:
    comment(hall, "n/a")
    coded = code_comments(hall)
    assert (coded.comments, coded.nonanswers, coded.not_sure) == (1, 1, 0)
    (head,) = heads(hall)
    assert (head.nonanswer, head.sentiment) == (True, None)


def test_another_language_is_left_to_people(hall: Hall) -> None:
    comment(hall, "Bardzo dobrze, dziękuję", language="pl")
    assert code_comments(hall).not_sure == 1
    (head,) = heads(hall)
    assert (head.sentiment, head.severity) == (None, None)


@pytest.mark.parametrize(
    ("lean", "sentiment"), [(Lean.GOOD, Sentiment.POSITIVE), (Lean.WORRY, Sentiment.NEGATIVE)]
)
def test_what_the_question_asks_for_is_passed_on(
    hall: Hall, lean: Lean, sentiment: Sentiment
) -> None:
    comment(hall, "The contact centre on Mill Lane", lean=lean)
    code_comments(hall)
    assert [head.sentiment for head in heads(hall)] == [sentiment]


@pytest.mark.parametrize(
    ("marks", "sentiment"),
    [
        ((chose("overall", "very_good", Kind.SINGLE), chose("listened", "yes")), "positive"),
        ((chose("overall", "very_bad", Kind.SINGLE), gave("scale_safety", 0)), "negative"),
        ((chose("was_there", "no", Kind.SINGLE),), None),
    ],
)
def test_ratings_in_the_same_response_are_passed_on(
    hall: Hall, marks: tuple[object, ...], sentiment: str | None
) -> None:
    respond(hall, *marks, wrote("needs_to_happen", "The contact centre on Mill Lane"))  # type: ignore[arg-type]
    respond(hall, chose("listened", "no"))
    code_comments(hall)
    assert [head.sentiment for head in heads(hall)] == [sentiment]


def test_a_new_codebook_codes_again_and_keeps_the_old_coding(hall: Hall) -> None:
    comment(hall, PRAISE)
    code_comments(hall)
    book = hall.models.codebook.model_copy(update={"version": "2099.1"})
    newer = replace(hall, models=replace(hall.models, codebook=book))
    assert code_comments(newer).comments == 1
    assert Counter(head.codebook for head in heads(hall)) == {
        hall.models.codebook.version: 1,
        "2099.1": 1,
    }


def test_a_comment_that_a_person_coded_is_coded_too(hall: Hall) -> None:
    code(hall, comment(hall, PRAISE), "negative", by=CodingRound.FIRST)
    assert code_comments(hall).comments == 1


def test_all_codes_everything_once_more(hall: Hall) -> None:
    comment(hall, PRAISE)
    code_comments(hall)
    hall.clock.advance(hours=1)  # type: ignore[attr-defined]
    assert code_comments(hall, again=True).comments == 1
    assert len({head.at for head in heads(hall)}) == 2


def broken_off(hall: Hall, monkeypatch: pytest.MonkeyPatch, bookmark: Bookmark) -> None:
    """Code ten comments again, four at a time, and fail after the first four."""
    monkeypatch.setattr(coding, "_BATCH", 4)
    for number in range(10):
        comment(hall, f"{PRAISE} {number}")
    code_comments(hall)
    real, calls = coding.add_codings, []

    def fails(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        calls.append(rows)
        if len(calls) == 2:
            raise InterruptedError
        real(session, rows)

    monkeypatch.setattr(coding, "add_codings", fails)
    with pytest.raises(InterruptedError):
        code_comments(hall, again=True, bookmark=bookmark)
    monkeypatch.setattr(coding, "add_codings", real)


def test_coding_all_again_goes_on_where_it_was_broken_off_and_then_begins_anew(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bookmark = Bookmark(tmp_path / "var")
    broken_off(hall, monkeypatch, bookmark)
    assert code_comments(hall, bookmark=bookmark).comments == 0
    assert code_comments(hall, again=True, bookmark=bookmark).comments == 6
    assert list((tmp_path / "var").iterdir()) == []
    assert code_comments(hall, again=True, bookmark=bookmark).comments == 10


def test_what_was_broken_off_elsewhere_or_by_another_version_is_begun_anew(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bookmark = Bookmark(tmp_path)
    broken_off(sqlite_hall, monkeypatch, bookmark)
    models = sqlite_hall.models
    version = Version(models.analyser, models.codebook.version)
    assert bookmark.last(version) is not None
    assert bookmark.last(replace(version, analyser="another")) is None
    bookmark.put(version, UUID(int=2**128 - 1))
    assert code_comments(sqlite_hall, again=True, bookmark=bookmark).comments == 10
    (tmp_path / "coding-again.json").write_text("[]")
    assert bookmark.last(version) is None


def test_work_that_was_broken_off_goes_on_where_it_stopped(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding, "_BATCH", 4)
    for number in range(10):
        comment(hall, f"{PRAISE} {number}")
    real, calls = coding.add_codings, []

    def add_until_the_second_batch(*given: object) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(coding, "add_codings", add_until_the_second_batch)
    with pytest.raises(RuntimeError):
        code_comments(hall)
    assert len(heads(hall)) == 4
    monkeypatch.undo()
    assert code_comments(hall, unwatched).comments == 6
    assert Counter(head.answer_id for head in heads(hall)).most_common(1)[0][1] == 1


def test_two_analysers_at_once_code_each_comment_once(hall: Hall) -> None:
    for number in range(60):
        comment(hall, f"{PRAISE} {number}")
    coded: list[int] = []
    threads = [
        threading.Thread(target=lambda: coded.append(code_comments(hall).comments))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heads(hall)) == 60
    assert sum(coded) == 60


def test_nothing_of_the_words_is_kept_beside_them(hall: Hall) -> None:
    comment(hall, "Canarina Featherstone was late and nobody told us why.")
    code_comments(hall)
    kept = str([(found.theme, found.spans, found.sentiment) for found in codings(hall)])
    assert "Canarina" not in kept
    assert "Featherstone" not in kept


def test_words_that_were_erased_are_passed_over(hall: Hall) -> None:
    answer = comment(hall, PRAISE)
    with hall.sessions.writing() as session:
        session.execute(update(Answer).where(Answer.id == answer).values(text_s=None))
    assert code_comments(hall).comments == 0
