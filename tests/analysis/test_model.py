"""The model: made once, shared by threads, never changed by what it reads."""

import dataclasses
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from analysis import CommentIn, Lean, Reading, analyse, baseline
from tests.analysis.readers import model, read

COMMENTS = [
    CommentIn("She listened and was kind", Lean.GOOD),
    CommentIn("they ignored me and I was scared of him", Lean.WORRY, (-1.0,)),
    CommentIn("nothing", Lean.OPEN),
    CommentIn("dim byd", Lean.OPEN, language="cy"),
    CommentIn("Cancelled twice, but the chair was fair 👍", Lean.OPEN, (0.5, 1.0)),
]


def test_many_threads_reading_at_once_read_the_same() -> None:
    alone = [analyse(comment, model()) for comment in COMMENTS] * 40
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda comment: analyse(comment, model()), COMMENTS * 40))
    assert together == alone


def test_two_models_of_the_same_words_read_alike() -> None:
    book = model().codebook
    other = baseline(book.model_copy(update={"version": "ours"}))
    assert other.scorer is not model().scorer
    for comment in COMMENTS:
        found = analyse(comment, other)
        assert dataclasses.replace(found, codebook=book.version) == analyse(comment, model())


def test_a_codebook_is_indexed_once_and_any_other_for_itself_whatever_its_version() -> None:
    book = model().codebook
    assert baseline() is baseline(book.model_copy()) is model()
    fewer = book.model_copy(update={"theme": book.theme[:1]})
    assert fewer.version == book.version
    (heard,) = (comment for comment in COMMENTS[:1] if read(comment.text).themes)
    only = {theme.id for theme in fewer.theme}
    assert {hit.theme for hit in analyse(heard, baseline(fewer)).themes} <= only
    assert analyse(heard, baseline(book)) == analyse(heard, model())


def test_a_comment_is_read_the_same_whatever_was_read_before() -> None:
    before = read("They were rude")
    for text in ("rude " * 500, "not rude at all", "🙄" * 200):
        read(text)
    assert read("They were rude") == before


def test_nothing_of_a_reading_or_model_can_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read("lovely").sentiment = None  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        model().analyser = "other"  # type: ignore[misc]


def test_a_reading_can_be_handed_to_another_process() -> None:
    reading = read("They were rude and late", Lean.WORRY)
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_the_phrase_of_a_span_is_the_codebook_s_and_never_the_respondent_s() -> None:
    name = "Zebedee"
    reading = read(f"{name} never listened to me, {name}")
    spans = [span for hit in reading.themes for span in hit.spans]
    assert spans
    assert all(name.lower() not in span.phrase for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "ŵŷ hoffi'r",
        "İstanbul was lovely",
        "ﬁne and ǅ",
        "مرحبا kind",
        "a" * 20_000,
        "kind " * 4_000,
        "\N{COMBINING ACUTE ACCENT}kind",
    ],
)
def test_unusual_letters_and_lengths_are_read_and_spans_stay_true(text: str) -> None:
    reading: Reading = read(text)
    for hit in reading.themes:
        for span in hit.spans:
            assert 0 <= span.start < span.end <= len(text)
