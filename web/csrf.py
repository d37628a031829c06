"""No POST is taken unless one of our own pages sent it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Request, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFError, CSRFProtect

from web.signing import Cookies

_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_foreign_posts(app: Flask, cookies: Cookies, proven: Callable[[Request], bool]) -> None:
    """Check every POST.

    With a session, and but for respondents always, the form's token must be the session's.
    Without one (a browser that keeps no cookies) there is nothing that a stranger's page could
    borrow, and the form must carry a field that we signed.

    Args:
        app: the application.
        cookies: tell whose session a page has.
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
        held = cookies.page(request.path)
        if held != cookies.session or held in request.cookies:
            tokens.protect()
        elif not proven(request):
            raise CSRFError("The form carries no field of ours.")


class KnownBrowserSessions(SecureCookieSessionInterface):
    """Sessions that a POST from a browser without cookies cannot begin.

    It may come from a stranger's page, and the cookie would replace the visitor's own.
    """

    def __init__(self, cookies: Cookies) -> None:
        self._cookies = cookies

    def get_cookie_name(self, app: Flask) -> str:
        """Return the name of this request's session cookie."""
        return self._cookies.page(request.path)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the response may set the session cookie."""
        held = self._cookies.page(request.path)
        proof = self._cookies.browser if held == self._cookies.session else held
        known = request.method in _CHANGES_NOTHING or proof in request.cookies
        return known and super().should_set_cookie(app, session)
