"""The conversation as the doors see it: open, receive, show; nothing is told before a commit."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from analysis.cleaning import clean_text
from services.hall import Hall
from services.respond import entrance, once, sitting
from services.respond.change import apply, decide, ended_turn, settle_chat
from services.respond.keys import Chat, Key, Seat
from services.respond.opening import enter
from services.respond.previewing import describe
from services.respond.sitting import Sitting
from services.respond.turns import Closed, ClosedReason, Preview, Turn
from storage.kinds import Channel
from storage.models import Draft, ProcessedInput
from surveys.inputs import Answer, Input

_ATTEMPTS = 3


class Busy(Exception):
    """Somebody else kept writing to this conversation; nothing of this input was kept."""


def preview(hall: Hall, key: Key, language: str | None = None) -> Preview | Closed:
    """Say what the first page may say, opening nothing; in a language, where it is there.

    A typed key that leads nowhere is counted, so this is not to be called for a GET with one.
    """
    for _ in range(_ATTEMPTS):
        try:
            return _preview(hall, key, language)
        except IntegrityError:
            continue
    raise Busy


def _preview(hall: Hall, key: Key, language: str | None) -> Preview | Closed:
    with hall.sessions.reading() as session:
        found = entrance.find(session, hall, key)
        if not isinstance(found, Closed):
            return describe(session, found, language)
    _count_wrong(hall, key, found)
    return found


def open(  # noqa: A001 - the name that DESIGN section 2 fixes
    hall: Hall, key: Key, input_id: str
) -> Seat | Closed:
    """Open the conversation behind a key, or come back to it; the same twice is the same seat.

    For a chat the update is settled and its first question put into the outbox in the same
    transaction; a closed door leaves the update to the caller.
    """
    for _ in range(_ATTEMPTS):
        try:
            return _open(hall, key, input_id)
        except (IntegrityError, StaleDataError):
            continue
    raise Busy


def _open(hall: Hall, key: Key, input_id: str) -> Seat | Closed:
    with hall.sessions.writing() as session:
        found = entrance.hold(session, hall, key)
        if not isinstance(found, Closed):
            seat = enter(session, hall, key, found)
            if isinstance(seat, Seat) and isinstance(key, Chat):
                _greet(session, hall, seat, input_id)
            return seat
    _count_wrong(hall, key, found)
    return found


def _greet(session: Session, hall: Hall, seat: Seat, input_id: str) -> None:
    now = hall.clock()
    held = sitting.load(session, hall.keys, seat, now)
    if held is None or once.done(session, seat.channel, input_id) is not None:
        return
    once.mark(session, seat.channel, input_id, now)
    settle_chat(session, input_id, held.chat_id, sitting.turn(held), now)


def _count_wrong(hall: Hall, key: Key, closed: Closed) -> None:
    if closed.reason is ClosedReason.UNKNOWN:
        with hall.sessions.writing() as session:
            entrance.count_wrong(session, hall, key)


def receive(hall: Hall, seat: Seat, input_id: str, given: Input) -> Turn:
    """Take one input and return what to show; when this returns, it is committed.

    Args:
        hall: the deployment.
        seat: where the respondent sits.
        input_id: made by the sender, the same for a repeat, at most 80 characters.
        given: what the respondent did.

    Raises:
        Busy: other writers came between three times; nothing was kept, and it can be sent again.
    """
    given = _tidy(given)
    for _ in range(_ATTEMPTS):
        try:
            return _receive(hall, seat, input_id, given)
        except (IntegrityError, StaleDataError):
            continue
    raise Busy


def _receive(hall: Hall, seat: Seat, input_id: str, given: Input) -> Turn:
    now = hall.clock()
    with hall.sessions.reading() as session:
        held = sitting.load(session, hall.keys, seat, now, input_id)
        known = held is None or held.taken
        mark = once.done(session, seat.channel, input_id) if known else None
    if mark is not None or held is None:
        turn = _as_it_stands(seat, held, mark)
        _settle_repeat(hall, seat, input_id, turn, fresh=mark is None)
        return turn
    change = decide(hall, held, given, now)
    with hall.sessions.writing() as session:
        return apply(session, hall, seat, input_id, change)


def _as_it_stands(seat: Seat, held: Sitting | None, mark: ProcessedInput | None) -> Turn:
    return ended_turn(seat, mark) if held is None else sitting.turn(held)


def _settle_repeat(hall: Hall, seat: Seat, input_id: str, turn: Turn, fresh: bool) -> None:
    """Settle a Telegram update that changes nothing; one never seen gets its answer."""
    if seat.channel is not Channel.TELEGRAM:
        return
    with hall.sessions.writing() as session:
        settle_chat(session, input_id, None, turn if fresh else None, hall.clock())


def show(hall: Hall, seat: Seat) -> Turn:
    """Return what to show now; writes nothing."""
    with hall.sessions.reading() as session:
        held = sitting.load(session, hall.keys, seat, hall.clock())
        return ended_turn(seat, None) if held is None else sitting.turn(held)


def seat_of_chat(hall: Hall, chat_id: int) -> Seat | None:
    """Return the seat of a Telegram chat at its newest open conversation."""
    mark = hall.keys.digest("chat", str(chat_id))
    with hall.sessions.reading() as session:
        draft = (
            session.query(Draft)
            .filter(Draft.chat_hmac == mark, Draft.expires_at > hall.clock())
            .order_by(Draft.opened_at.desc())
            .first()
        )
        return None if draft is None else Seat(draft.id, draft.channel)


def _tidy(given: Input) -> Input:
    if not isinstance(given, Answer):
        return given
    raw = given.raw
    tidy = clean_text(raw) if isinstance(raw, str) else tuple(clean_text(code) for code in raw)
    return replace(given, raw=tidy)
