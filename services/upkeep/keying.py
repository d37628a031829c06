"""Typing in a paper form: one page of answers, sent through the conversation like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from services.hall import Actor, Hall
from services.refusal import Refused
from services.respond import converse, once
from services.respond.keys import desk_seat
from services.respond.turns import Turn
from services.upkeep.paper_desk import Open, opened
from services.upkeep.sheet_check import Checked, Raw, check_sheet, read_day
from storage.kinds import Channel
from storage.models import Draft
from surveys.inputs import (
    Answer,
    ChangeLanguage,
    ChooseIdentity,
    Confirm,
    Input,
    SetHelper,
    Skip,
)
from surveys.kinds import Helper, Mode
from surveys.notices import Help
from surveys.path import expand

_LONDON = ZoneInfo("Europe/London")
_FIRST, _LAST = "mode", "end"


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """What was typed from one paper.

    Args:
        answers: by question key; empty or missing for what is crossed out or left empty.
        received_on: as typed, the day on which the paper came back.
        helper: who helped, None where the paper does not say.
        mode: the way of being known that is ticked, None where none is.
        language: in which the paper is written.
        finished: whether the whole paper is typed in, rather than put by for later.
    """

    answers: Mapping[str, Raw]
    received_on: str
    helper: Helper | None
    mode: Mode | None
    language: str
    finished: bool


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What became of it.

    Args:
        checked: the answers; empty of faults where the paper was taken whole.
        day_fault: what is wrong with the day, empty when nothing is.
        concern: whether something on it waits for a person now.
        done: whether the response is kept; never so while there is a fault.
    """

    checked: Checked | None
    day_fault: str = ""
    concern: bool = False
    done: bool = False

    @property
    def faulty(self) -> bool:
        """Whether anything must be put right."""
        found = self.checked is not None and (self.checked.refused or self.checked.astray)
        return bool(found or self.day_fault)


@dataclass(slots=True)
class _Sending:
    """Sends inputs of one page one after another, each with an id of its own."""

    hall: Hall
    officer: Actor
    draft_id: UUID
    press: str
    concern: bool = False
    turn: Turn | None = field(default=None)

    def send(self, name: str, given: Input) -> None:
        seat = desk_seat(self.draft_id, self.officer)
        self.turn = converse.receive(self.hall, seat, f"{self.press}:{name}", given)
        helped = any(isinstance(each, Help) for each in self.turn.outputs)
        self.concern = self.concern or self.turn.heard or helped


def key_in(
    hall: Hall, officer: Actor, draft_id: UUID, sheet: Sheet, *, press: str, revision: int
) -> Typed:
    """Take what was typed from a paper; what cannot be taken is told, and the rest is kept.

    Every answer passes through the conversation and is screened, whether or not it is taken.
    The response is stored once the page is finished and without a fault.

    Args:
        hall, officer: where and who types.
        draft_id: of a paper on the officer's own desk.
        sheet: what was typed.
        press: drawn for the page that was sent; the same page sent twice is taken once.
        revision: of the draft when the page was shown.

    Raises:
        Refused: it lies on the desk no more, or was changed in another window. Nothing is kept.
        Busy: as in ``converse.receive``; the page can be sent again.
    """
    if ended_by(hall, press):
        return Typed(None, done=True)
    paper = opened(hall, officer, draft_id)
    if paper is None:
        raise Refused("This form does not lie on your desk any more, so nothing was taken.")
    if paper.held.revision != revision and not _begun_by(hall, press):
        raise Refused(
            "This form was changed in another window; here is what was kept there. Nothing of "
            "this page was taken."
        )
    checked = check_sheet(paper.held.questionnaire, sheet.answers, hall.clock())
    today = hall.clock().astimezone(_LONDON).date()
    day, day_fault = read_day(sheet.received_on, today)
    sending = _Sending(hall, officer, draft_id, press)
    _note_day(hall, officer, draft_id, day)
    for name, given in inputs(paper, sheet, checked):
        sending.send(name, given)
    typed = Typed(checked, day_fault, sending.concern)
    if typed.faulty or not sheet.finished:
        return typed
    sending.send(_LAST, Confirm())
    if sending.turn is None or not sending.turn.status.ended:
        raise Refused("This form could not be finished; look at what was kept and send it again.")
    return Typed(checked, concern=sending.concern, done=True)


def inputs(paper: Open, sheet: Sheet, checked: Checked) -> Iterator[tuple[str, Input]]:
    """Yield what the page says, in the order in which the engine can take it, each with a name.

    Names are numbers of questions, since a key would make an input's id too long to be kept.
    """
    state = paper.held.state
    every = [asked.key for each in paper.held.questionnaire.questions for asked in expand(each)]
    number = {key: place for place, key in enumerate(every)}
    yield _FIRST, ChooseIdentity(sheet.mode or quiet_mode(state.modes))
    if sheet.language != state.language:
        yield "language", ChangeLanguage(sheet.language)
    if sheet.helper is not None:
        yield "helper", SetHelper(sheet.helper)
    keys = [asked.key for asked in checked.path]
    last = max((keys.index(key) for key in keys if key in checked.given), default=-1)
    for place, key in enumerate(keys):
        if key in checked.given:
            yield f"{number[key]}", Answer(key, checked.given[key])
        if key in checked.refused or (
            key not in checked.given and (sheet.finished or place < last or key in state.answers)
        ):
            yield f"{number[key]}-skip", Skip(key)
    for key in (*checked.astray, *checked.left_out):
        yield f"{number[key]}", Answer(key, checked.given[key])


def quiet_mode(modes: tuple[Mode, ...]) -> Mode:
    """Return how somebody is known who ticked nothing: in confidence, as the paper promised."""
    return Mode.CONFIDENTIAL if Mode.CONFIDENTIAL in modes else modes[0]


def _note_day(hall: Hall, officer: Actor, draft_id: UUID, day: date | None) -> None:
    if day is None:
        return
    with hall.sessions.writing() as session:
        draft = session.get(Draft, draft_id)
        if draft is not None:
            draft.received_on = day


def ended_by(hall: Hall, press: str) -> bool:
    """Return whether it was this very page that finished a paper."""
    return _marked(hall, f"{press}:{_LAST}")


def _begun_by(hall: Hall, press: str) -> bool:
    return _marked(hall, f"{press}:{_FIRST}")


def _marked(hall: Hall, input_id: str) -> bool:
    with hall.sessions.reading() as session:
        return once.done(session, Channel.PAPER, input_id) is not None
