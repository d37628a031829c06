"""What a person says, and what opens their form, is nowhere in plain in the database's files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from storage.models import Answer, Concern, Draft, Recipient
from surveys.inputs import ChooseIdentity, Confirm
from surveys.kinds import Mode
from tests.builders.canary import Canary
from tests.builders.invited import Invited, invited
from tests.builders.read_by_staff import DISCLOSED
from tests.builders.stored import count
from tests.builders.talk import Talk, answer_in_turn, sit_down

QUESTION = "needs_to_happen"


def files(hall: Hall) -> list[Path]:
    file = Path(hall.sessions.engine.url.database or "")
    found = list(file.parent.glob(f"{file.name}*"))
    assert any(part.name.endswith("-wal") for part in found), "nothing was written ahead"
    return found


def on_disk(hall: Hall, *words: str) -> list[str]:
    """Return which of the words the files hold, in the encodings that a text may take."""
    held = b"".join(part.read_bytes() for part in files(hall)).lower()
    return [
        word
        for word in words
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.lower().encode(encoding) in held
    ]


@pytest.fixture
def spoken(sqlite_hall: Hall, canary: Canary) -> tuple[Invited, Talk]:
    """A conversation in which private words were said."""
    person = invited(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.get_one(Recipient, person.recipient_id).contact = canary.email
    talk = sit_down(sqlite_hall, person)
    answer_in_turn(talk, QUESTION, f"{canary.text}. {DISCLOSED} {canary.name}, {canary.phone}")
    return person, talk


def test_the_search_would_find_plain_words(sqlite_hall: Hall, spoken: tuple[Invited, Talk]) -> None:
    case = spoken[0].case_reference
    assert on_disk(sqlite_hall, case) == [case]


def test_a_draft_and_its_concern_leave_no_plain_words(
    sqlite_hall: Hall, spoken: tuple[Invited, Talk], canary: Canary
) -> None:
    assert (count(sqlite_hall, Draft), count(sqlite_hall, Concern)) == (1, 1)
    assert on_disk(sqlite_hall, *canary.words, DISCLOSED) == []


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_a_response_leaves_no_plain_words(
    sqlite_hall: Hall, spoken: tuple[Invited, Talk], canary: Canary, mode: Mode
) -> None:
    talk = spoken[1]
    talk.skip_to_review()
    talk.say(ChooseIdentity(mode))
    talk.say(Confirm())
    with sqlite_hall.sessions.reading() as session:
        said = session.scalars(select(Answer).where(Answer.question_id == QUESTION)).one().text
    assert said is not None
    assert canary.text in said
    assert on_disk(sqlite_hall, *canary.words, DISCLOSED) == []


def test_neither_link_nor_code_is_in_the_files(
    sqlite_hall: Hall, spoken: tuple[Invited, Talk]
) -> None:
    person = spoken[0]
    shown = f"{person.code[:4]}-{person.code[4:]}"
    assert on_disk(sqlite_hall, person.token, person.code, shown) == []


def test_nothing_private_is_logged_on_the_way(spoken: tuple[Invited, Talk], canary: Canary) -> None:
    spoken[1].send()
    canary.assert_silent()
    assert spoken[0].token not in canary.logged.getvalue()


def test_a_box_that_was_emptied_is_not_left_behind_in_the_files(
    sqlite_hall: Hall, spoken: tuple[Invited, Talk]
) -> None:
    with sqlite_hall.sessions.reading() as session:
        box = session.scalars(select(Recipient.contact_s)).one()
    assert box is not None
    with sqlite_hall.sessions.writing() as session:
        session.execute(update(Recipient).values(contact_s=None))
    sqlite_hall.sessions.engine.dispose()
    with sqlite3.connect(str(sqlite_hall.sessions.engine.url.database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    file = Path(sqlite_hall.sessions.engine.url.database or "")
    assert all(box not in part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
