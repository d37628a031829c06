"""A real mail server on loopback that keeps what it takes and misbehaves when told to."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.builders.process import free_port

TAKEN = "250 OK"
LOST = "the line is cut after the last byte"


@dataclass
class Mailbox:
    """What was taken, in order, and how the server is to answer.

    Args:
        replies: to the next letters, ``TAKEN``, ``LOST`` or a reply; ``TAKEN`` to all others.
        refused: reply by address.
        seconds: how long it thinks before it answers a letter.
        arriving: called when a letter has come in, before it is answered.
        accepts: user and password that it lets in.
    """

    port: int
    replies: deque[str] = field(default_factory=deque)
    refused: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    arriving: Callable[[EmailMessage], None] = lambda letter: None
    accepts: tuple[str, str] | None = None
    letters: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        """Message-IDs of what came in, repeats included."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    async def handle_RCPT(  # noqa: N802 - the library names it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.refused.get(address, TAKEN)
        if reply == TAKEN:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802 - the library names it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.arriving(letter)
        await asyncio.sleep(self.seconds)
        reply = self.replies.popleft() if self.replies else TAKEN
        if reply in {TAKEN, LOST}:
            self.letters.append(letter)
            self.encrypted.append(session.ssl is not None)
        if reply == LOST:
            server.transport.abort()
            return TAKEN
        return reply

    def let_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == self.accepts, handled=False)


@contextmanager
def mailbox(**settings: Any) -> Iterator[Mailbox]:
    """Run a mail server for the length of a block, on a free port.

    Args:
        settings: what the library's server takes, such as ``tls_context``.
    """
    box = Mailbox(free_port())
    server = Controller(
        box, hostname="127.0.0.1", port=box.port, authenticator=box.let_in, **settings
    )
    server.start()
    try:
        yield box
    finally:
        server.stop()


def context(certificate: str, key: str) -> ssl.SSLContext:
    """Return what a server needs to encrypt."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, key)
    return made
