"""Comments in which the machine found no theme, though they share words."""

from __future__ import annotations

import random
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.hall import Hall
from storage.kinds import CodingRound
from storage.models import Answer, Coding
from tests.builders.feedback import IN_QUARTER, put_response, wrote

PETS = ("rabbit", "hamster", "kitten", "puppy", "budgie")
PRAMS = ("pram", "buggy", "pushchair", "stroller", "carrycot")


def loose(hall: Hall, count: int = 66, on: date = IN_QUARTER, **values: object) -> list[UUID]:
    """Store comments, one in a response, in which the machine found no theme."""
    chance = random.Random(4)
    about = (PETS, PETS, PRAMS)
    texts = (f"the {' and the '.join(chance.sample(about[n % 3], 3))}" for n in range(count))
    with hall.sessions.writing() as session:
        stored = [put_response(session, wrote("q", text), on=on, **values) for text in texts]
    return coded(hall, stored)


def coded(hall: Hall, responses: list[UUID], **values: object) -> list[UUID]:
    with hall.sessions.writing() as session:
        query = select(Answer.id).where(Answer.response_id.in_(responses)).order_by(Answer.id)
        answers = list(session.scalars(query))
        common = {"round": CodingRound.MACHINE, "codebook": "test", "at": hall.clock()}
        session.add_all(Coding(answer_id=each, **common) for each in answers)
        if values:
            session.add_all(Coding(answer_id=each, **common, **values) for each in answers)
    return answers
