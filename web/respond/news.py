"""You said, we did: for whoever comes back with their link, and a page that anybody can open."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from services.respond import converse, news, replies
from services.respond.keys import Code, Link
from services.respond.news import Told
from services.respond.replies import Replied, Reply
from services.respond.speaking_again import may_speak, speak_again
from surveys.kinds import RespondentRole
from web.respond.conversation import answer
from web.respond.door import door, pages, visiting, wording
from web.respond.rendering import page
from web.roles import RESPONDENT, roles

_PLAIN_FOR = frozenset({RespondentRole.CHILD})
"""Readers who first see what was written for children; anybody can choose the other."""


@pages.get("/what-changed")
@roles(RESPONDENT)
def what_changed() -> ResponseReturnValue:
    """Tell everybody what changed; nothing on it is about one person."""
    plain = request.args.get("for") == "children"
    return render_template(
        "respond/what_changed.html",
        words=wording(RespondentRole.CHILD if plain else None),
        council=door().hall.council,
        areas=news.for_everybody(door().hall),
        plain=plain,
    )


@pages.post("/r/changed")
@roles(RESPONDENT)
def changed() -> ResponseReturnValue:
    """Take the answer to whether anything changed."""
    way, text, code = (request.form.get(name, "") for name in ("way", "key", "changed"))
    key = _key(way, text)
    if key is None or not code:
        abort(400)
    said = Reply(code, request.form.get("more", ""))
    replied = replies.reply(door().hall, key, said)
    told = news.for_whom(door().hall, key)
    if replied is None or told is None:
        abort(404)
    return _page(told, way, text, replied, said)


@pages.post("/r/again")
@roles(RESPONDENT)
def again() -> ResponseReturnValue:
    """Begin what somebody who spoke before wants to say now, or come back to it."""
    key = _key(*(request.form.get(name, "") for name in ("way", "key")))
    if key is None:
        abort(400)
    seat = speak_again(door().hall, key)
    if seat is None:
        abort(404)
    turn = converse.show(door().hall, seat)
    return answer(replace(visiting(), draft=seat.draft_id), turn)


def news_page(way: str, text: str) -> Response | None:
    """Return the page for whoever came back with a key, None where there is none for them."""
    key = _key(way, text)
    told = None if key is None else news.for_whom(door().hall, key)
    return None if told is None else _page(told, way, text)


def _page(
    told: Told, way: str, text: str, replied: Replied | None = None, said: Reply | None = None
) -> Response:
    words = wording(told.role)
    refused = replied.refused if replied else None
    return page(
        "news",
        visiting(),
        words,
        422 if refused else 200,
        told=told,
        way=way,
        key=text,
        plain=told.role in _PLAIN_FOR,
        may_speak=may_speak(told.role),
        asked=replies.asked(words.language) if told.asks and replies.may_ask(told.role) else None,
        not_sure=replies.NOT_SURE,
        help=replied.help if replied else None,
        fault=words.refusal(refused) if refused else "",
        typed=said.words if said and refused else "",
    )


def _key(way: str, text: str) -> Link | Code | None:
    browser = visiting().browser
    if way == "link":
        return Link(text, browser)
    return Code(text, browser, request.remote_addr or "") if way == "code" else None
