"""A draft as one sitting sees it: after a pause or thirty idle minutes, answers are not shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from uuid import UUID

from sqlalchemy.orm import Session

import surveys
from services.respond import at_hand
from services.respond.at_hand import AtHand
from services.respond.keys import Seat
from services.respond.tokens import normal_words
from services.respond.turns import Spoken, Turn
from storage.keys import Keys
from surveys.kinds import RespondentRole, Status
from surveys.outputs import Ask, Output, Retold
from surveys.questionnaire import LanguageStatus, Questionnaire
from surveys.state import State
from surveys.tongues import ENGLISH

_IDLE = timedelta(minutes=30)
"""DESIGN 6.12: a phone left lying must not show a child's answers to the next reader."""

_WORDS = tuple((files("services.respond") / "words.txt").read_text("utf-8").split())


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was read of a draft before anything is written.

    Args:
        draft_id, revision: which draft, and the revision that a write must still find.
        questionnaire: the exact wording.
        role: who was asked.
        state: the conversation, with old answers concealed.
        chat_id: the Telegram chat, None elsewhere.
        resume_words: shown only while paused.
        heard: whether a concern was raised by something said here.
        taken: whether the input that was asked about has had its effect.
    """

    draft_id: UUID
    revision: int
    questionnaire: Questionnaire
    role: RespondentRole
    state: State
    chat_id: int | None
    resume_words: str
    heard: bool
    taken: bool = False


def load(
    session: Session, keys: Keys, seat: Seat, now: datetime, input_id: str = ""
) -> Sitting | None:
    """Read the draft behind a seat; None when it is over, or has moved to another browser.

    Of an input of this seat's channel it tells whether it has had its effect.
    """
    draft = at_hand.find(session, keys, seat.draft_id, seat.channel, input_id)
    if draft is None or draft.expires_at <= now or not _sits_here(keys, seat, draft):
        return None
    return _sitting(keys, draft, now)


def _sits_here(keys: Keys, seat: Seat, draft: AtHand) -> bool:
    if draft.browser_hmac is None:
        return True
    return draft.browser_hmac == keys.digest("browser", seat.browser or "")


def read(session: Session, keys: Keys, draft_id: UUID, now: datetime) -> Sitting | None:
    """Read a draft whoever sits at it, be its time over or not; None when there is none."""
    draft = at_hand.find(session, keys, draft_id)
    return None if draft is None else _sitting(keys, draft, now)


def _sitting(keys: Keys, draft: AtHand, now: datetime) -> Sitting:
    state, questionnaire = draft.state, draft.questionnaire
    if now - draft.touched_at >= _IDLE:
        state = surveys.conceal(state)
    if state.language not in questionnaire.languages:
        # A translation was withdrawn after somebody had chosen it.
        state = replace(state, language=ENGLISH)
    return Sitting(
        draft_id=draft.id,
        revision=draft.revision,
        questionnaire=questionnaire,
        role=draft.role or questionnaire.audience[0],
        state=state,
        chat_id=draft.chat_id,
        resume_words=resume_words(keys, draft.id),
        heard=draft.heard,
        taken=draft.taken,
    )


def turn(sitting: Sitting, outputs: tuple[Output, ...] | None = None) -> Turn:
    """Return what to show of a sitting: the outputs of a step, or the prompt."""
    state, questionnaire = sitting.state, sitting.questionnaire
    shown = surveys.prompt(questionnaire, state) if outputs is None else outputs
    paused = state.status is Status.PAUSED
    return Turn(
        outputs=shown,
        language=state.language,
        progress=_progress(shown),
        status=state.status,
        role=sitting.role,
        title=questionnaire.title[state.language],
        draft_id=sitting.draft_id,
        resume_words=sitting.resume_words if paused else None,
        heard=sitting.heard,
        languages=languages(questionnaire),
        # A chat on Telegram keeps its own history; ours must not go out with each message.
        retold=surveys.retell(questionnaire, state) if sitting.chat_id is None else Retold(),
    )


def languages(questionnaire: Questionnaire) -> tuple[Spoken, ...]:
    """Return what a questionnaire can be answered in."""
    return tuple(
        Spoken(code, draft=status is LanguageStatus.DRAFT)
        for code, status in questionnaire.languages.items()
    )


def _progress(outputs: tuple[Output, ...]) -> tuple[int, int]:
    places = ((ask.position, ask.total) for ask in outputs if isinstance(ask, Ask))
    return next(places, (1, 1))


def moved(sitting: Sitting, state: State) -> Sitting:
    """Return the sitting after a step."""
    return replace(sitting, state=state)


def resume_words(keys: Keys, draft_id: UUID) -> str:
    """Return the four words that move a draft to another device.

    They follow from the key file and the draft's id, so nothing has to be kept in order to
    show them again; four of 1,024 words are 40 bits.
    """
    drawn = int.from_bytes(keys.digest("resume words", str(draft_id))[:8], "big")
    return " ".join(_WORDS[(drawn >> shift) % len(_WORDS)] for shift in (0, 10, 20, 30))


def resume_mark(keys: Keys, words: str) -> bytes:
    """Return the hash of resume words, however they were typed."""
    return keys.digest("resume", normal_words(words))
