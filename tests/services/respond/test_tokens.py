"""Tokens and codes are hard to guess and easy to type."""

from __future__ import annotations

import random
import re

import pytest

from services.respond.tokens import (
    code_hmac,
    draw_code,
    draw_token,
    normal_words,
    shown,
    token_hmac,
)
from storage.keys import Keys, make_keys


@pytest.fixture
def chance() -> random.Random:
    return random.Random(7)


def test_a_token_fits_a_web_address_and_a_telegram_start(chance: random.Random) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", draw_token(chance))


def test_a_code_has_no_letter_that_is_mistaken_for_another(chance: random.Random) -> None:
    drawn = "".join(draw_code(chance) for _ in range(500))
    assert len(drawn) == 4000
    assert not set(drawn) & set("ILOU")
    assert len(set(drawn)) == 32


def test_no_token_or_code_comes_twice(chance: random.Random) -> None:
    assert len({draw_token(chance) for _ in range(2000)}) == 2000
    assert len({draw_code(chance) for _ in range(2000)}) == 2000


@pytest.mark.parametrize(
    "typed", ["10AB-CDEF", "ioab cdef", "LOAB–CDEF", " 1 0 a b c d e f ", "I0AB.CDEF", "10AB_CDEF"]
)
def test_a_code_is_known_however_it_is_typed(keys: Keys, typed: str) -> None:
    assert code_hmac(keys, typed) == code_hmac(keys, "10ABCDEF")


def test_a_code_is_shown_in_two_halves(chance: random.Random) -> None:
    code = draw_code(chance)
    assert shown(code) == f"{code[:4]}-{code[4:]}"


def test_token_and_code_of_the_same_letters_have_different_hashes(keys: Keys) -> None:
    assert token_hmac(keys, "10ABCDEF") != code_hmac(keys, "10ABCDEF")


def test_a_token_keeps_its_case_and_another_key_gives_another_hash(keys: Keys) -> None:
    assert token_hmac(keys, "abc") != token_hmac(keys, "ABC")
    assert token_hmac(keys, "abc") != token_hmac(make_keys(), "abc")


def test_resume_words_may_be_typed_with_hyphens_and_capitals() -> None:
    assert normal_words("Acorn-ANGLE,  apple\nbacon") == "acorn angle apple bacon"
