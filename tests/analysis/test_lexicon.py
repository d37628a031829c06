"""The word lists: sound, without contradiction, and all of use."""

import pytest
from pydantic import ValidationError

from analysis import Severity, lexicon
from analysis.lexicon import Lexicon
from analysis.phrases import phrase
from analysis.tokens import STOP, tokens
from tests.analysis.readers import model


def shipped() -> Lexicon:
    return model().lexicon


def folded(text: str) -> str:
    return " ".join(word for word, _, _ in tokens(text))


def test_every_list_is_written_as_the_words_are_compared() -> None:
    words = shipped()
    lists = (
        words.nonanswers,
        words.fillers,
        words.nothings,
        words.negators,
        words.turns,
        words.words,
    )
    wrong = [text for each in lists for text in each if folded(text) != text]
    assert wrong == []


def test_no_text_is_both_a_non_answer_and_an_answer() -> None:
    words = shipped()
    assert not words.nonanswers & words.nothings
    assert words.everythings <= words.nothings


def test_what_is_muted_is_not_given_a_weight() -> None:
    words = shipped()
    assert not set(words.mute) & set(words.words)
    assert not words.negators & set(words.words)


def test_the_words_that_rewrites_become_have_a_feeling() -> None:
    words = shipped()
    made = set(words.rewrites.values()) - {"", "not", STOP}
    unknown = [new for new in made if new not in words.faint.words and not scored(new)]
    assert unknown == []


def scored(word: str) -> bool:
    return bool(model().scorer.feeling(tokens(word), word).reasons)


def test_every_phrase_can_be_matched() -> None:
    words = shipped()
    for text in (*words.rewrites, *(s for level in Severity for s in words.statements(level))):
        assert phrase("lexicon", text).parts


def test_every_level_but_none_has_statements() -> None:
    found = [level for level in Severity if shipped().statements(level)]
    assert found == [Severity.MINOR, Severity.MODERATE, Severity.SERIOUS, Severity.CRITICAL]


def test_a_polarity_beyond_one_is_refused() -> None:
    data = lexicon.load().model_dump()
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        Lexicon.model_validate({**data, "words": {"lovely": 1.5}})


def test_a_list_nobody_knows_is_refused() -> None:
    data = lexicon.load().model_dump()
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Lexicon.model_validate({**data, "wrods": []})
