"""Erases a person, a case or one response, all or nothing, and clears their traces on the disk."""

from __future__ import annotations

from dataclasses import dataclass

from services.hall import Actor, Hall
from services.insight.unlearning import unlearn
from services.staff.audit import Deed, note
from services.upkeep.erasure import concerns, rows, shells
from services.upkeep.erasure.looking import Look, look
from services.upkeep.erasure.scope import Subject, find, hold
from services.upkeep.erasure.sealed_links import sealed_responses
from storage.models import (
    ActionResponse,
    Answer,
    Case,
    CaseAlias,
    CaseAssignment,
    Coding,
    Concern,
    ConcernEvent,
    Doorstep,
    Draft,
    Inbox,
    Invitation,
    KnownName,
    Meaning,
    Meeting,
    Outbox,
    Reading,
    Recipient,
    RecipientCase,
    Response,
    ResponseLink,
    SecondLook,
    TrainedModel,
    UsableQuote,
    WayBack,
)
from storage.sweeping import sweep


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased.

    Args:
        look: what went and what stayed.
        swept: whether the database's own files hold no trace of it any more; not while another
            process reads on.
    """

    look: Look
    swept: bool


def what_goes(hall: Hall, subject: Subject, reference: str) -> Look:
    """Return what erasing would do; raises Refused where nothing is kept under the reference."""
    with hall.sessions.reading() as session:
        return look(session, find(session, subject, reference))


def erase(hall: Hall, actor: Actor, subject: Subject, reference: str) -> Erased:
    """Erase what hangs on a reference, in one transaction.

    Confidential responses of a person or case go too, and no figure tells of them. Anonymous
    ones cannot be found; each can be erased by its own id.

    Args:
        hall, actor: where, and who does it.
        subject: what the reference is of.
        reference: the council's own, or the id of a response.

    Raises:
        Refused: nothing is kept under it; nothing was changed.
    """
    with hall.sessions.writing() as session:
        scope = hold(session, subject, reference)
        seen = look(session, scope)
        said = scope.responses | sealed_responses(session, scope)
        unlearn(session, said)
        now = hall.clock()
        concerns.settle(session, scope, said, now)
        rows.remove(session, scope, said)
        shells.untie(session, scope.people, scope.cases)
        shells.empty_people(session, scope.people, now)
        shells.empty_cases(session, scope.cases, scope.meetings)
        note(session, actor, _DEEDS[subject], now, _TABLES[subject], scope.id)
    return Erased(seen, sweep(hall.sessions.engine, TOUCHED))


TOUCHED = (
    *(ActionResponse, Answer, Coding, Meaning, Reading, SecondLook, UsableQuote),
    *(Response, ResponseLink, WayBack, Concern, ConcernEvent, TrainedModel),
    *(Draft, Doorstep, Inbox, Outbox, Invitation, Recipient, RecipientCase),
    *(Case, CaseAlias, CaseAssignment, KnownName, Meeting),
)
"""Whose rows an erasure deletes or changes."""

_DEEDS = {
    Subject.PERSON: Deed.PERSON_ERASED,
    Subject.CASE: Deed.CASE_ERASED,
    Subject.RESPONSE: Deed.RESPONSE_ERASED,
}
_TABLES = {
    Subject.PERSON: "recipient",
    Subject.CASE: "case",
    Subject.RESPONSE: "response",
}
