"""A draft and all that an answer to it needs, asked for at once; and its next state, put in place.

Each answer comes through here, so it goes by tables rather than by objects: what SQLAlchemy's
sessions do for these took several times as long as the database does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from services.respond.asked import understood
from storage.base import Base
from storage.keys import Keys, Ring
from storage.models import (
    Concern,
    Draft,
    Invitation,
    ProcessedInput,
    QuestionnaireVersion,
    Recipient,
)
from storage.sealed import place
from surveys.kinds import RespondentRole
from surveys.questionnaire import Questionnaire
from surveys.state import State

_DRAFT = Base.metadata.tables[Draft.__tablename__]
_draft, _mark = _DRAFT.c, ProcessedInput.__table__.c
_wording, _concern = QuestionnaireVersion.__table__, Concern.__table__.c
_invitation, _recipient = Invitation.__table__, Recipient.__table__.c

# Made once: to make the questions took longer than the database.
_ALL = (
    select(
        _draft.revision,
        _draft.questionnaire,
        _draft.version,
        _draft.state_s,
        _draft.chat_s,
        _draft.browser_hmac,
        _draft.touched_at,
        _draft.expires_at,
        _wording.c.body,
        select(_recipient.role)
        .join(_invitation, _invitation.c.recipient_id == _recipient.id)
        .where(_invitation.c.id == _draft.invitation_id)
        .scalar_subquery(),
        exists().where(_concern.draft_id == _draft.id),
        exists().where(
            _mark.channel == bindparam("channel"), _mark.input_id == bindparam("input_id")
        ),
    )
    .select_from(_DRAFT)
    .outerjoin(
        _wording,
        and_(_wording.c.id == _draft.questionnaire, _wording.c.version == _draft.version),
    )
    .where(_draft.id == bindparam("draft"))
)

_NEXT = (
    update(_DRAFT)
    .where(_draft.id == bindparam("draft"), _draft.revision == bindparam("found"))
    .values(
        state_s=bindparam("state"),
        touched_at=bindparam("now"),
        expires_at=bindparam("until"),
        revision=_draft.revision + 1,
    )
)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A draft as it stands.

    Args:
        id, revision: which draft, and the revision that a write must still find.
        questionnaire: the exact wording.
        state: the conversation as it was kept.
        chat_id: the Telegram chat, None elsewhere.
        browser_hmac: the mark of the browser it is bound to, None where it is to none.
        touched_at, expires_at: when it was last written, and until when it is open.
        role: who was asked, None where nobody was by name.
        heard: whether a concern was raised by something said here.
        taken: whether the input that was asked about has had its effect.
    """

    id: UUID
    revision: int
    questionnaire: Questionnaire
    state: State
    chat_id: int | None
    browser_hmac: bytes | None
    touched_at: datetime
    expires_at: datetime
    role: RespondentRole | None
    heard: bool
    taken: bool


def find(
    session: Session, keys: Keys, draft_id: UUID, channel: str = "", input_id: str = ""
) -> AtHand | None:
    """Return a draft, be its time over or not; None when there is none.

    Args:
        session: reading or writing; what waits in it is written first.
        keys: open what is sealed.
        draft_id: which draft.
        channel, input_id: an input of which to tell whether it has had its effect.

    Raises:
        LookupError: its wording is not kept here, which the database does not allow.
    """
    session.flush()
    wanted = {"draft": draft_id, "channel": channel, "input_id": input_id}
    row = session.connection().execute(_ALL, wanted).one_or_none()
    if row is None:
        return None
    revision, name, version, state, chat, browser, touched, expires, body, role, heard, taken = row
    return AtHand(
        id=draft_id,
        revision=revision,
        questionnaire=understood(body, name, version),
        state=State.from_json(keys.open(Ring.DATA, state, _place("state_s", draft_id))),
        chat_id=_chat(keys, draft_id, chat),
        browser_hmac=browser,
        touched_at=touched,
        expires_at=expires,
        role=role,
        heard=heard,
        taken=taken,
    )


def _chat(keys: Keys, draft_id: UUID, box: bytes | None) -> int | None:
    return None if box is None else int(keys.open(Ring.DATA, box, _place("chat_s", draft_id)))


def _place(column: str, draft_id: UUID) -> bytes:
    return place(Draft.__tablename__, column, draft_id)


@dataclass(frozen=True, slots=True)
class Next:
    """What a draft becomes.

    Args:
        draft_id, found: which draft, and the revision that was read.
        state: the next one.
        now, until: the moment of the input, and how long the draft is open from now on.
    """

    draft_id: UUID
    found: int
    state: State
    now: datetime
    until: datetime


def go_on(session: Session, keys: Keys, after: Next) -> None:
    """Put a draft's next state in the place of the one that was read.

    The draft is locked by this until the transaction ends, so whoever ends it meanwhile finds
    either both the state and the mark of its input or neither.

    Raises:
        StaleDataError: the draft has moved on since it was read, or is gone.
    """
    here = _place("state_s", after.draft_id)
    written = {
        "draft": after.draft_id,
        "found": after.found,
        "state": keys.seal(Ring.DATA, after.state.to_json(), here),
        "now": after.now,
        "until": after.until,
    }
    if session.connection().execute(_NEXT, written).rowcount != 1:
        raise StaleDataError("the draft has moved on")
