"""Each theme by itself: how different people say it, and what belongs elsewhere."""

import pytest

from analysis import codebook
from tests.analysis.readers import themes
from tests.analysis.said_of_themes import SAID

ELSEWHERE = {
    "being_heard": ["I heard that it was moved", "she got me a bike"],
    "worker_relationship": ["any kind of help", "too warm in there"],
    "staying_in_touch": ["I want to visit my mum"],
    "kept_informed": ["they took no notice"],
    "plain_language": ["she understands me"],
    "reports_and_records": ["it lasted forty minutes", "a few minutes"],
    "chairing": ["the chairs were hard"],
    "timing": ["early help is good", "as long as it works"],
    "place": ["my room is blue", "room for improvement"],
    "getting_done": ["sort of good", "I can't wait"],
    "feeling_safe": ["the safety plan is long"],
    "feelings": ["no worries"],
    "where_i_live": ["they moved the meeting"],
    "growing_up": ["you are doing a good job"],
    "respect": ["fair enough"],
    "access": ["please send me a letter"],
    "support": ["of course"],
    "seen_alone": ["I felt alone"],
    "advocate": ["nobody was there"],
    "rights": ["I can't complain", "turn right at the office"],
    "online": ["the line outside was long"],
    "decisions": ["a registered nurse came"],
    "moving": ["they moved the date", "we are moving forward"],
    "health": ["help with my mental health"],
    "independence": ["the independent chair", "the PA system was loud"],
    "money": ["a waste of money"],
    "privacy": ["a private room"],
    "difference_made": ["a different worker"],
    "learning_and_oversight": ["supervised contact", "I missed lessons"],
}


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(theme, text) for theme, texts in table.items() for text in texts]


def test_every_theme_has_its_sentences() -> None:
    assert set(SAID) == {theme.id for theme in codebook.load().theme}


@pytest.mark.parametrize(("theme", "text"), pairs(SAID))
def test_a_theme_is_found_in_what_people_say(theme: str, text: str) -> None:
    assert theme in themes(text)


@pytest.mark.parametrize(("theme", "text"), pairs(ELSEWHERE))
def test_a_theme_is_not_found_where_the_words_mean_something_else(theme: str, text: str) -> None:
    assert theme not in themes(text)


@pytest.mark.parametrize(
    "text", ["hello", "yes", "I am seven", "👍", "it was a Tuesday", "she wore a hat"]
)
def test_small_talk_has_no_theme(text: str) -> None:
    assert themes(text) == []
