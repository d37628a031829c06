"""Paper forms that came back: found by code or person, typed in, and put by for later."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.upkeep import chosen, keying, meeting_list, paper_desk
from services.upkeep.keying import Typed
from services.upkeep.paper_desk import Open
from services.upkeep.paper_fields import Field, asks_helper, fields, languages
from storage.kinds import StaffRole
from surveys.kinds import Helper
from surveys.library import NotInLibrary
from web.roles import roles
from web.staff import keying_form
from web.staff.door import actor, door, pages
from web.staff.formats import in_words
from web.staff.keying_form import Filled
from web.staff.presses import fresh_press, sent_press
from web.staff.rendering import Faults, done, page

HELPED = {
    Helper.NOBODY: "Nobody",
    Helper.FAMILY: "Somebody in the family",
    Helper.CARER: "A carer",
    Helper.WORKER: "A worker",
    Helper.OTHER: "Somebody else",
}


@pages.get("/papers")
@roles(StaffRole.OFFICER)
def papers() -> ResponseReturnValue:
    """Ask which paper came back, and list those that are half typed in."""
    known = {"meeting": _meeting(request.args.get("meeting")), "person": ""}
    person = request.args.get("person", type=UUID)
    if known["meeting"] and person is not None:
        known["person"] = chosen.reference_of(door().hall, person)
    return _start(known)


def _meeting(asked: str | None) -> str:
    try:
        found = meeting_list.one(door().hall, actor(), UUID(asked)) if asked else None
    except ValueError:
        return ""
    return found.line.reference if found else ""


def _start(
    filled: dict[str, str] | None = None, faults: Faults | None = None
) -> ResponseReturnValue:
    return page(
        "papers/start",
        faults,
        waiting=paper_desk.waiting(door().hall, actor()),
        questionnaires=[(name, in_words(name)) for name in paper_desk.forms()],
        filled=filled or {},
        press=fresh_press(),
    )


@pages.post("/papers/code")
@roles(StaffRole.OFFICER)
def paper_of_code() -> ResponseReturnValue:
    """Take up the paper that bears a code."""
    code = request.form.get("code", "").strip()
    if not code:
        return _start(faults={"code": "Type the code that is printed at the foot of each page."})
    try:
        found = paper_desk.by_code(door().hall, actor(), code)
    except Refused as refused:
        return _start({"code": code}, {"code": str(refused)})
    return _go_to(found)


@pages.post("/papers/person")
@roles(StaffRole.OFFICER)
def paper_of_person() -> ResponseReturnValue:
    """Take up the paper of somebody around a meeting."""
    filled = {name: request.form.get(name, "").strip() for name in _MISSING}
    missing = {name: said for name, said in _MISSING.items() if not filled[name]}
    if missing:
        return _start(filled, missing)
    try:
        found = paper_desk.of_person(
            door().hall, actor(), filled["meeting"], filled["person"], filled["questionnaire"]
        )
    except NotInLibrary:
        abort(400)
    except Refused as refused:
        return _start(filled, {"meeting": str(refused)})
    return _go_to(found)


_MISSING = {
    "meeting": "Give the reference of the meeting.",
    "person": "Give the reference of the person.",
    "questionnaire": "Choose the form; its name is printed at the foot of each page.",
}


@pages.post("/papers/nameless")
@roles(StaffRole.OFFICER)
def paper_of_nobody() -> ResponseReturnValue:
    """Take up a paper that bears neither code nor name."""
    wanted, press = request.form.get("form", ""), sent_press()
    if not wanted:
        return _start(faults={"form": _MISSING["questionnaire"]})
    try:
        found = paper_desk.nameless(door().hall, actor(), wanted, press)
    except NotInLibrary:
        abort(400)
    except Refused as refused:
        return _start({"form": wanted}, {"form": str(refused)})
    return _go_to(found)


def _go_to(draft_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("staff.paper", draft_id=draft_id), 303)


@pages.get("/papers/<uuid:draft_id>")
@roles(StaffRole.OFFICER)
def paper(draft_id: UUID) -> ResponseReturnValue:
    """Show one paper with what was typed of it so far."""
    found = _on_the_desk(draft_id)
    asked = fields(found)
    return _page(found, asked, keying_form.kept(found, asked))


@pages.post("/papers/<uuid:draft_id>")
@roles(StaffRole.OFFICER)
def paper_typed(draft_id: UUID) -> ResponseReturnValue:
    """Take what was typed: put by, or sent as the answer it is."""
    hall, who, press = door().hall, actor(), sent_press()
    found = paper_desk.opened(hall, who, draft_id)
    if found is None:
        return _gone(press)
    asked, finished = fields(found), "finish" in request.form
    filled = keying_form.sent(request.form, asked)
    sheet = keying_form.sheet(filled, asked, found, finished=finished)
    revision = request.form.get("revision", type=int)
    if sheet is None or revision is None:
        abort(400)
    try:
        typed = keying.key_in(hall, who, draft_id, sheet, press=press, revision=revision)
    except Refused as refused:
        again = _on_the_desk(draft_id)
        return _page(again, asked, keying_form.kept(again, asked), {"received_on": str(refused)})
    if typed.done:
        return _done(found, typed)
    faults = keying_form.faults(typed, asked)
    if faults:
        return _page(_on_the_desk(draft_id), asked, filled, faults, concern=typed.concern)
    told = "What you typed is kept. You can go on, or come back to it from this room."
    return done(told, "staff.paper", draft_id=draft_id)


@pages.post("/papers/<uuid:draft_id>/away")
@roles(StaffRole.OFFICER)
def paper_put_away(draft_id: UUID) -> ResponseReturnValue:
    """Throw away what was typed, so that the paper can be begun afresh."""
    _on_the_desk(draft_id)
    paper_desk.put_away(door().hall, actor(), draft_id)
    return done("What was typed is gone. The paper can be keyed in again.", "staff.papers")


def _on_the_desk(draft_id: UUID) -> Open:
    return paper_desk.opened(door().hall, actor(), draft_id) or abort(404)


def _gone(press: str) -> ResponseReturnValue:
    """Answer for a paper that is no longer there: the very page that finished it is thanked."""
    if not keying.ended_by(door().hall, press):
        abort(404)
    return done(
        "This paper is keyed in; sent twice, it was kept once. If a concern was raised, the "
        "safeguarding leads have it.",
        "staff.papers",
    )


def _done(found: Open, typed: Typed) -> ResponseReturnValue:
    left_out = set(typed.checked.left_out) if typed.checked else set()
    return page(
        "papers/done",
        title=found.held.questionnaire.id,
        about=found.about,
        concern=typed.concern or found.held.heard,
        left_out=[each.label for each in fields(found) if each.key in left_out],
    )


def _page(
    found: Open,
    asked: tuple[Field, ...],
    filled: Filled,
    faults: Faults | None = None,
    *,
    concern: bool = False,
) -> ResponseReturnValue:
    held = found.held
    return page(
        "papers/form",
        faults,
        paper=found,
        fields=asked,
        filled=filled,
        concern=concern or held.heard,
        helped=HELPED.items(),
        modes=held.state.modes,
        languages=languages(found),
        helper_asked=asks_helper(held.role),
        revision=held.revision,
        press=fresh_press(),
    )
