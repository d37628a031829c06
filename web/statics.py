"""Style sheets and scripts: served by WhiteNoise, with an address that changes with them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from web.headers import protective_headers

BUILD = Path(__file__).parent / "static" / "build"
_A_DAY = 24 * 60 * 60


class NotBuilt(RuntimeError):
    """The style sheets and scripts have not been built."""

    def __init__(self) -> None:
        super().__init__(f"{BUILD} has no style sheet; run make install, which builds it.")


def serve_statics(app: Flask, *, https: bool) -> None:
    """Serve the built files under ``/static/`` and give templates their addresses.

    Raises NotBuilt when there are none.
    """
    files = {file.name: file for file in BUILD.glob("*") if file.suffix != ".gz"}
    if not files:
        raise NotBuilt
    addresses = {name: f"/static/{name}?v={_fingerprint(file)}" for name, file in files.items()}
    app.jinja_env.globals["static"] = addresses.__getitem__
    headers = protective_headers(https=https)

    def protect(given: Headers, path: str, url: str) -> None:
        for name, value in headers.items():
            given[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # how Flask says to wrap it
        app.wsgi_app,
        root=str(BUILD),
        prefix="static/",
        max_age=_A_DAY,
        allow_all_origins=False,
        add_headers_function=protect,
    )


def _fingerprint(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]
