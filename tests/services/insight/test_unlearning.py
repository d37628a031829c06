"""What the machine learned from words that are erased goes at once, and is learned anew soon."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from analysis import training
from services.hall import OPERATOR, Hall
from services.insight import teaching
from services.insight.coding import code_comments
from services.insight.comments import read_back
from services.insight.teaching import WordsGone, in_use, teach, teach_when_due
from services.insight.unlearning import unlearn
from services.upkeep.erasure.erasing import erase
from services.upkeep.erasure.scope import Subject
from services.upkeep.timetable import relearn
from storage.models import Answer, Response, TrainedModel
from surveys.kinds import Mode
from tests.builders.conference import conference
from tests.builders.lessons import MEANS, lessons
from tests.builders.worries import shift

ONLY_THEIRS = {"quuxed": "negative", **MEANS}


def responses(hall: Hall) -> list[UUID]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Response.id)))


def link(hall: Hall, to: UUID, answers: Collection[UUID]) -> None:
    """Let the responses of some comments say which case they are about."""
    with hall.sessions.writing() as session:
        for answer in session.scalars(select(Answer).where(Answer.id.in_(answers))):
            response = session.get_one(Response, answer.response_id)
            response.mode, response.case_id = Mode.LINKED, to


def versions(hall: Hall) -> list[tuple[bool, bool]]:
    """Return of each model, oldest first, whether it is in use and holds anything."""
    with hall.sessions.reading() as session:
        rows = session.scalars(select(TrainedModel).order_by(TrainedModel.made_at))
        return [(row.in_use, bool(row.body)) for row in rows]


def pretend(hall: Hall, *answers: UUID, used: bool = True) -> None:
    """Keep a row of a model that learned from some comments; it can do nothing."""
    ids = b64encode(b"".join(answer.bytes for answer in answers)).decode()
    made_at = hall.clock() + timedelta(minutes=len(versions(hall)))
    names = {"version": f"{made_at}", "codebook": "test", "fingerprint": "f", "figures": {}}
    with hall.sessions.writing() as session:
        session.add(
            TrainedModel(
                **names, made_at=made_at, comments=1, in_use=used, body=f"{ids} {'x' * 60}"
            )
        )


def forget(hall: Hall, *gone: UUID) -> None:
    with hall.sessions.writing() as session:
        unlearn(session, gone)


def test_who_is_erased_is_unlearned_at_once_and_the_next_model_lacks_their_words(
    sqlite_hall: Hall,
) -> None:
    case = conference(sqlite_hall)
    lessons(sqlite_hall, 204)
    # Of so many responses, five are learned from however the lots fall: a word takes as many.
    link(sqlite_hall, case.case_id, lessons(sqlite_hall, 96, ONLY_THEIRS))
    teach(sqlite_hall)
    web = in_use(sqlite_hall)
    assert web.models.learned is not None
    assert "quuxed" in web.models.learned.terms.rows
    assert relearn(shift(sqlite_hall)).note == "nothing to unlearn"
    code_comments(web)
    assert _reasons(web)

    erase(sqlite_hall, OPERATOR, Subject.CASE, case.case)

    assert versions(sqlite_hall) == [(False, False)]
    for process in (web, sqlite_hall):
        assert in_use(process).models.learned is None
    assert not _reasons(web), "another process that still holds the model does not use it"
    lessons(sqlite_hall, 6)
    assert code_comments(web).comments == 0
    assert teach_when_due(sqlite_hall) is None, "the other job does it"
    assert relearn(shift(sqlite_hall)).note == "learned anew without what was erased"
    assert versions(sqlite_hall) == [(True, True)]
    anew = in_use(web).models.learned
    assert anew is not None
    assert "zorbed" in anew.terms.rows
    assert "quuxed" not in anew.terms.rows
    assert relearn(shift(sqlite_hall)).note == "nothing to unlearn"


def _reasons(web: Hall) -> bool:
    """Return whether a page would say why the model found something in a comment."""
    with web.sessions.reading() as session:
        response = session.scalars(select(Response).limit(1)).one()
        answers = session.scalars(select(Answer).where(Answer.response_id == response.id)).all()
        return any(each.why for each in read_back(session, web, response, answers).values())


def test_with_too_little_left_there_is_no_model_and_no_more_trying(sqlite_hall: Hall) -> None:
    answer, *_ = lessons(sqlite_hall, 6)
    pretend(sqlite_hall, answer)
    forget(sqlite_hall, *responses(sqlite_hall))
    assert versions(sqlite_hall) == [(False, False)]
    assert relearn(shift(sqlite_hall)).note == "nothing to unlearn"
    assert versions(sqlite_hall) == []


def test_superseded_models_lose_the_words_too_and_none_comes_back(hall: Hall) -> None:
    erased, other = lessons(hall, 7)[0], lessons(hall, 1)[0]
    pretend(hall, other)
    pretend(hall, erased, other, used=False)
    pretend(hall, erased, other)
    with hall.sessions.reading() as session:
        whose = session.get_one(Answer, erased).response_id
    forget(hall, whose)
    assert versions(hall) == [(False, True), (False, False)]
    assert in_use(hall) is hall or in_use(hall).models.learned is None


def test_a_model_that_learned_from_nothing_erased_runs_on(sqlite_hall: Hall) -> None:
    answer, *_ = lessons(sqlite_hall, 6)
    pretend(sqlite_hall, answer)
    lessons(sqlite_hall, 1)
    with sqlite_hall.sessions.reading() as session:
        whose = session.get_one(Answer, answer).response_id
    forget(sqlite_hall, *(each for each in responses(sqlite_hall) if each != whose))
    assert versions(sqlite_hall) == [(True, True)]


def test_what_is_erased_while_the_machine_learns_is_not_learned(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons(sqlite_hall, 216)

    def overtaken(*_: object) -> None:
        erase(sqlite_hall, OPERATOR, Subject.RESPONSE, str(responses(sqlite_hall)[0]))

    monkeypatch.setattr(training, "train", overtaken)
    monkeypatch.setattr(teaching, "taught_model", lambda *_: None)
    monkeypatch.setattr(teaching, "_score", lambda *_: 0.5)
    with pytest.raises(WordsGone, match="let it learn once more"):
        teach(sqlite_hall)
    assert versions(sqlite_hall) == []
    pretend(sqlite_hall, _answer(sqlite_hall))
    forget(sqlite_hall, *responses(sqlite_hall))
    assert relearn(shift(sqlite_hall)).note == "nothing to unlearn"
    assert versions(sqlite_hall) == [(False, False)], "it is tried again"


def _answer(hall: Hall) -> UUID:
    with hall.sessions.reading() as session:
        return session.scalars(select(Answer.id).limit(1)).one()
