"""Whether words are in English: in doubt they are, and one who chose a language is believed."""

from __future__ import annotations

import pytest

from analysis.foreign import UNKNOWN, written_in


@pytest.mark.parametrize(
    "text",
    [
        "", "ok", "😀😀", "no comment", "nan is lush", "i want a dog", "Meeting cancelled twice",
        "I dont wanna go skool cos its borin", "Mr Kowalski at Zielona Street helps",
        "Mam and dad argue loads innit", "he hit me", "Pani Anna", "12345",
    ],
)  # fmt: skip
def test_english_however_it_is_spelt_is_english(text: str) -> None:
    assert written_in(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tata mnie bije i boję się wracać do domu", "pl"),
        ("tata mnie bije i boje sie wracac do domu", "pl"),
        ("Nie podobało mi się", "pl"),
        ("وہ مجھے روز مارتا ہے", "ur"),
        ("Mi trabajadora social no me escucha nunca", "es"),
        ("woh mujhe maarta hai aur main darta hoon", UNKNOWN),
    ],
)
def test_other_languages_are_told_and_urdu_in_latin_letters_is_no_english(
    text: str, language: str
) -> None:
    assert written_in(text) == language


@pytest.mark.parametrize("text", ["It was fine.", "Tak", "ہاں", ""])
def test_one_who_chose_a_language_is_believed(text: str) -> None:
    assert written_in(text, "pl") == "pl"
