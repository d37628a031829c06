"""A member of staff with a browser: signed in with one line, or through every page of the door."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import httpx

from services.staff import one_time_codes, sessions
from storage.actors import WHOLE_AUTHORITY, Actor, Scope
from storage.kinds import StaffRole
from storage.models import Staff, StaffSession
from tests.builders.colleagues import NOON, PASSWORD, Colleague, colleague
from tests.builders.pages import Page
from tests.builders.website import Website, client_of
from web.staff.door import NAME

COOKIE = "sayso-staff"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_KEY = re.compile(r'class="staff-key">([^<]+)<')
_CARRIED = re.compile(r'name="enrolment" value="([^"]+)"')


@dataclass
class StaffBrowser:
    """Somebody of the staff, their phone and their browser; redirects are followed.

    ``get`` and ``post`` return a ``Page``; ``post`` adds the form token of the last page.
    """

    site: Website
    person: Colleague
    client: httpx.Client
    seen: list[Page] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """Who it is, for use cases."""
        return self.person.actor

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.seen[-1]

    def get(self, path: str, **query: str) -> Page:
        """Open an address."""
        return self._take(self.client.get(path, params=query or None))

    def post(self, path: str, data: dict[str, Any] | None = None, **sent: Any) -> Page:
        """Send a form; ``files=`` goes with it, and ``token=None`` leaves the form token out."""
        fields = dict(data or {})
        if "token" not in sent:
            fields["csrf_token"] = self.form_token()
        elif sent["token"] is not None:
            fields["csrf_token"] = sent["token"]
        sent.pop("token", None)
        return self._take(self.client.post(path, data=fields, **sent))

    def form_token(self) -> str:
        """Return the form token of this browser's session."""
        pages = [self.page.html] if self.seen else []
        found = next(filter(None, map(_TOKEN.search, pages)), None)
        if found is None:
            reply = self.client.get("/staff/sign-in")
            found = _TOKEN.search(reply.text)
        assert found is not None, "no page of this browser holds a form"
        return found[1]

    def sign_in(self) -> Page:
        """Give password and code on the pages, whatever the way to them asks for first."""
        self.get("/staff/sign-in")
        known = self.person.secret != ""
        secret = self.person.password if known else self.person.given
        self.post("/staff/sign-in", {"email": self.person.account.email, "password": secret})
        return self.give_code() if known else self._first_time()

    def give_code(self, path: str = "/staff/code") -> Page:
        """Send the next code that the phone shows."""
        return self.post(path, {"code": self.code()})

    def code(self) -> str:
        """Return a code that was not used before."""
        step = timedelta(seconds=30)
        outside = _outside(self.site)
        outside.now += step
        self.person.wall = outside.now
        return one_time_codes.current(self.person.secret, outside.now)

    @property
    def cookie(self) -> str:
        """The session's secret."""
        return self.client.cookies.get(COOKIE) or ""

    def take_cookie(self, token: str) -> None:
        """Hold a session's secret, as if the site had given it."""
        self.client.cookies.set(COOKIE, token, domain=self.client.base_url.host, path="/")

    def _first_time(self) -> Page:
        chosen = {"password": PASSWORD, "again": PASSWORD}
        page, self.person.password = self.post("/staff/password", chosen), PASSWORD
        key, carried = _KEY.search(page.html), _CARRIED.search(page.html)
        assert key is not None
        assert carried is not None
        self.person.secret = key[1].replace(" ", "")
        sent = {"code": self.code(), "enrolment": carried[1]}
        return self.post("/staff/authenticator", sent)

    def _take(self, reply: httpx.Response) -> Page:
        self.seen.append(Page.of(reply))
        return self.page


def staff_browser(
    site: Website,
    role: StaffRole = StaffRole.OFFICER,
    scope: tuple[Scope, ...] = (WHOLE_AUTHORITY,),
    name: str = "",
) -> StaffBrowser:
    """Add a member of staff and sign them in; the pages of the door are passed over, for speed."""
    browser = newcomer(site, role, scope, name)
    browser.person.password, hall = browser.person.given, site.hall
    with hall.sessions.writing() as session:
        staff = session.get_one(Staff, browser.person.account.id)
        browser.person.secret = one_time_codes.draw_secret()
        staff.totp, staff.password_set_at = browser.person.secret, hall.clock()
        first = sessions.begin(session, hall, staff)
        mark = hall.keys.digest("staff session", first)
        held = session.query(StaffSession).filter_by(token_hmac=mark).one()
        browser.take_cookie(sessions.renew(session, hall, held))
    return browser


def newcomer(
    site: Website,
    role: StaffRole = StaffRole.OFFICER,
    scope: tuple[Scope, ...] = (WHOLE_AUTHORITY,),
    name: str = "",
) -> StaffBrowser:
    """Add a member of staff who has only a one-time password yet."""
    _outside(site)
    return another_browser(site, colleague(site.hall, role, scope, name))


def another_browser(site: Website, person: Colleague) -> StaffBrowser:
    """Return one more browser of the same person, not signed in."""
    client = client_of(site, follow_redirects=True, timeout=60)
    return StaffBrowser(site, person, client)


@dataclass
class Outside:
    """The time outside, as authenticator apps know it; moves only when told."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


def _outside(site: Website) -> Outside:
    """Return the site's time outside, which is a test's own from the first call on."""
    door = site.app.extensions[NAME]
    if not isinstance(door.wall, Outside):
        site.app.extensions[NAME] = replace(door, wall=Outside())
    wall = site.app.extensions[NAME].wall
    assert isinstance(wall, Outside)
    return wall
