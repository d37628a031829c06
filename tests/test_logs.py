"""Nothing private reaches a log, whatever breaks."""

from __future__ import annotations

import logging
import subprocess
import sys

import httpx
import pytest
from pydantic import BaseModel

from logs import redact
from tests.builders.canary import Canary

ID = "0e9c2d14-5b7a-4f33-9d41-0123456789ab"
LOG = logging.getLogger("services.probe")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://sayso.example/r/{link_token}?x=1", "https://sayso.example/r/[token]?x=1"),
        ("https://bots.example/bot{bot_token}/getMe", "https://bots.example/[token]/getMe"),
        ("token={link_token}", "token=[token]"),
        ("to {email} now", "to [e-mail] now"),
        ("to canarina%40example.org", "to [e-mail]"),
        ("ring {phone} now", "ring [number] now"),
        ("ring +44 7700 900461", "ring [number]"),
        ("ring (0161) 496 0461", "ring [number]"),
        ("NHS number 943 476 5919", "NHS number [number]"),
    ],
)
def test_secrets_and_contacts_are_taken_out(text: str, left: str) -> None:
    assert redact(text.format(**vars(Canary()))) == left


@pytest.mark.parametrize(
    "text",
    [
        f"draft {ID} at revision 7",
        f"GET /staff/response/{ID}",
        "due 2026-11-21 09:00:00+00:00",
        "took update 123456789",
        "young_person_after_review version 3, 3975 rows, period 2026-Q2",
        "ring 0800 1111 or 999",
    ],
)
def test_ids_moments_and_counts_stay(text: str) -> None:
    assert redact(text) == text


def test_an_exception_is_logged_by_type_and_place_without_what_it_says(canary: Canary) -> None:
    try:
        try:
            raise ValueError(canary.text)
        except ValueError as cause:
            raise RuntimeError(canary.name) from cause
    except RuntimeError:
        LOG.exception("answer not kept")
    canary.assert_silent()
    assert "RuntimeError at " in canary.logged.getvalue()
    assert "ValueError at " in canary.logged.getvalue()


def test_a_validator_that_quotes_its_input_is_not_quoted(canary: Canary) -> None:
    class Form(BaseModel):
        age: int

    try:
        Form.model_validate({"age": canary.text})
    except ValueError:
        LOG.exception("form refused")
    canary.assert_silent()


def test_libraries_that_put_whole_objects_into_messages_are_not_repeated(canary: Canary) -> None:
    logging.getLogger("telegram.ext").critical("cannot parse %s", {"text": canary.text})
    logging.getLogger("asyncio").error("never retrieved: ValueError(%r)", canary.text)
    logging.getLogger("sqlalchemy.pool").error("reset failed: %s", canary.text)
    canary.assert_silent()
    assert canary.logged.getvalue().count("message withheld") == 3


def test_calls_to_the_bot_api_are_not_logged(canary: Canary) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get(f"http://127.0.0.1/bot{canary.bot_token}/getUpdates")
    assert canary.logged.getvalue() == ""


def test_the_canary_is_heard_when_a_word_gets_through(canary: Canary) -> None:
    LOG.info("answer: %s", canary.text)
    with pytest.raises(AssertionError, match="stepdad"):
        canary.assert_silent()


def test_the_canary_is_heard_in_what_a_process_prints(canary: Canary) -> None:
    with pytest.raises(AssertionError, match="Featherstone"):
        canary.assert_silent(f"Hello {canary.name}")


CRASHES = {
    "main": ("raise KeyError(words)", "KeyError at"),
    "thread": (
        "t = threading.Thread(target=lambda: {}[words]); t.start(); t.join()",
        "KeyError at",
    ),
    "destructor": ("type('D', (), {'__del__': lambda self: {}[words]})()", "KeyError at"),
    "arguments": ("logging.getLogger('services').error('%d rows', words)", ""),
    "task": (
        (
            "async def fail(): raise ValueError(words)\n"
            "async def main(): t = asyncio.ensure_future(fail()); await asyncio.sleep(0); del t\n"
            "asyncio.run(main())"
        ),
        "ValueError at",
    ),
    "warning": ("warnings.warn('old'); raise ValueError(words)", "UserWarning: old"),
}


@pytest.mark.parametrize(("crash", "printed"), CRASHES.values(), ids=CRASHES)
def test_a_process_that_breaks_prints_no_words(crash: str, printed: str, canary: Canary) -> None:
    lines = (
        "import asyncio, logging, sys, threading, warnings, logs",
        "words = sys.stdin.read()",
        "logs.configure()",
        crash,
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        input=f"{canary.text} {canary.email}",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    canary.assert_silent(done.stdout, done.stderr)
    assert printed in done.stderr
