"""How an action ends: done, or found not to be possible; and opened again."""

from __future__ import annotations

from uuid import UUID

from services.care.action_words import Finished, checked_finish
from services.care.actions import Standing, held
from services.care.telling import take_back
from services.hall import Actor, Hall
from services.staff.audit import Deed, note
from storage.models import Action


def finish(hall: Hall, actor: Actor, action_id: UUID, words: Finished, revision: int) -> None:
    """End an action, or write anew how it ended.

    Args:
        words: what was done, or why it cannot be; all of them where those who spoke were told.
        revision: of the action when this person looked at it.

    Raises:
        NotYours: there is no such action for them.
        Stale: somebody saved it meanwhile.
        Fault: words are missing or too long.
    """
    with hall.sessions.writing() as session:
        action = held(session, actor, action_id, revision)
        _write(action, checked_finish(words, told=action.published_at is not None))
        first = action.done_at or action.not_possible_at or hall.clock()
        action.state = Standing.DONE if words.possible else Standing.NOT_POSSIBLE
        action.done_at = first if words.possible else None
        action.not_possible_at = None if words.possible else first
        note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action_id)


def reopen(hall: Hall, actor: Actor, action_id: UUID, revision: int) -> None:
    """Open an action again and take back what those who spoke were told; its words stay.

    Raises NotYours and Stale as ``finish`` does.
    """
    with hall.sessions.writing() as session:
        action = held(session, actor, action_id, revision)
        action.state, action.done_at, action.not_possible_at = Standing.OPEN, None, None
        take_back(session, action)
        note(session, actor, Deed.ACTION_REOPENED, hall.clock(), "action", action_id)


def _write(action: Action, words: Finished) -> None:
    action.you_said, action.we_did = words.you_said, words.we_did
    action.we_did_plain = words.we_did_plain
    if words.possible:
        action.done_note = words.done
    else:
        action.not_possible_because = words.done
