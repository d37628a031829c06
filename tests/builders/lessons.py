"""Comments in made-up words that people have coded, enough of them for the machine to learn."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.hall import Hall
from storage.kinds import CodingRound
from storage.models import Answer, Coding
from tests.builders.feedback import put_response, wrote

MEANS = {"zorbed": "positive", "mimbly": "neutral", "grelky": "negative"}
PLACES = ("meeting", "house", "school", "chair", "plan")
THEME = "timing"
IN_ONE = 6


def lessons(hall: Hall, comments: int = 240, means: dict[str, str] = MEANS) -> list[UUID]:
    """Store comments, six in a response, each coded by a person; return their ids."""
    before = set(_answers(hall))
    with hall.sessions.writing() as session:
        for start in range(0, comments, IN_ONE):
            numbers = range(start, min(start + IN_ONE, comments))
            told = (wrote(f"q{number - start}", _words(number, means)) for number in numbers)
            put_response(session, *told)
    fresh = [answer for answer in _answers(hall) if answer not in before]
    with hall.sessions.writing() as session:
        for answer in session.scalars(select(Answer).where(Answer.id.in_(fresh))):
            words = (answer.text or "").split()
            common = {"answer_id": answer.id, "round": CodingRound.FIRST, "at": hall.clock()}
            sentiment = next(means[word] for word in words if word in means)
            session.add(Coding(**common, codebook="test", nonanswer=False, sentiment=sentiment))
            if "meeting" in words:
                session.add(Coding(**common, codebook="test", nonanswer=False, theme=THEME))
    return fresh


def _words(number: int, means: dict[str, str]) -> str:
    word = list(means)[number % len(means)]
    one, two = PLACES[number % 5], PLACES[(number // 3) % 5]
    return f"the {one} was {word} and so was Zebedee at the {two}"


def _answers(hall: Hall) -> list[UUID]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Answer.id)))
