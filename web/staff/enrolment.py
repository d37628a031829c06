"""The key of an authenticator app while it is being added: as a picture, as text, in the form."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup

from services.staff import signing_in
from services.staff.one_time_codes import address
from services.staff.sessions import IDLE, Signed
from web.staff.door import Door

_GROUP = 4


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """A key that nothing is kept of yet.

    Args:
        secret: the key in base 32.
        address: what the QR code says.
        field: the key, signed for one person, for the form to carry.
    """

    secret: str
    address: str
    field: str

    @staticmethod
    def fresh(door: Door, signed: Signed) -> Enrolment:
        """Draw a new key for somebody."""
        secret, target = signing_in.enrolment(door.hall, signed)
        payload = {"staff": signed.actor.id.hex if signed.actor.id else "", "secret": secret}
        return Enrolment(secret, target, _serializer(door).dumps(payload))

    @staticmethod
    def carried(door: Door, signed: Signed, field: str) -> Enrolment | None:
        """Return the key that a form carried, None when it is forged, old or somebody else's."""
        try:
            found = _serializer(door).loads(field, max_age=int(IDLE.total_seconds()))
        except BadData:
            return None
        if signed.actor.id is None or found["staff"] != signed.actor.id.hex:
            return None
        secret = found["secret"]
        return Enrolment(secret, address(secret, signed.email, door.hall.council.name), field)

    @property
    def grouped(self) -> str:
        """The key as people type it."""
        starts = range(0, len(self.secret), _GROUP)
        return " ".join(self.secret[start : start + _GROUP] for start in starts)

    @property
    def picture(self) -> Markup:
        """The QR code as inline SVG."""
        drawn = segno.make(self.address, error="m").svg_inline(
            scale=5, border=4, light="#fff", omitsize=True, svgclass="staff-qr", lineclass=None
        )
        return Markup(drawn)  # noqa: S704  # drawn from our own address, not from words


def _serializer(door: Door) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(door.secret, salt="staff enrolment")
