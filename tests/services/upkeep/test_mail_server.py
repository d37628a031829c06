"""The address of the mail server is read once; one that cannot be meant is refused."""

from __future__ import annotations

import pytest

from services.upkeep.mail_server import MailServer, Security
from settings import Settings, SettingsFaults


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025, Security.OFFERED)),
        ("smtp://mail.example", MailServer("mail.example", 25, Security.OFFERED)),
        ("smtps://u:p@mail.example", MailServer("mail.example", 465, Security.TLS, "u", "p")),
        (
            "smtp+starttls://me%40x.uk:a%2Fb@mail.example",
            MailServer("mail.example", 587, Security.STARTTLS, "me@x.uk", "a/b"),
        ),
    ],
)
def test_an_address_says_where_and_how(url: str, found: MailServer) -> None:
    assert MailServer.parse(url) == found


@pytest.mark.parametrize(
    "url",
    [
        "mail.example:25",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:mail",
        "smtp://mail.example:99999",
        "smtp://mail.example/inbox",
        "smtp://only-a-user@mail.example",
        "smtp://user:pa#ss@mail.example",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_with_the_remedy(url: str) -> None:
    with pytest.raises(SettingsFaults) as refused:
        Settings.read({"SMTP_URL": url})
    (fault,) = refused.value.faults
    assert fault.startswith("SMTP_URL is not the address of a mail server; use smtps://")
    assert url == "smtp://" or url not in fault


@pytest.mark.parametrize(
    ("url", "must"),
    [
        ("smtp://mail.example", False),
        ("smtp://u:p@127.0.0.1:1025", False),
        ("smtp://u:p@mail.example", True),
        ("smtp+starttls://127.0.0.1", True),
        ("smtps://mail.example", True),
    ],
)
def test_a_password_never_travels_in_the_open(url: str, must: bool) -> None:
    assert MailServer.parse(url).must_encrypt is must


def test_the_password_does_not_show_when_printed() -> None:
    settings = Settings.read({"SMTP_URL": "smtps://sayso:hunter2@mail.example"})
    assert settings.mail_server is not None
    assert "hunter2" not in f"{settings!r} {settings.mail_server}"
