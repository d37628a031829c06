"""Did anything change? One tap on the page of news, kept as a response like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import surveys
from analysis.cleaning import clean_text
from services.hall import Hall
from services.respond import news, once, way_back
from services.respond.asked import keep
from services.respond.change import decide
from services.respond.completion import store_response
from services.respond.keys import Code, Link
from services.respond.linking import Whose, concern_link, whose
from services.respond.opening import chosen
from services.respond.screening import Heard, Origin, raise_concern
from services.respond.sitting import Sitting
from services.respond.way_back import Spoke
from storage.kinds import Channel
from storage.models import Draft
from surveys import library
from surveys.inputs import Answer, ChooseIdentity, Confirm, Input, Skip
from surveys.kinds import Level, RespondentRole
from surveys.notices import Refuse
from surveys.outputs import Ask, Choice
from surveys.questionnaire import Questionnaire

QUESTIONNAIRE = "did_anything_change"
_TAP, _WORDS = "change", "needs_to_happen"
"""The two questions of it that the page of news asks; the others are for who is invited to it."""

NOT_SURE = "not_sure_yet"
"""What is sent by who does not know yet: the question is then skipped."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of news asks, in the words of its questionnaire.

    Args:
        text: the question.
        choices: what can be tapped.
        more: what the box for words asks for.
    """

    text: str
    choices: tuple[Choice, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody tapped, and what they wrote beside it, perhaps nothing."""

    code: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Replied:
    """What became of a reply.

    Args:
        refused: why it was not taken; None when it was, now or before.
        help: how urgently the words asked for help, None when they did not.
    """

    refused: Refuse | None = None
    help: Level | None = None


@dataclass(frozen=True, slots=True)
class _Walked:
    """A conversation after all that was said, and what in it a person must look at."""

    sitting: Sitting
    heard: tuple[Heard, ...]
    refused: Refuse | None


def asked(language: str = "en") -> Asked:
    """Return what the page asks."""
    form = _short(library.load(QUESTIONNAIRE))
    shown = chosen(form, language)
    tap, words = form.questions
    return Asked(
        text=tap.text[shown],
        choices=tuple(Choice(each.code, each.label[shown]) for each in tap.choices),
        more=words.text[shown],
    )


def may_ask(role: RespondentRole) -> bool:
    """Return whether somebody of this role is asked whether anything changed."""
    return role in library.load(QUESTIONNAIRE).audience


def reply(hall: Hall, key: Link | Code, said: Reply) -> Replied | None:
    """Keep a reply to the newest news; the same again, or another one to it, changes nothing.

    It is known in the same way as the words it follows. Returns None where there is nobody whom
    this key and browser belong to, or nothing that they were told.
    """
    said = Reply(said.code, clean_text(said.words))
    with hall.sessions.reading() as session:
        spoke = way_back.find(session, hall, key)
        mark = news.newest_mark(session, hall, spoke) if spoke else None
        if spoke is None or mark is None or not may_ask(spoke.response.role):
            return None
        if once.done(session, news.REPLIES, mark) is not None:
            return Replied()
    try:
        with hall.sessions.writing() as session:
            return _keep(session, hall, spoke, mark, said)
    except IntegrityError:
        return Replied()


def _keep(session: Session, hall: Hall, spoke: Spoke, mark: str, said: Reply) -> Replied:
    form, now = _short(keep(session, QUESTIONNAIRE)), hall.clock()
    walked = _walk(hall, _begin(form, spoke), said, now)
    # What is said beside an invitation does not stand for it: that has its response already.
    whom = replace(whose(session, spoke.invitation.id), invitation_id=None)
    if walked.refused is not None:
        _raise(session, hall, walked, _origin(spoke, whom))
        return Replied(walked.refused, _level(walked))
    draft = _draft(walked.sitting, now)
    session.add(draft)
    session.flush()
    once.mark(session, news.REPLIES, mark, now)
    _raise(session, hall, walked, replace(_origin(spoke, whom), id=draft.id, draft_id=draft.id))
    store_response(session, hall, draft, walked.sitting, whom)
    return Replied(help=_level(walked))


def _begin(form: Questionnaire, spoke: Spoke) -> Sitting:
    response = spoke.response
    state = surveys.start(form, chosen(form, response.language), (response.mode,))
    return Sitting(
        draft_id=uuid4(),
        revision=1,
        questionnaire=form,
        role=response.role,
        state=state,
        chat_id=None,
        resume_words="",
        heard=False,
    )


def _walk(hall: Hall, sitting: Sitting, said: Reply, now: datetime) -> _Walked:
    """Say it all to the engine, question by question, and send it."""
    answers = {_TAP: "" if said.code == NOT_SURE else said.code, _WORDS: said.words}
    heard: list[Heard] = []
    while (given := _next(sitting, answers)) is not None:
        change = decide(hall, sitting, given, now)
        heard += [change.heard] if change.heard is not None else []
        refused = next((each for each in change.outputs if isinstance(each, Refuse)), None)
        if refused is not None:
            return _Walked(sitting, tuple(heard), refused)
        sitting = change.after
    return _Walked(sitting, tuple(heard), None)


def _next(sitting: Sitting, answers: Mapping[str, str]) -> Input | None:
    """Return the next input: an answer or a skip while questions are open, then how to be known."""
    state = sitting.state
    if state.status.ended:
        return None
    outputs = surveys.prompt(sitting.questionnaire, state)
    ask = next((each for each in outputs if isinstance(each, Ask)), None)
    if ask is not None:
        said = answers.get(ask.question, "")
        return Answer(ask.question, said) if said else Skip(ask.question)
    return Confirm() if state.mode is not None else ChooseIdentity(state.modes[0])


def _draft(sitting: Sitting, now: datetime) -> Draft:
    """Return the draft that a response is made from; it lives for one transaction."""
    return Draft(
        id=sitting.draft_id,
        questionnaire=sitting.questionnaire.id,
        version=sitting.questionnaire.version,
        channel=Channel.WEB,
        state=sitting.state.to_json(),
        opened_at=now,
        touched_at=now,
        expires_at=now + timedelta(days=1),
    )


def _origin(spoke: Spoke, whom: Whose) -> Origin:
    case_id, link = concern_link(whom, spoke.response.mode)
    return Origin(spoke.response.id, team=whom.team, case_id=case_id, link=link)


def _raise(session: Session, hall: Hall, walked: _Walked, origin: Origin) -> None:
    for each in walked.heard:
        raise_concern(session, hall, each, origin)


def _level(walked: _Walked) -> Level | None:
    levels = [Level(each.level.value) for each in walked.heard]
    return next((level for level in Level if level in levels), None)


def _short(form: Questionnaire) -> Questionnaire:
    """Return the questionnaire with what the page asks alone: nothing else counts as skipped."""
    asked = tuple(question for question in form.questions if question.id in {_TAP, _WORDS})
    return form.model_copy(update={"questions": asked})
