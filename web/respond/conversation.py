"""The conversation itself: one page for where it stands, one POST for all that can be done."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.respond import converse
from services.respond.keys import Seat, web_seat
from services.respond.turns import Turn
from surveys.inputs import ChangeLanguage, Confirm, Input
from surveys.kinds import Status
from surveys.notices import Refuse
from web.respond.door import door, pages, sent_id, visiting
from web.respond.ending import end_page, ending, remember_reader
from web.respond.faces import NEWEST, turn_page
from web.respond.inputs import Deed, Unreadable, read_deed, ticked, typed
from web.respond.rendering import ASKED_AGAIN, NOTHING_SENT, Sent, is_anonymous
from web.respond.visit import Face, Visit
from web.roles import RESPONDENT, roles
from web.wording import DEFAULT


@pages.get("/r/now")
@roles(RESPONDENT)
def now() -> ResponseReturnValue:
    """Show where the conversation of this browser stands."""
    visit = visiting()
    if visit.draft is None:
        return redirect(url_for("respond.code"), 303)
    turn = converse.show(door().hall, web_seat(visit.draft, visit.browser))
    return _leave(visit, turn) if turn.status.ended else turn_page(visit, turn)


@pages.post("/r/now")
@roles(RESPONDENT)
def take() -> ResponseReturnValue:
    """Take what the respondent did; the reply comes only after it is kept."""
    visit = visiting()
    if visit.draft is None:
        return redirect(url_for("respond.code"), 303)
    seat = web_seat(visit.draft, visit.browser)
    verb, _, wanted = request.form.get("do", "").partition(":")
    if verb == "face":
        return _switch(replace(visit, face=chosen_face(wanted)), seat)
    if verb == "language":
        return _switch(visit, seat, ChangeLanguage(wanted))
    try:
        deed = read_deed(request.form)
    except Unreadable:
        abort(400)
    turn, refused = _receive(seat, deed)
    if turn.status.ended:
        return _leave(visit, turn)
    return answer(visit, turn, _sent(refused) if refused else None)


def chosen_face(name: str) -> Face:
    """Return the face of this name; a page of ours offers no other."""
    try:
        return Face(name)
    except ValueError:
        abort(400)


def _switch(visit: Visit, seat: Seat, given: ChangeLanguage | None = None) -> ResponseReturnValue:
    """Show the same conversation by its other face, or in another language.

    What stands in the fields and was not sent yet goes along unsent. On the review page, which a
    chat asks bit by bit, it is kept.
    """
    turn = converse.show(door().hall, seat)
    unsent = _sent()
    if turn.status is Status.REVIEWING and unsent.holds_anything:
        turn, unsent = _keep_ticked(seat)
    if given is not None and not turn.status.ended and not unsent.refused:
        turn, refused = _receive(seat, Deed((given,)))
        unsent = replace(unsent, refused=refused)
    if turn.status.ended:
        return _leave(visit, turn)
    return answer(visit, turn, unsent if unsent.holds_anything else None)


def _keep_ticked(seat: Seat) -> tuple[Turn, Sent]:
    try:
        deed = Deed(ticked(request.form))
    except Unreadable:
        abort(400)
    turn, refused = _receive(seat, deed)
    return turn, _sent(refused) if refused else NOTHING_SENT


def answer(visit: Visit, turn: Turn, sent: Sent | None = None) -> ResponseReturnValue:
    """Answer a POST: by sending the browser on, or by the page itself where it must be.

    A refusal shows the sent words again, a switch those not sent yet, and a browser without
    cookies would lose its seat on the way.
    """
    if visit.language or turn.language != DEFAULT:
        visit = replace(visit, language=turn.language)
    door().visits.remember(visit)
    if sent is not None:
        return turn_page(visit, turn, sent)
    if not visit.keeps_cookies:
        return turn_page(visit, turn)
    return redirect(url_for("respond.now", _anchor=NEWEST[visit.face]), 303)


def _sent(refused: tuple[Refuse, ...] = ()) -> Sent:
    chosen = {name: request.form.get(name, "") for name in ("helper", "mode")}
    return Sent(typed(request.form), chosen, refused)


def _receive(seat: Seat, deed: Deed) -> tuple[Turn, tuple[Refuse, ...]]:
    """Hand over the inputs of one page, each under its own id."""
    hall, page_id = door().hall, sent_id()
    taken: list[Turn] = []
    refused: list[Refuse] = []
    last = len(deed.inputs) - 1
    for place, given in enumerate(deed.inputs):
        if refused and not (deed.insists and place == last):
            continue
        if taken and isinstance(given, Confirm) and _nobody_could_help(taken[-1]):
            break
        input_id = _input_id(page_id, place, given)
        taken.append(converse.receive(hall, seat, input_id, given))
        refused += [output for output in taken[-1].outputs if isinstance(output, Refuse)]
    return taken[-1], tuple(refused)


def _nobody_could_help(turn: Turn) -> bool:
    """Whether to ask once more before an anonymous call for help is sent.

    Sending cuts the last tie to the person, so that nobody could find them. The page that asks
    says so in its form, and then their word counts.
    """
    asked = bool(request.form.get(ASKED_AGAIN))
    return turn.heard and not asked and is_anonymous(turn)


def _input_id(page_id: str, place: int, given: Input) -> str:
    """Return an id that is the same for a page sent twice, and another once it was changed.

    So a double press counts once, while a page reached by the browser's back button, changed
    and sent again, is not mistaken for its first copy.
    """
    said = sha256(repr(given).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{page_id}:{place}:{said[:32]}"


def _leave(visit: Visit, turn: Turn) -> ResponseReturnValue:
    """Give up the seat at the end, so that this browser shows nothing any more."""
    left = replace(visit, draft=None)
    door().visits.remember(left)
    how = ending(turn)
    if not visit.keeps_cookies:
        return end_page(how, turn.role)
    remember_reader(turn.role)
    return redirect(url_for("respond.ended", how=how), 303)
