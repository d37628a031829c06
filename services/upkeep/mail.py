"""Hands e-mail to the council's mail server, and says plainly when that did not work."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage

from services.upkeep.mail_server import MailServer, Security
from services.upkeep.outbox import Fault

_SECONDS = 30.0
"""For each answer of the server: less than a claim holds, and time enough to scan a letter."""

_LAST_TEMPORARY = 499
"""The largest reply code by which a server says "not now" (RFC 5321, 4.2.1)."""


class Unsent(Exception):
    """No address took the letter, as far as is known; it can be tried again.

    Args:
        fault: what kind of fault; ``REFUSED`` will hardly mend itself.
        for_good: whether the server refused this very letter or its addresses with a 5xx reply.
            One that lets nobody in, or not our own address, says nothing about a letter.
    """

    def __init__(self, fault: Fault, *, for_good: bool = False) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.for_good = for_good


def send(server: MailServer, letter: EmailMessage) -> int:
    """Hand a letter over; when this returns, the server has taken it.

    A connection lost after the last byte leaves open whether it was taken; that counts as
    unsent, since a repeat does no harm and a letter that never came might.

    Args:
        server: where to.
        letter: with its From and To.

    Returns:
        How many of its addresses were refused while others were taken.

    Raises:
        Unsent: nobody gets it for now.
    """
    try:
        line = _connect(server)
        try:
            return len(line.send_message(letter))
        finally:
            _leave(line)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        fault = _fault(min(codes))
        raise Unsent(fault, for_good=fault is Fault.REFUSED) from None
    except smtplib.SMTPDataError as answered:
        fault = _fault(answered.smtp_code)
        raise Unsent(fault, for_good=fault is Fault.REFUSED) from None
    except smtplib.SMTPResponseException as answered:
        raise Unsent(_fault(answered.smtp_code)) from None
    except smtplib.SMTPNotSupportedError:
        raise Unsent(Fault.REFUSED) from None
    except (smtplib.SMTPException, OSError):
        raise Unsent(Fault.UNREACHABLE) from None


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_SECONDS, context=ssl.create_default_context()
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        _greet(line, server)
    except BaseException:
        line.close()
        raise
    return line


def _greet(line: smtplib.SMTP, server: MailServer) -> None:
    line.ehlo_or_helo_if_needed()
    if server.security is not Security.TLS:
        if line.has_extn("starttls"):
            line.starttls(context=ssl.create_default_context())
        elif server.must_encrypt:
            raise smtplib.SMTPNotSupportedError("no STARTTLS")
    if server.user is not None:
        line.login(server.user, server.password or "")


def _leave(line: smtplib.SMTP) -> None:
    """Take leave; a server that ends badly has the letter all the same."""
    with suppress(smtplib.SMTPException, OSError):
        line.quit()
    line.close()


def _fault(code: int) -> Fault:
    return Fault.UNREACHABLE if code <= _LAST_TEMPORARY else Fault.REFUSED
