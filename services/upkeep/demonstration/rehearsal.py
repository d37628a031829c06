"""What each run of the tour needs afresh, made by the services that everybody uses.

A child whose link nobody has opened; another who has spoken, and an action because of it that is
still to be done.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.care import action_ends, actions
from services.care.action_words import Finished, Planned
from services.hall import Actor, Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Link
from services.respond.turns import Closed, Turn
from services.upkeep.demonstration.stage import Stage, player
from services.upkeep.invitations import invite_to_meeting
from services.upkeep.links import Issued
from services.upkeep.meeting_by_hand import add
from storage.kinds import StaffRole
from storage.models import Response
from storage.queries.scopes import teams
from surveys.inputs import Answer, ChooseIdentity, Confirm, Input, Skip
from surveys.kinds import Kind, Mode
from surveys.outputs import Ask, Review

_LONDON = ZoneInfo("Europe/London")
_DAYS_AGO = timedelta(days=2)
_TEN_YEARS = timedelta(days=3800)
_LONGEST = 60
"""Inputs; a conversation that needs more than this is going round in circles."""


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """What one run of the tour was given.

    Args:
        token: of a child's link that nobody has opened.
        code: the short code for the same.
        spoke: token of the link of a child who has answered.
        action: id of the action that comes from it, still open.
    """

    token: str
    code: str
    spoke: str
    action: str


def begin(stage: Stage, browser: str) -> Begun:
    """Let an officer add two reviews of two days ago and invite, and one of the children answer.

    The reviews lie in the quarter that runs, so that the figures of the last one stay.

    Args:
        browser: secret of the browser that shows the tour; the child has answered in it, and so
            comes back in it.

    Raises:
        Refused: the demonstration has no officer or no team.
    """
    officer = player(stage, StaffRole.OFFICER)
    fresh, spoke = (_invited(stage, officer) for _ in range(2))
    response = _answered(stage.hall, spoke, browser)
    action = _planned(stage.hall, officer, response)
    return Begun(fresh.token, fresh.code, spoke.token, str(action))


@cache
def _written() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files(__package__) / "rehearsal.toml").read_text("utf-8"))


def _invited(stage: Stage, officer: Actor) -> Issued:
    mark = f"TOUR-{stage.hall.random.getrandbits(32):08X}"
    today = stage.hall.clock().astimezone(_LONDON).date()
    with stage.hall.sessions.reading() as session:
        found = teams(session)
    if not found:
        raise Refused("The demonstration has no team; build it afresh.")
    team, area = found[0]
    about = {
        "meeting_ref": mark,
        "case_id": mark,
        "kind": "cla_review",
        "held_on": (today - _DAYS_AGO).isoformat(),
        "outcome": "plan_continues",
        "team": team,
        "area": area,
    }
    child = {
        "recipient_ref": f"{mark}-1",
        "role": "child",
        "attended": "yes",
        "birth_month": f"{today - _TEN_YEARS:%Y-%m}",
    }
    add(stage.hall, officer, about, [child])
    return invite_to_meeting(stage.hall, mark, officer).links[0]


def _answered(hall: Hall, issued: Issued, browser: str) -> UUID:
    seat = converse.open(hall, Link(issued.token, browser), uuid4().hex)
    if isinstance(seat, Closed):
        raise Refused(f"The tour's own link is closed ({seat.reason}); build it afresh.")
    turn = converse.show(hall, seat)
    for _ in range(_LONGEST):
        if turn.status.ended:
            break
        for given in _next(turn):
            turn = converse.receive(hall, seat, uuid4().hex, given)
    with hall.sessions.reading() as session:
        invited = Response.invitation_id == issued.invitation_id
        return session.scalars(select(Response.id).where(invited)).one()


def _next(turn: Turn) -> list[Input]:
    review = next((each for each in turn.outputs if isinstance(each, Review)), None)
    if review is None:
        return [_reply(next(each for each in turn.outputs if isinstance(each, Ask)))]
    closing = [_reply(each) for each in review.closing]
    return [*closing, ChooseIdentity(Mode.LINKED), Confirm()]


def _reply(ask: Ask) -> Input:
    said = _written()["answers"].get(ask.question)
    if said is not None or ask.kind is Kind.STATEMENT:
        return Answer(ask.question, said or "")
    return Skip(ask.question)


def _planned(hall: Hall, officer: Actor, response: UUID) -> UUID:
    """Add the action, end it and open it again, so that its words stand ready."""
    words, action = _written()["action"], uuid4()
    named = {name: words[name] for name in ("title", "theme", "source")}
    actions.add(hall, officer, action, Planned(**named, owner=officer.id), response)
    told = {name: words[name] for name in ("done", "you_said", "we_did", "we_did_plain")}
    action_ends.finish(hall, officer, action, Finished(**told), _revision(hall, officer, action))
    action_ends.reopen(hall, officer, action, _revision(hall, officer, action))
    return action


def _revision(hall: Hall, officer: Actor, action: UUID) -> int:
    return actions.one(hall, officer, action).revision
