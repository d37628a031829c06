"""What each run of the tour needs afresh: a child with a link that nobody has opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.refusal import Refused
from services.upkeep.demonstration.stage import Stage, player
from services.upkeep.invitations import invite_to_meeting
from services.upkeep.links import Issued
from services.upkeep.meeting_by_hand import add
from storage.kinds import StaffRole
from storage.queries.scopes import teams

_LONDON = ZoneInfo("Europe/London")
_DAYS_AGO = timedelta(days=2)
_TEN_YEARS = timedelta(days=3800)


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """What one run of the tour was given.

    Args:
        token: of the child's link.
        code: the short code for the same.
        meeting: reference of the review it asks about.
    """

    token: str
    code: str
    meeting: str


def begin(stage: Stage) -> Begun:
    """Let the officer add a child's review of two days ago and invite; return the child's link.

    The review lies in the quarter that runs, so that the figures of the last one stay.

    Raises:
        Refused: the demonstration has no officer or no team.
    """
    officer = player(stage, StaffRole.OFFICER)
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
    links = invite_to_meeting(stage.hall, mark, officer).links
    return _of(links[0])


def _of(link: Issued) -> Begun:
    return Begun(link.token, link.code, link.meeting)
