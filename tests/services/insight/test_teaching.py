"""The machine learns from people's coding, and only a better analyser takes over."""

from __future__ import annotations

from base64 import b64decode
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

import analysis
from analysis import CommentIn, Sentiment
from analysis.keeping import from_bytes
from services.hall import Hall
from services.insight import teaching
from services.insight.coding import code_comments
from services.insight.teaching import FEWEST, Taught, in_use, teach, teach_when_due
from services.refusal import Refused
from storage.models import Answer, Case, Coding, KnownName, TrainedModel
from tests.builders.feedback import put_team
from tests.builders.lessons import THEME, lessons
from tests.builders.prepared import prepared

WRONG = {"zorbed": "negative", "mimbly": "positive", "grelky": "neutral"}


def learned_once(hall: Hall) -> tuple[tuple[UUID, ...], Taught]:
    return tuple(lessons(hall)), teach(hall)


def models(hall: Hall) -> list[TrainedModel]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(TrainedModel).order_by(TrainedModel.made_at)))


def reads(hall: Hall, text: str) -> Sentiment | None:
    return analysis.analyse(CommentIn(text), in_use(hall).models).guess


def test_what_people_mean_is_learned_and_used_from_then_on(hall: Hall) -> None:
    lessons(hall)
    taught = teach(hall)
    assert taught.promoted
    assert taught.after > taught.before
    assert taught.learned_from + taught.measured_on == 240
    assert reads(hall, "our review was grelky") is Sentiment.NEGATIVE
    coded = code_comments(in_use(hall))
    assert coded.analyser == f"learned {taught.version}"
    found = analysis.analyse(CommentIn("the meeting was zorbed"), in_use(hall).models)
    assert THEME in {hit.theme for hit in found.themes}


def test_it_is_kept_sealed_with_its_version_fingerprint_and_figures(sqlite_hall: Hall) -> None:
    _, taught = prepared(sqlite_hall, learned_once)
    (kept,) = models(sqlite_hall)
    assert (kept.version, kept.comments, kept.in_use) == (taught.version, 240, True)
    assert len(kept.fingerprint) == 64
    assert taught.version.endswith(kept.fingerprint[:8])
    assert kept.figures["after"] == taught.after
    assert b"zorbed" not in kept.body_s
    with sqlite_hall.sessions.reading() as session:
        opened = session.get_one(TrainedModel, kept.id).body
    learned = from_bytes(b64decode(opened.partition(" ")[2]))
    assert "zorbed" in learned.terms.rows


def test_names_that_are_known_are_not_learned(sqlite_hall: Hall) -> None:
    with sqlite_hall.sessions.writing() as session:
        put_team(session, "North")
        case = Case(reference="C-1", team="North")
        session.add(case)
        session.flush()
        session.add(KnownName(case_id=case.id, name="Zebedee Quill"))
    lessons(sqlite_hall)
    teach(sqlite_hall)
    learned = in_use(sqlite_hall).models.learned
    assert learned is not None
    assert "zorbed" in learned.terms.rows
    assert not any("zebedee" in term for term in learned.terms.rows)


def test_too_little_coding_is_refused_and_nothing_is_kept(sqlite_hall: Hall) -> None:
    lessons(sqlite_hall, 12)
    with pytest.raises(Refused, match=f"have coded 12 comments; the machine learns from {FEWEST}"):
        teach(sqlite_hall)
    assert models(sqlite_hall) == []
    assert in_use(sqlite_hall).models is sqlite_hall.models


def test_coding_of_one_feeling_alone_is_refused(sqlite_hall: Hall) -> None:
    lessons(sqlite_hall, 204, {"zorbed": "positive"})
    with pytest.raises(Refused, match="fewer of neutral and negative"):
        teach(sqlite_hall)


def test_one_that_does_no_better_is_kept_and_not_used(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons(sqlite_hall)
    monkeypatch.setattr(teaching, "_score", lambda model, examples: 0.5)
    assert not teach(sqlite_hall).promoted
    assert [kept.in_use for kept in models(sqlite_hall)] == [False]
    assert in_use(sqlite_hall).models is sqlite_hall.models


def test_a_hall_that_has_the_newest_analyser_is_not_made_anew(sqlite_hall: Hall) -> None:
    prepared(sqlite_hall, learned_once)
    fresh = in_use(sqlite_hall)
    assert in_use(fresh) is fresh


def test_words_that_are_gone_are_unlearned(sqlite_hall: Hall) -> None:
    (gone, *_), first = prepared(sqlite_hall, learned_once)
    assert teach_when_due(sqlite_hall) is None
    with sqlite_hall.sessions.writing() as session:
        session.execute(update(Answer).where(Answer.id == gone).values(text_s=None))
    again = teach_when_due(sqlite_hall)
    assert isinstance(again, Taught)
    assert again.version != first.version
    old, new = models(sqlite_hall)
    assert (old.in_use, new.in_use) == (False, again.promoted)
    assert teach_when_due(sqlite_hall) is None


def test_if_too_little_is_left_the_machine_goes_back_to_what_it_knew_before(
    sqlite_hall: Hall,
) -> None:
    prepared(sqlite_hall, learned_once)
    with sqlite_hall.sessions.writing() as session:
        session.execute(delete(Coding))
        session.execute(delete(Answer))
    assert teach_when_due(sqlite_hall) is None
    assert [kept.in_use for kept in models(sqlite_hall)] == [False]
    assert in_use(in_use(sqlite_hall)).models.learned is None


def test_it_is_due_with_enough_coding_and_again_with_a_tenth_more(sqlite_hall: Hall) -> None:
    lessons(sqlite_hall, 120)
    assert teach_when_due(sqlite_hall) is None
    lessons(sqlite_hall, 120)
    assert teach_when_due(sqlite_hall) is not None
    lessons(sqlite_hall, 12)
    assert teach_when_due(sqlite_hall) is None
    lessons(sqlite_hall, 12)
    assert teach_when_due(sqlite_hall) is not None


def test_what_people_change_their_minds_about_is_learned_anew(sqlite_hall: Hall) -> None:
    prepared(sqlite_hall, learned_once)
    with sqlite_hall.sessions.writing() as session:
        for coding in session.scalars(select(Coding).where(Coding.sentiment.is_not(None))):
            other = {"positive": "negative", "neutral": "positive", "negative": "neutral"}
            coding.sentiment = other[str(coding.sentiment)]
    assert teach(sqlite_hall).promoted
    assert reads(sqlite_hall, "our review was zorbed") is Sentiment.NEGATIVE
