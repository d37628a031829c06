"""Turns what the conversation says into a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from flask import Response, g, make_response, render_template

from services.respond.turns import Turn
from surveys.kinds import Helper, Mode, RespondentRole
from surveys.notices import Help, Reason, Refuse, Stale
from surveys.outputs import Ask, Output, Review
from web.respond.controls import Field, Params, radios
from web.respond.controls import field as to_field
from web.respond.door import door
from web.respond.inputs import Raw
from web.respond.visit import Visit
from web.wording import Wording

Kind = TypeVar("Kind", bound=Output)

HELPED = frozenset(RespondentRole) - {RespondentRole.STAFF, RespondentRole.CHAIR}
"""Whom we ask whether somebody sat beside them."""

GROWN_UP = frozenset(RespondentRole) - {RespondentRole.CHILD, RespondentRole.YOUNG_PERSON}


ASKED_AGAIN = "asked_again"
"""Field of a page that says what being anonymous means for somebody who called for help."""


def is_anonymous(turn: Turn) -> bool:
    """Whether the respondent, at the review page, chose that nobody may know them."""
    reviews = (output for output in turn.outputs if isinstance(output, Review))
    return any(review.chosen is Mode.ANONYMOUS for review in reviews)


def page(
    template: str, visit: Visit, words: Wording, status: int = 200, **context: Any
) -> Response:
    """Render a page that holds a form: it carries the visit and a fresh id for its input."""
    g.form_for = visit
    body = render_template(
        f"respond/{template}.html",
        words=words,
        council=door().hall.council,
        seat=door().visits.field(visit),
        input_id=uuid4().hex,
        **context,
    )
    return make_response(body, status)


@dataclass(frozen=True, slots=True)
class Sent:
    """What stood on a page and is to be shown again: refused, or not sent yet.

    Args:
        typed: raw answers by question key.
        chosen: codes of the page's own radios by field name.
        refused: what was not taken.
    """

    typed: dict[str, Raw] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    refused: tuple[Refuse, ...] = ()

    @property
    def holds_anything(self) -> bool:
        """Whether there is anything to show again."""
        return bool(self.refused or any(self.typed.values()) or any(self.chosen.values()))

    def choice(self, name: str) -> str:
        """Return what was chosen in a field, empty when nothing was."""
        return self.chosen.get(name, "")


NOTHING_SENT = Sent()


@dataclass(frozen=True, slots=True)
class Shown:
    """A turn as a template reads it."""

    turn: Turn
    words: Wording
    sent: Sent

    @property
    def question(self) -> Field | None:
        """The question that is asked now."""
        ask = self._first(Ask)
        return None if ask is None else self._field(ask)

    @property
    def review(self) -> Review | None:
        """The review page's content."""
        return self._first(Review)

    @property
    def closing(self) -> list[Field]:
        """The questions asked on the review page."""
        review = self.review
        return [self._field(ask) for ask in review.closing] if review else []

    @property
    def open_closing(self) -> Field | None:
        """The first question of the review page that was neither answered nor skipped."""
        waiting = (each for each in self.closing if not (each.ask.answered or each.ask.skipped))
        return next(waiting, None)

    @property
    def help(self) -> Help | None:
        """The help that was asked for, or that an answer gave reason for."""
        return self._first(Help)

    @property
    def asks_again(self) -> bool:
        """Whether to say that nobody could find, and so help, who called for help unnamed."""
        return self.turn.heard and is_anonymous(self.turn)

    @property
    def stale(self) -> bool:
        """Whether the answer was for a question that we have left."""
        return self._first(Stale) is not None

    @property
    def faults(self) -> list[dict[str, str]]:
        """What was not taken, each with the place to mend it, for the error summary."""
        return [
            {"text": self.words.refusal(refuse), "href": self._place(refuse)}
            for refuse in self._refused()
        ]

    @property
    def helpers(self) -> Params | None:
        """Radios that ask who sat beside this reader, None for one who needs no help."""
        if self.turn.role not in HELPED:
            return None
        choices = [(each, self.words(f"helper.{each}"), "") for each in Helper]
        kept = self.review.helper if self.review else None
        chosen = self.sent.choice("helper") or kept or ""
        return radios("helper", self.words("helper.question"), choices, chosen)

    @property
    def modes(self) -> Params | None:
        """Radios that ask how to be known; none is preselected."""
        review, words = self.review, self.words
        if review is None:
            return None
        choices = [
            (mode, words(f"mode.{mode}.label"), words(f"mode.{mode}.more")) for mode in review.modes
        ]
        chosen = self.sent.choice("mode") or review.chosen or ""
        fault = next((fault["text"] for fault in self.faults if fault["href"] == "#mode"), "")
        return radios("mode", words("review.mode"), choices, chosen, fault)

    @property
    def grown_up(self) -> bool:
        """Whether the numbers for adults are of use to this reader."""
        return self.turn.role in GROWN_UP

    def _refused(self) -> tuple[Refuse, ...]:
        if self.sent.refused:
            return self.sent.refused
        noticed = self._first(Refuse)
        return () if noticed is None else (noticed,)

    def _field(self, ask: Ask) -> Field:
        faults = (each for each in self._refused() if each.question == ask.question)
        fault = next((self.words.refusal(each) for each in faults), "")
        return to_field(ask, self.words, self.sent.typed, fault)

    def _place(self, refuse: Refuse) -> str:
        asked = [self.question, *self.closing]
        places = [f"#{each.id}" for each in asked if each and each.ask.question == refuse.question]
        return places[0] if places else _PLACES.get(refuse.reason, "#main")

    def _first(self, kind: type[Kind]) -> Kind | None:
        return next((each for each in self.turn.outputs if isinstance(each, kind)), None)


_PLACES = {Reason.MODE_MISSING: "#mode", Reason.MODE_NOT_OFFERED: "#mode"}
