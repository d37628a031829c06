"""Whose browser this is and which conversation it has open, by cookie or by signed field."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from flask import Request, Response, g, session

from web.signing import FIELD_LIFE, Cookies, Signer

FIELD = "seat"
_SESSION_SEAT = "seat"
_SESSION_FACE = "face"
SESSION_LANGUAGE = "language"


class Face(StrEnum):
    """How the same conversation is shown: a page for each question, or messages."""

    FORM = "form"
    CHAT = "chat"

    @property
    def other(self) -> Face:
        """The one to switch to."""
        return Face.CHAT if self is Face.FORM else Face.FORM


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """What is known of a visitor.

    Args:
        browser: the secret that binds a link to its first browser.
        draft: the conversation that is open, None before the start and after the end.
        keeps_cookies: whether this browser sent its secret back; if not, each form carries it.
        proven: whether the request carried a field that we signed.
        face: how this visitor wants to answer.
        language: ISO 639 code of the one last used, None before any was.
    """

    browser: str
    draft: UUID | None = None
    keeps_cookies: bool = False
    proven: bool = False
    face: Face = Face.FORM
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Visits:
    """Reads and writes visits under one secret and one set of cookie rules."""

    signer: Signer
    cookies: Cookies

    def read(self, request: Request) -> Visit:
        """Return the visit of a request.

        The form field wins over the session, because it names the conversation whose page was
        answered even when another tab has opened a second one. It must belong to the browser.
        """
        kept = request.cookies.get(self.cookies.browser)
        carried = self._carried(request)
        if carried is not None and kept in {None, carried.browser}:
            return replace(carried, keeps_cookies=kept is not None)
        draft = session.get(_SESSION_SEAT) if kept else None
        return Visit(
            browser=kept or secrets.token_urlsafe(32),
            draft=UUID(draft) if draft else None,
            keeps_cookies=kept is not None,
            face=Face(session.get(_SESSION_FACE, Face.FORM)),
            language=session.get(SESSION_LANGUAGE),
        )

    def _carried(self, request: Request) -> Visit | None:
        payload = self.signer.read(request.form.get(FIELD, ""))
        if not isinstance(payload, dict):
            return None
        draft = payload["draft"]
        # Fields signed before there was a choice carry none, and before a language was chosen.
        face = Face(payload.get("face", Face.FORM))
        return Visit(
            payload["browser"],
            UUID(draft) if draft else None,
            proven=True,
            face=face,
            language=payload.get("language"),
        )

    def field(self, visit: Visit) -> str:
        """Return the signed field for a form."""
        draft = visit.draft.hex if visit.draft else None
        kept = {"browser": visit.browser, "draft": draft, "face": visit.face}
        return self.signer.sign(kept | ({"language": visit.language} if visit.language else {}))

    def remember(self, visit: Visit) -> None:
        """Keep the open conversation in the session of a browser that keeps cookies.

        One without gets no cookie from a POST: it may come from a stranger's page, and a
        cookie would then put this browser into a conversation that the stranger chose.
        """
        g.visit = visit
        if not visit.keeps_cookies:
            return
        session[_SESSION_FACE] = visit.face
        if visit.language is not None:
            session[SESSION_LANGUAGE] = visit.language
        if visit.draft is None:
            session.pop(_SESSION_SEAT, None)
        else:
            session[_SESSION_SEAT] = visit.draft.hex

    def give_browser_secret(
        self, visit: Visit, response: Response, life: timedelta = FIELD_LIFE
    ) -> None:
        """Set the browser's secret, which outlives the session so that a link opens again.

        Args:
            visit: whose secret.
            response: sets the cookie.
            life: as long as a draft may live; after the end as long as a link, for news.
        """
        response.set_cookie(
            self.cookies.browser,
            visit.browser,
            max_age=life,
            path="/",
            secure=self.cookies.secure,
            httponly=True,
            samesite="Lax",
        )
