"""A whole reading: severity, versions, other languages, ratings."""

import pytest

from analysis import Lean, Sentiment, Severity, Unsure, rating
from tests.analysis.readers import model, read


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("She was lovely", Severity.NONE),
        ("Can I see my sister more", Severity.NONE),
        ("it was a bit boring", Severity.MINOR),
        ("the meeting was cancelled", Severity.MODERATE),
        ("they ignored me", Severity.SERIOUS),
        ("I am scared of my dad", Severity.CRITICAL),
    ],
)
def test_severity_goes_by_what_is_described(text: str, severity: Severity) -> None:
    assert read(text).severity is severity


def test_the_worst_statement_counts_and_not_the_average() -> None:
    text = "Lovely room, kind people, good biscuits. They shouted at me. It was boring."
    reading = read(text)
    assert reading.severity is Severity.SERIOUS
    assert reading.worst
    assert text[reading.worst.start : reading.worst.end] == "shouted at"


@pytest.mark.parametrize("text", ["nobody shouted at me", "I was no longer scared of him"])
def test_a_statement_that_is_denied_does_not_count(text: str) -> None:
    assert read(text).severity is Severity.NONE


def test_a_negative_comment_without_a_known_statement_is_minor() -> None:
    reading = read("it was bad")
    assert (reading.sentiment, reading.severity) == (Sentiment.NEGATIVE, Severity.MINOR)
    assert reading.worst is None


@pytest.mark.parametrize("language", ["cy", "ur", "pl"])
def test_another_language_is_left_to_people_whole(language: str) -> None:
    reading = read("this is terrible and nobody listened", Lean.WORRY, language=language)
    assert (reading.sentiment, reading.severity, reading.themes) == (None, None, ())
    assert reading.unsure is Unsure.LANGUAGE
    assert not reading.nonanswer


def test_british_english_is_english() -> None:
    assert read("lovely", language="en-GB").sentiment is Sentiment.POSITIVE


def test_every_reading_bears_the_versions_of_analyser_and_codebook() -> None:
    for text in ("lovely", "n/a"):
        reading = read(text)
        assert reading.analyser == model().analyser
        assert reading.codebook == model().codebook.version


@pytest.mark.parametrize(
    ("value", "worst", "best", "scaled"),
    [(10, 0, 10, 1), (0, 0, 10, -1), (5, 0, 10, 0), (1, 5, 1, 1), (4, 5, 1, -0.5)],
)
def test_ratings_of_any_scale_come_out_between_minus_one_and_one(
    value: float, worst: float, best: float, scaled: float
) -> None:
    assert rating(value, worst, best) == pytest.approx(scaled)


@pytest.mark.parametrize(("value", "worst", "best"), [(6, 5, 1), (3, 3, 3)])
def test_a_rating_off_its_scale_is_refused(value: float, worst: float, best: float) -> None:
    with pytest.raises(ValueError, match="does not lie between"):
        rating(value, worst, best)
