"""Rules for other languages: in the same form as the English ones, and run on every text."""

from __future__ import annotations

import pytest

from safeguarding.folding import folded
from safeguarding.rules import other_rules, parse
from safeguarding.screen import in_languages, signals

POLISH = r"""
version = "pl.test"
[macros]
kto = '(?:tata|mama|ojczym)'
[negation]
words = ["nie"]
[urgency]
patterns = ['teraz']
[[rule]]
id = "pl.bije"
category = "physical_harm"
level = "today"
patterns = ['{kto}(?: \S+){0,2}? bije', 'boję się wracać']
[[rule]]
id = "ur.maarta"
category = "physical_harm"
level = "today"
patterns = ['مجھے(?: \S+){0,2}? مارتا ہے', 'mujhe maarta']
"""

RULES = {"xx": parse(folded(POLISH), folded)}


def heard(text: str) -> list[tuple[str, str, str]]:
    """Return category, level and words of each signal."""
    return [
        (one.category, one.level, text[slice(*one.span)] if one.span else "")
        for one in in_languages(text, RULES)
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Tata mnie bije.", "Tata mnie bije"),
        ("TATA MNIE BIJE", "TATA MNIE BIJE"),
        ("boje sie wracac do domu", "boje sie wracac"),
        ("Boję się wracać do domu", "Boję się wracać"),
        ("it is fine. tata mnie bije", "tata mnie bije"),
        ("وہ مجھے مارتا ہے۔", "مجھے مارتا ہے"),
        ("وه مجهے مارتا هے", "مجهے مارتا هے"),
        ("وہ مجھے روز مارتا\u200c ہے", "مجھے روز مارتا\u200c ہے"),
        ("woh mujhe maarta hai", "mujhe maarta"),
    ],
)
def test_words_are_found_with_and_without_marks_and_from_any_keyboard(
    said: str, found: str
) -> None:
    assert heard(said) == [("physical_harm", "today", found)]


def test_a_denial_and_an_urgency_count_in_their_own_language() -> None:
    assert heard("nie, tata mnie bije") == []
    assert heard("teraz tata mnie bije") == [("physical_harm", "now", "tata mnie bije")]


def test_another_sentence_starts_after_an_urdu_full_stop() -> None:
    assert heard("مجھے سب پسند ہے۔ مارتا ہے") == []


@pytest.mark.parametrize("said", ["My dad is kind.", "everything is ok", "", "۔", "😀"])
def test_ordinary_words_find_nothing(said: str) -> None:
    assert heard(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("tata mnie bije", "pl."),
        ("It was ok but tata mnie bije pasem", "pl."),
        ("ابو مجھے مارتے ہیں", "ur."),
        ("abbu mujhe maarte hain", "ur."),
    ],
)
def test_harm_told_in_another_language_is_heard_in_any_answer(said: str, rule: str) -> None:
    assert any(one.rule.startswith(rule) for one in signals("long_text", None, said, None))


def test_every_rule_that_is_shipped_names_its_language() -> None:
    for language, book in other_rules().items():
        assert all(rule.id.startswith(f"{language}.") for rule in book.rules)
        assert language in book.version
