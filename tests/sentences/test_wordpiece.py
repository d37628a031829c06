"""Splitting text into pieces as the makers of BERT do."""

import pytest

from tests.builders.sentence_model import WORDS, words


def pieces(text: str, most: int = 16) -> list[str]:
    return [WORDS[number] for number in words().numbers(text, most)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("The dog sat.", ["the", "dog", "sat", "."]),
        ("UNKINDEST", ["un", "##kind", "##est"]),
        ("don't", ["don", "'", "t"]),
        ("don\u2019t", ["don", "\u2019", "t"]),
        ("Café", ["cafe"]),
        ("cafe\u0301!", ["cafe", "!"]),
        ("dog\u732bcat", ["dog", "\u732b", "cat"]),
        ("dog\tcat\u00a0sat", ["dog", "cat", "sat"]),
        ("d\0o\u200bg", ["dog"]),
        ("zebra dogs", ["[UNK]", "[UNK]"]),
        ("a" * 100, ["a", *["##a"] * 13]),
        ("a" * 101, ["[UNK]"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_text_becomes_the_pieces_of_the_vocabulary(text: str, inside: list[str]) -> None:
    assert pieces(text) == ["[CLS]", *inside, "[SEP]"]


def test_what_the_model_cannot_take_is_left_out_at_the_end() -> None:
    assert pieces("dog " * 50, most=5) == ["[CLS]", "dog", "dog", "dog", "[SEP]"]
