"""A paper form for one person who was invited, printed from the page that shows their code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.upkeep.links import Issued
from services.upkeep.paper import Paper, blank_form, other_languages, print_for_person
from services.upkeep.questionnaires import released
from services.upkeep.sending import sending
from storage.kinds import StaffRole
from surveys.kinds import RespondentRole
from surveys.library import NotInLibrary
from surveys.paper import WayIn
from web.respond.drawings import drawing
from web.roles import roles
from web.staff import meeting_files
from web.staff.door import door, pages
from web.staff.rendering import done, page
from web.staff.shelves import shelves, title

_LARGE = "-large"


def printable(links: Iterable[Issued], base_url: str) -> list[list[str]]:
    """Return what the page carries for each link, so that its paper form can be printed."""
    return [
        [
            link.questionnaire,
            str(link.version),
            link.role,
            link.language,
            link.url(base_url),
            link.code,
            link.expires_on.isoformat(),
        ]
        for link in links
    ]


@pages.post("/invitations/paper.pdf")
@roles(StaffRole.OFFICER)
def paper_printed() -> ResponseReturnValue:
    """Give the paper form of one person on the page that sends it; nothing is kept."""
    found = meeting_files.brought_back(request.form.get("papers", ""))
    wanted = request.form.get("print", "")
    number = wanted.removesuffix(_LARGE)
    if found is None or not number.isdecimal() or int(number) >= len(found):
        abort(400)
    paper = _paper(found[int(number)], large=wanted.endswith(_LARGE))
    try:
        made = print_for_person(door().hall.council.name, paper, drawing)
    except Refused as refused:
        return done(str(refused), "staff.meetings")
    return _file(made)


@pages.get("/questionnaires")
@roles(StaffRole.OFFICER, StaffRole.QA)
def questionnaires() -> ResponseReturnValue:
    """List every questionnaire: for whom it is, how it is sent, and on paper."""
    return page(
        "papers/questionnaires",
        shelves=shelves(released()),
        title=title,
        sending=sending,
        other_languages=other_languages,
    )


@pages.get("/questionnaires/<name>/paper.pdf")
@roles(StaffRole.OFFICER, StaffRole.QA)
def blank_paper(name: str) -> ResponseReturnValue:
    """Give a paper form that belongs to nobody in particular."""
    language = request.args.get("language", "en")
    try:
        council = door().hall.council.name
        made = blank_form(name, council, language, drawing, large="large" in request.args)
    except NotInLibrary:
        abort(404)
    except Refused as refused:
        return done(str(refused), "staff.questionnaires")
    return _file(made)


def _file(made: bytes) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="paper-form.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def _paper(row: list[str], *, large: bool) -> Paper:
    questionnaire, version, role, language, link, code, until = row
    home = door().base_url.partition("://")[2]
    way_in = WayIn(link, home, code, date.fromisoformat(until))
    return Paper(questionnaire, int(version), RespondentRole(role), language, way_in, large)
