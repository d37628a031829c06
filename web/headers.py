"""The headers that every response bears, errors and static files included."""

from __future__ import annotations

from collections.abc import MutableMapping

from flask import Flask, Response

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def add_headers(app: Flask, *, https: bool) -> None:
    """Put the headers on every response of the application; pages are never stored."""
    headers = protective_headers(https=https)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(headers)
        response.headers["Cache-Control"] = "no-store"
        return response


def protective_headers(*, https: bool) -> MutableMapping[str, str]:
    """Return the headers; the one that demands HTTPS only where HTTPS is spoken."""
    return {**_ALWAYS, **(_HTTPS_ONLY if https else {})}
