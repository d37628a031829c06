"""What one input changes: decided before the write lock is taken, applied under it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

import surveys
from services.hall import Hall
from services.respond import at_hand, inbox, once
from services.respond.completion import store_response, withdraw
from services.respond.keys import Seat
from services.respond.linking import Whose, concern_link, relink_concerns, whose
from services.respond.screening import Heard, Origin, raise_concern, screen
from services.respond.sitting import Sitting, moved, turn
from services.respond.turns import Turn
from services.staff.audit import Deed, note
from storage.kinds import Channel, OutboxState
from storage.models import Draft, Outbox, ProcessedInput
from surveys.inputs import Input
from surveys.kinds import Level, Mode, Status
from surveys.notices import Help, Refuse
from surveys.outputs import Completed, Output, Say, Withdrawn
from surveys.state import State

_KEPT = "concern_kept"
_GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """The outcome of one input, ready to be written.

    Args:
        before, after: the sitting, and the sitting after the step.
        outputs: what to show once it is committed.
        heard: what a person must look at, if anything.
        now: the moment of the input.
    """

    before: Sitting
    after: Sitting
    outputs: tuple[Output, ...]
    heard: Heard | None
    now: datetime


def decide(hall: Hall, before: Sitting, given: Input, now: datetime) -> Change:
    """Step and screen; reads nothing and writes nothing."""
    state, outputs = surveys.step(before.questionnaire, before.state, given, now)
    heard = screen(hall.hearing, before, given)
    if heard is not None:
        state, outputs = _with_help(before, state, outputs, Help(Level(heard.level.value)))
    return Change(before, moved(before, state), outputs, heard, now)


def _with_help(
    before: Sitting, state: State, outputs: tuple[Output, ...], offer: Help
) -> tuple[State, tuple[Output, ...]]:
    """Put help before all else; a refusal stays beside it, since it says what to mend."""
    if state.status.ended or isinstance(state.notice, Refuse):
        return state, (offer, *outputs)
    helped = replace(state, notice=offer)
    return helped, surveys.prompt(before.questionnaire, helped)


def apply(session: Session, hall: Hall, seat: Seat, input_id: str, change: Change) -> Turn:
    """Write a change: mark, concern, draft or response, and the reply to a chat.

    Raises:
        StaleDataError: the draft has moved on since it was read.
        IntegrityError: another writer has marked the same input.
    """
    if _matters_whose(change):
        kept = _write_all(session, hall, seat, change)
    else:
        kept = _go_on(session, hall, change)
    outputs = (*change.outputs, Say(_KEPT)) if kept else change.outputs
    shown = turn(change.after, outputs)
    status = change.after.state.status
    once.mark(session, seat.channel, input_id, change.now, status if status.ended else None)
    if seat.channel is Channel.TELEGRAM:
        settle_chat(session, input_id, change.before.chat_id, shown, change.now)
    return shown


def _matters_whose(change: Change) -> bool:
    """Return whether the change writes anything that may say whose words these are.

    To choose a mode does where something was heard before; whoever is heard meanwhile raises the
    draft's revision, so that this change is decided again.
    """
    before, after = change.before.state, change.after.state
    relinks = change.before.heard and after.mode is not before.mode
    return change.heard is not None or after.status.ended or relinks


def _go_on(session: Session, hall: Hall, change: Change) -> bool:
    """Write the new state of a draft that stays open; return that no words stay behind."""
    until = change.now + timedelta(days=hall.council.thresholds.draft_days)
    before, state = change.before, change.after.state
    after = at_hand.Next(before.draft_id, before.revision, state, change.now, until)
    at_hand.go_on(session, hall.keys, after)
    return False


def _write_all(session: Session, hall: Hall, seat: Seat, change: Change) -> bool:
    """Write the concern and the new state; return whether words stay under an open concern."""
    # Locked, since whoever ends the draft must not pass by an answer taken at the same moment.
    draft = session.get(Draft, seat.draft_id, with_for_update=True)
    if draft is None or draft.revision != change.before.revision:
        raise StaleDataError("the draft has moved on")
    whom, state = _whose(session, draft), change.after.state
    if change.heard is not None:
        raise_concern(session, hall, change.heard, _origin(draft, whom, state.mode))
    if state.status is Status.WITHDRAWN:
        return withdraw(session, draft)
    if state.status.ended:
        _keep(session, hall, seat, change, draft, whom)
        return False
    if state.mode is not change.before.state.mode:
        relink_concerns(session, draft, whom, state.mode)
    return _go_on(session, hall, change)


def _whose(session: Session, draft: Draft) -> Whose | None:
    return whose(session, draft.invitation_id) if draft.invitation_id else None


def _origin(draft: Draft, whom: Whose | None, mode: Mode | None) -> Origin:
    case_id, link = concern_link(whom, mode)
    team = whom.team if whom else None
    return Origin(draft.id, draft_id=draft.id, team=team, case_id=case_id, link=link)


def _keep(
    session: Session, hall: Hall, seat: Seat, change: Change, draft: Draft, whom: Whose | None
) -> None:
    # A colleague's desk is no way back for the person whose paper lay on it.
    browser = seat.browser if seat.officer is None else None
    response = store_response(session, hall, draft, change.after, whom, browser)
    if seat.officer is not None:
        note(session, seat.officer, Deed.PAPER_KEYED_IN, change.now, "response", response.id)


def settle_chat(
    session: Session, input_id: str, chat_id: int | None, shown: Turn | None, now: datetime
) -> None:
    """Blank a Telegram update and put the reply, if there is one, into the outbox."""
    inbox.settle(session, int(input_id))
    if shown is None or chat_id is None:
        return
    payload = {"chat_id": chat_id, "turn": json.loads(shown.to_json())}
    session.add(
        Outbox(
            key=f"telegram:{input_id}",
            kind="telegram",
            draft_id=shown.draft_id,
            payload=json.dumps(payload),
            due_at=now,
            state=OutboxState.WAITING,
        )
    )


_ENDS: dict[str | None, tuple[tuple[Output, ...], Status]] = {
    Status.COMPLETED: ((Completed(),), Status.COMPLETED),
    Status.PARTIAL: ((Completed(partial=True),), Status.PARTIAL),
    Status.WITHDRAWN: ((Withdrawn(),), Status.WITHDRAWN),
}


def ended_turn(seat: Seat, mark: ProcessedInput | None) -> Turn:
    """Return what to show when the draft is gone.

    The very input that ended it is told so again; any other is told only that nothing is open.
    """
    outcome = mark.outcome if mark is not None else None
    outputs, status = _ENDS.get(outcome, ((Say(_GONE),), Status.COMPLETED))
    return Turn(outputs, "en", (1, 1), status, None, "", seat.draft_id)
