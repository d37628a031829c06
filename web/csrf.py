"""No POST is taken unless one of our own pages sent it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Request, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFError, CSRFProtect

_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_foreign_posts(app: Flask, proven: Callable[[Request], bool]) -> None:
    """Check every POST.

    With a session, the form's token must be the session's. Without one (a browser that keeps
    no cookies) there is nothing that a stranger's page could borrow, and the form must carry
    a field that we signed.

    Args:
        app: the application.
        proven: whether a request carries such a field.
    """
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # Nobody loses an answer by thinking for an hour.
        WTF_CSRF_SSL_STRICT=False,  # It wants a referrer, which our own pages withhold.
    )
    tokens = CSRFProtect(app)

    @app.before_request
    def check() -> None:
        if request.method in _CHANGES_NOTHING or request.routing_exception:
            return
        if app.config["SESSION_COOKIE_NAME"] in request.cookies:
            tokens.protect()
        elif not proven(request):
            raise CSRFError("The form carries no field of ours.")


class KnownBrowserSessions(SecureCookieSessionInterface):
    """Sessions that a POST from a browser without cookies cannot begin.

    It may come from a stranger's page, and the cookie would replace the visitor's own.
    """

    def __init__(self, browser_cookie: str) -> None:
        self._browser_cookie = browser_cookie

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the response may set the session cookie."""
        known = request.method in _CHANGES_NOTHING or self._browser_cookie in request.cookies
        return known and super().should_set_cookie(app, session)
