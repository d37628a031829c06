"""What a button carries fits into 64 bytes and is read back as it was."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from bot.taps import LIMIT, Tap, Verb, mark, read, write
from surveys.form_rules import CALLBACK_BYTES


@pytest.mark.parametrize(
    "tap",
    [
        Tap(Verb.ANSWER, "a1b2c3", "felt_safe", "no"),
        Tap(Verb.SKIP, "a1b2c3", "houses.worries"),
        Tap(Verb.SHOW, "a1b2c3", code="answers"),
        Tap(Verb.PAUSE, "a1b2c3"),
        Tap(Verb.OLD_ENOUGH, "lzfVr97xKEEpNiGviNvI2A"),
    ],
)
def test_a_button_is_read_back_as_it_was_written(tap: Tap) -> None:
    assert read(write(tap)) == tap


@pytest.mark.parametrize("text", ["", "hello", "Z|1|2|3", "a|1|2|3|4", "|", "aa|1", "\x00"])
def test_what_no_button_of_ours_carries_is_not_one(text: str) -> None:
    assert read(text) is None


def test_more_than_64_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="68 bytes"):
        write(Tap(Verb.ANSWER, "a1b2c3", "q" * 40, "c" * 18))


def test_bytes_are_counted_and_not_letters() -> None:
    with pytest.raises(ValueError, match="bytes"):
        write(Tap(Verb.ANSWER, "a1b2c3", "é" * 30))


def test_two_conversations_have_different_marks() -> None:
    assert len({mark(uuid4()) for _ in range(50)}) > 45


@pytest.mark.parametrize("verb", Verb)
def test_whatever_the_check_of_questionnaires_lets_pass_fits_on_every_button(verb: Verb) -> None:
    code = "c" * (CALLBACK_BYTES - 40)
    fits = Tap(verb, mark(uuid4()), "q" * 40, code)

    assert len(write(fits).encode()) == LIMIT
    with pytest.raises(ValueError, match="cannot carry"):
        write(replace(fits, code=f"{code}c"))
