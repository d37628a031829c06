"""Where e-mail is handed over: the address of the council's mail server."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Security(StrEnum):
    """How a connection is encrypted, by the scheme of the address."""

    OFFERED = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Security.OFFERED: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server and how to sign in there; the password does not show when printed.

    Args:
        host, port: where it listens.
        security: ``OFFERED`` uses STARTTLS where the server offers it.
        user, password: None for a server that asks for neither.
    """

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @staticmethod
    def parse(url: str) -> MailServer:
        """Read an address such as ``smtps://user:password@mail.example.gov.uk:465``.

        Raises ValueError with the remedy.
        """
        try:
            parts = urlsplit(url)
            security, port = Security(parts.scheme), parts.port
        except ValueError:
            raise ValueError(_REMEDY) from None
        extra = parts.path.strip("/") or parts.query or parts.fragment
        if not parts.hostname or extra or (parts.username is None) != (parts.password is None):
            raise ValueError(_REMEDY)
        user, password = _plain(parts.username), _plain(parts.password)
        return MailServer(parts.hostname, port or _PORTS[security], security, user, password)

    @property
    def must_encrypt(self) -> bool:
        """Whether nothing may be said before the connection is encrypted."""
        in_the_open = self.user is not None and self.host not in _LOOPBACK
        return self.security is not Security.OFFERED or in_the_open


_REMEDY = (
    "is not the address of a mail server; "
    "use smtps://USER:PASSWORD@HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:PORT or "
    "smtp://HOST:PORT, with special characters of the password as %-codes."
)


def _plain(text: str | None) -> str | None:
    return None if text is None else unquote(text)
