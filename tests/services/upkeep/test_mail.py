"""Mail is handed to a real server, and whatever it does is told for what it is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.upkeep import mail
from services.upkeep.mail import Unsent, send
from services.upkeep.mail_server import MailServer
from services.upkeep.outbox import Fault
from tests.builders.mailbox import LOST, Mailbox, context, mailbox


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        yield found


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[str, str]:
    """Files of a certificate for 127.0.0.1 and of its key, signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mail of this test")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    files[0].write_bytes(built.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(files[0]), str(files[1])


def letter(*to: str) -> EmailMessage:
    found = EmailMessage()
    found["From"], found["To"] = "sayso@council.example", ", ".join(to or ("lead@council.example",))
    found["Subject"] = "A concern needs you"
    found.set_content("Please look.")
    return found


def fault_of(url: str) -> Fault:
    with pytest.raises(Unsent) as found:
        send(MailServer.parse(url), letter())
    return found.value.fault


def test_a_letter_arrives_as_it_was_written(box: Mailbox) -> None:
    assert (
        send(MailServer.parse(box.url), letter("lead@council.example", "duty@council.example")) == 0
    )
    (taken,) = box.letters
    assert taken["To"] == "lead@council.example, duty@council.example"
    assert taken.get_content().strip() == "Please look."


def test_addresses_refused_beside_others_that_take_it_are_counted(box: Mailbox) -> None:
    box.refused["left@council.example"] = "550 no such person"
    server = MailServer.parse(box.url)
    assert send(server, letter("lead@council.example", "left@council.example")) == 1
    assert len(box.letters) == 1


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("451 try again later", Fault.UNREACHABLE),
        ("421 shutting down", Fault.UNREACHABLE),
        ("554 not wanted here", Fault.REFUSED),
        (LOST, Fault.UNREACHABLE),
    ],
)
def test_a_letter_that_was_not_taken_is_told_by_kind(
    box: Mailbox, reply: str, fault: Fault
) -> None:
    box.replies.append(reply)
    assert fault_of(box.url) is fault


@pytest.mark.parametrize(
    ("reply", "fault"),
    [("450 mailbox busy", Fault.UNREACHABLE), ("550 no such person", Fault.REFUSED)],
)
def test_a_letter_that_no_address_takes_is_told_by_kind(
    box: Mailbox, reply: str, fault: Fault
) -> None:
    box.refused["lead@council.example"] = reply
    assert fault_of(box.url) is fault


def test_a_server_that_ends_badly_has_the_letter_all_the_same(box: Mailbox) -> None:
    async def quit_badly(*_: object) -> str:
        return "500 go away"

    box.handle_QUIT = quit_badly  # type: ignore[attr-defined]
    assert send(MailServer.parse(box.url), letter()) == 0


def test_a_server_that_is_not_there_or_says_nothing_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail, "_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert fault_of(f"smtp://127.0.0.1:{port}") is Fault.UNREACHABLE
    assert fault_of(f"smtp://127.0.0.1:{port}") is Fault.UNREACHABLE


def test_a_server_that_thinks_for_too_long_is_out_of_reach(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_SECONDS", 0.2)
    box.seconds = 0.6
    assert fault_of(box.url) is Fault.UNREACHABLE


def test_encryption_is_used_where_it_is_offered_and_the_login_goes_through_it(
    certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
    with mailbox(tls_context=context(*certificate), auth_require_tls=True) as box:
        box.accepts = ("sayso", "p@ss word")
        send(MailServer.parse(f"smtp://sayso:p%40ss%20word@127.0.0.1:{box.port}"), letter())
        assert fault_of(f"smtp://sayso:wrong@127.0.0.1:{box.port}") is Fault.REFUSED
    assert box.encrypted == [True]


def test_encryption_from_the_first_byte_works(
    certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
    with mailbox(ssl_context=context(*certificate)) as box:
        send(MailServer.parse(f"smtps://127.0.0.1:{box.port}"), letter())
    assert len(box.letters) == 1


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    certificate: tuple[str, str],
) -> None:
    with mailbox(tls_context=context(*certificate)) as box:
        assert fault_of(box.url) is Fault.UNREACHABLE
    assert box.letters == []


def test_a_server_without_encryption_gets_nothing_where_it_was_asked_for(box: Mailbox) -> None:
    assert fault_of(f"smtp+starttls://127.0.0.1:{box.port}") is Fault.REFUSED
    assert box.letters == []
