"""Words of a comment, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tokens import STOP, fold, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, World", ["hello", "world"]),
        ("I don't, don’t", ["i", "dont", "dont"]),
        ("end. next!", ["end", STOP, "next", STOP]),
        ("wait...what?!", ["wait", STOP, "what", STOP]),
        ("line\n\nline", ["line", STOP, "line"]),
        ("one-to-one 24/7", ["one", "to", "one", "24", "7"]),
        ("so 😀😡", ["so", "😀", "😡"]),
        ("❤️", ["❤"]),
        ("hoffi'r tŷ", ["hoffir", "tŷ"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_folded_words_signs_and_stops(text: str, words: list[str]) -> None:
    assert [word for word, _, _ in tokens(text)] == words


def test_a_comma_does_not_end_a_thought() -> None:
    assert STOP not in [word for word, _, _ in tokens("one, two, three")]


def test_apostrophes_of_every_kind_go() -> None:
    assert {fold(f"Mum{sign}s") for sign in "'’‘`"} == {"mums"}


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says_and_in_order(text: str) -> None:
    place = 0
    for word, start, end in tokens(text):
        assert place <= start < end <= len(text)
        assert word == STOP or fold(text[start:end]) == word
        place = end
