"""The ways in: a link, a short code, or the four words; nothing opens before a POST."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from services.respond import converse
from services.respond.keys import Code, Key, Link, Resume, Seat
from services.respond.turns import Closed, ClosedReason, Turn
from surveys.inputs import ChangeLanguage
from web.respond.conversation import answer, chosen_face
from web.respond.door import door, pages, sent_id, visiting, wording
from web.respond.news import news_page
from web.respond.rendering import page
from web.respond.visit import Face, Visit
from web.roles import RESPONDENT, roles
from web.wording import Wording


@pages.get("/")
@roles(RESPONDENT)
def code() -> ResponseReturnValue:
    """Ask for the short code."""
    return page("code", visiting(), wording(), fault="", typed="")


@pages.post("/")
@roles(RESPONDENT)
def code_given() -> ResponseReturnValue:
    """Show what a code leads to."""
    typed = request.form.get("key", "").strip()
    if not typed:
        return _code_again("code.empty", typed)
    return _first_page("code", typed)


@pages.get("/r/<token>")
@roles(RESPONDENT)
def link(token: str) -> ResponseReturnValue:
    """Show what a link leads to; mail scanners open links too, so this changes nothing."""
    return _first_page("link", token)


@pages.post("/r/language")
@roles(RESPONDENT)
def language() -> ResponseReturnValue:
    """Show the first page again in the language that was chosen; nothing is opened by it."""
    way, wanted = request.form.get("way", ""), request.form.get("language", "")
    if way not in _BEGINNINGS or not wanted:
        abort(400)
    door().visits.remember(replace(visiting(), language=wanted[:3]))
    return _first_page(way, request.form.get("key", ""))


@pages.post("/r/open")
@roles(RESPONDENT)
def begin() -> ResponseReturnValue:
    """Open the conversation, or come back to it."""
    make = _KEYS.get(request.form.get("way", ""))
    if make is None:
        abort(400)
    return _enter(make(request.form.get("key", ""), visiting()))


@pages.get("/resume")
@roles(RESPONDENT)
def resume() -> ResponseReturnValue:
    """Ask for the four words."""
    return page("resume", visiting(), wording(), fault="", typed="", elsewhere=False)


@pages.post("/resume")
@roles(RESPONDENT)
def resume_given() -> ResponseReturnValue:
    """Move the conversation to this browser."""
    typed = request.form.get("key", "").strip()
    if not typed:
        return _words_again("resume.empty", typed)
    return _enter(_KEYS["words"](typed, visiting()))


def _source() -> str:
    return request.remote_addr or ""


_BEGINNINGS = frozenset({"link", "code"})

_KEYS: dict[str, Callable[[str, Visit], Key]] = {
    "link": lambda text, visit: Link(text, visit.browser),
    "code": lambda text, visit: Code(text, visit.browser, _source()),
    "words": lambda text, visit: Resume(text, visit.browser, _source()),
}


def _first_page(way: str, text: str) -> Response:
    visit, told = visiting(), news_page(way, text)
    if told is not None:
        return told
    found = converse.preview(door().hall, _KEYS[way](text, visit), visit.language)
    if isinstance(found, Closed):
        return _closed(_KEYS[way](text, visit), found)
    words = Wording(found.language, found.role)
    faces = sorted(Face, key=lambda face: face is not visit.face)
    return page("start", visit, words, preview=found, way=way, key=text, faces=faces)


def _enter(key: Key) -> ResponseReturnValue:
    hall = door().hall
    seat = converse.open(hall, key, sent_id())
    if isinstance(seat, Closed):
        return _closed(key, seat)
    visit = visiting()
    face = chosen_face(request.form.get("face", visit.face))
    turn = _in_language(seat, converse.show(hall, seat), visit.language)
    return answer(replace(visit, draft=seat.draft_id, face=face), turn)


def _in_language(seat: Seat, turn: Turn, wanted: str | None) -> Turn:
    """Go on in the language that was chosen on the first page, where it is one of this form's."""
    if wanted == turn.language or wanted not in {each.code for each in turn.languages}:
        return turn
    return converse.receive(door().hall, seat, f"{sent_id()}:language", ChangeLanguage(wanted))


def _closed(key: Key, closed: Closed) -> Response:
    """Say that there is no way in; expired, used and unknown are told alike."""
    if closed.reason is ClosedReason.TOO_MANY_TRIES:
        return page("closed", visiting(), wording(), 429, reason="too_many")
    if closed.reason is ClosedReason.OTHER_BROWSER:
        return page("resume", visiting(), wording(), 403, fault="", typed="", elsewhere=True)
    return _AGAIN[type(key)](key)


def _code_again(fault: str, typed: str) -> Response:
    return page("code", visiting(), wording(), 404, fault=fault, typed=typed)


def _words_again(fault: str, typed: str) -> Response:
    return page("resume", visiting(), wording(), 404, fault=fault, typed=typed, elsewhere=False)


_AGAIN: dict[type[Key], Callable[..., Response]] = {
    Link: lambda key: page("closed", visiting(), wording(), 404, reason="unknown"),
    Code: lambda key: _code_again("code.wrong", key.code),
    Resume: lambda key: _words_again("resume.wrong", key.words),
}
