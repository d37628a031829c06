"""Makes the web application out of the hall and the settings."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from pydantic import SecretStr
from werkzeug.middleware.proxy_fix import ProxyFix

from services.build import present
from services.hall import Hall
from services.upkeep.demonstration.stage import Stage
from services.upkeep.mail_server import MailServer
from surveys.wording import tongue
from web.csrf import KnownBrowserSessions, refuse_foreign_posts
from web.errors import handle_errors
from web.headers import add_headers
from web.probes import add_probes
from web.respond import conversation, ending, news, quiet, start
from web.respond.door import fit
from web.respond.drawings import drawing
from web.respond.visit import Visits
from web.roles import require_declared
from web.signing import Cookies, Signer
from web.staff.door import Door
from web.staff.rooms import open_staff_door
from web.statics import serve_statics
from web.tour.views import open_tour

LARGEST_POST = 4 * 1024 * 1024
"""Bytes: an answer far too long must still arrive, so that it can be refused with its words."""

VIEWS = (start, conversation, ending, news, quiet)
"""Modules whose import puts views on the respondents' door."""


class WebSettings(Protocol):
    """What the web door needs of the settings."""

    @property
    def base_url(self) -> str:
        """Address at which respondents reach the site, without a slash at the end."""

    @property
    def secret_key(self) -> SecretStr:
        """Key that signs cookies and forms."""

    @property
    def mail_server(self) -> MailServer | None:
        """Where e-mail is handed over; None when none is set, and links are handed over."""


def create_app(hall: Hall, settings: WebSettings, stage: Stage | None = None) -> Flask:
    """Return the web application.

    Args:
        hall: the deployment that the pages serve.
        settings: base URL and secret key.
        stage: of a demonstration, whose tour is then there too; never of a deployment.

    Raises:
        NotBuilt: the style sheets have not been built.
        RuntimeError: a route does not declare its roles.
    """
    app = Flask("web", static_folder=None)
    secret = settings.secret_key.get_secret_value()
    https = urlsplit(settings.base_url).scheme == "https"
    app.config.update(
        SECRET_KEY=secret,
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
    )
    cookies = Cookies.under(settings.base_url)
    cookies.configure(app)
    app.session_interface = KnownBrowserSessions(cookies)
    visits = Visits(Signer(secret), cookies)
    _prepare_templates(app)
    add_headers(app, https=https)
    refuse_foreign_posts(app, cookies, lambda request: visits.read(request).proven)
    handle_errors(app)
    fit(app, hall, visits)
    open_staff_door(app, _staff_door(hall, settings, cookies, secret))
    add_probes(app)
    if stage is not None:
        open_tour(app, stage)
    serve_statics(app, https=https)
    if https:
        _trust_the_proxy(app)
    require_declared(app)
    return app


def _staff_door(hall: Hall, settings: WebSettings, cookies: Cookies, secret: str) -> Door:
    sends_mail = settings.mail_server is not None
    return Door(hall, cookies, secret, present, settings.base_url, sends_mail)


def _trust_the_proxy(app: Flask) -> None:
    """Take the visitor's address from the one proxy that speaks HTTPS for us.

    Wrong codes are counted by address; without this all of a council would share the proxy's.
    Only the entry that the proxy itself added is believed.
    """
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask says to wrap it
        app.wsgi_app, x_for=1, x_proto=0, x_host=0, x_port=0, x_prefix=0
    )


def _prepare_templates(app: Flask) -> None:
    govuk = PackageLoader("govuk_frontend_jinja")
    own = FileSystemLoader(f"{app.root_path}/templates")
    app.jinja_loader = ChoiceLoader([own, PrefixLoader({"govuk_frontend_jinja": govuk})])
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["drawing"] = drawing
    app.jinja_env.globals["tongue"] = tongue
