"""Cookies and signed fields: how a browser is known again, and what a form carries itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from itsdangerous import BadData, URLSafeTimedSerializer

FIELD_LIFE = timedelta(days=14)
"""As long as a draft may live."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names and flags of the cookies under one base URL."""

    secure: bool

    @staticmethod
    def under(base_url: str) -> Cookies:
        """Return the cookie rules: secure ones everywhere but on plain loopback."""
        parts = urlsplit(base_url)
        return Cookies(secure=not (parts.scheme == "http" and parts.hostname in _LOOPBACK))

    @property
    def session(self) -> str:
        """Name of the session cookie; a browser holds ``__Host-`` names to our own host."""
        return self._named("session")

    @property
    def browser(self) -> str:
        """Name of the cookie with this browser's secret."""
        return self._named("browser")

    @property
    def staff(self) -> str:
        """Name of the cookie with the secret of a signed-in member of staff."""
        return self._named("sayso-staff")

    @property
    def staff_page(self) -> str:
        """Name of the cookie with a staff page's form token and notices, apart from answers."""
        return self._named("sayso-staff-page")

    @property
    def tour(self) -> str:
        """Name of the cookie with the form token of the demonstration's tour and where it is."""
        return self._named("sayso-tour")

    def page(self, path: str) -> str:
        """Return the name of the session cookie of a page: staff and the tour have their own.

        What happens in one then leaves the forms of the others valid.
        """
        if path.startswith("/staff/"):
            return self.staff_page
        return self.tour if path == "/tour" or path.startswith("/tour/") else self.session

    def _named(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else name

    def configure(self, app: Flask) -> None:
        """Set the session cookie's name and flags."""
        app.config.update(
            SESSION_COOKIE_NAME=self.session,
            SESSION_COOKIE_SECURE=self.secure,
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Lax",
            SESSION_COOKIE_PATH="/",
        )


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs what a form field carries, so that nobody can write one."""

    secret: str

    def sign(self, payload: Any) -> str:
        """Return the payload (JSON values) as signed text."""
        return self._serializer().dumps(payload)

    def read(self, text: str) -> Any:
        """Return the payload, None when the text is forged or older than a draft may be."""
        try:
            return self._serializer().loads(text, max_age=int(FIELD_LIFE.total_seconds()))
        except BadData:
            return None

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="respondent's form")
