"""Themes with their evidence, and the phrases that find it."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import CommentIn, Sentiment, analyse, baseline, codebook
from analysis.codebook import Codebook, CodebookFaults
from analysis.phrases import Matcher, PhraseFault, phrase
from analysis.themes import ThemeFinder
from analysis.tokens import tokens
from tests.analysis.readers import model, read, themes


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("i wasnt lisened to", "being_heard"),
        ("Nobody asked me what I want", "having_a_say"),
        ("I chaired my own review", "having_a_say"),
        ("my advocate said it for me", "having_a_say"),
        ("that's four social workers this year", "changes_of_worker"),
        ("she never rings back", "staying_in_touch"),
        ("No one told me it was cancelled", "kept_informed"),
        ("they used big words", "plain_language"),
        ("The minutes were wrong again", "reports_and_records"),
        ("too many grown-ups in the room", "who_was_there"),
        ("It started 40 minutes late", "timing"),
        ("the room was freezing", "place"),
        ("they promised and it never happened", "getting_done"),
        ("im scaird of him", "feeling_safe"),
        ("I left in tears", "feelings"),
        ("can I see my sister more", "family_time"),
        ("I like my foster carers", "where_i_live"),
        ("they made me feel like a bad mum", "respect"),
        ("the interpreter was late", "access"),
        ("school sent no report", "partner_agencies"),
        ("caseloads are too high", "workload"),
        ("the audit conversation was useful", "learning_and_oversight"),
    ],
)
def test_what_people_say_finds_its_theme_in_their_spelling(text: str, theme: str) -> None:
    assert theme in themes(text)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("it was kind of long", "worker_relationship"),
        ("the waiting room was small", "getting_done"),
        ("I cant wait", "getting_done"),
        ("the wheelchair would not fit", "chairing"),
        ("my brother gave me a lift home", "access"),
        ("they started ten minutes late", "reports_and_records"),
    ],
)
def test_figures_of_speech_and_lookalikes_are_taken_back(text: str, theme: str) -> None:
    assert theme not in themes(text)


def test_each_theme_shows_the_place_and_phrase_that_earned_it() -> None:
    text = "Honestly? They DIDN’T   listen, and nobody listened to Mum."
    (hit,) = [hit for hit in read(text).themes if hit.theme == "being_heard"]
    assert [text[span.start : span.end] for span in hit.spans] == ["listen", "listened"]
    assert {span.phrase for span in hit.spans} == {"listen*"}


def test_a_comment_may_have_several_themes_in_the_codebook_s_order_or_none() -> None:
    found = themes("The room was cold and nobody listened")
    order = [theme.id for theme in model().codebook.theme]
    assert found == sorted(found, key=order.index)
    assert {"place", "being_heard"} <= set(found)
    assert themes("blue bananas") == []


def places(pattern: str, text: str) -> list[str]:
    words = tokens(text)
    matches = Matcher([phrase("owner", pattern)]).matches(words)
    return [text[words[m.first][1] : words[m.after - 1][2]] for m in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("kind", "kind, kindness", ["kind"]),
        ("listen*", "listened to listeners", ["listened", "listeners"]),
        ("rings|calls back", "he calls back", ["calls back"]),
        ("took .. seriously", "took me very seriously", ["took me very seriously"]),
        ("took .. seriously", "took seriously", ["took seriously"]),
        ("took .. seriously", "took one two three four seriously", []),
        ("took .. seriously", "she took it. Seriously", []),
        ("not told", "not. told", []),
        ("not told", "not, told", ["not, told"]),
        ("didnt", "Didn't didn’t", ["Didn't", "didn’t"]),
        ("one two", "one", []),
    ],
)
def test_phrases_match_words_stems_choices_and_gaps(
    pattern: str, text: str, found: list[str]
) -> None:
    assert places(pattern, text) == found


@pytest.mark.parametrize("pattern", ["", "..", ".. end", "begin ..", "ab*", "Upper", "don't"])
def test_a_phrase_that_could_not_match_is_refused(pattern: str) -> None:
    with pytest.raises(PhraseFault, match="'owner', phrase"):
        phrase("owner", pattern)


@given(st.text(max_size=200))
def test_every_span_lies_inside_the_comment(text: str) -> None:
    cleaned = text.strip()
    for hit in read(cleaned).themes:
        for span in hit.spans:
            assert 0 <= span.start < span.end <= len(cleaned)


def written() -> str:
    return (files("analysis") / "codebook.toml").read_text(encoding="utf-8")


def test_the_shipped_codebook_has_themes_in_nine_groups_each_defined_with_examples() -> None:
    book = codebook.load()
    assert len(book.group) == 9
    assert 35 <= len(book.theme) <= 45
    assert {theme.group for theme in book.theme} == {group.id for group in book.group}
    assert {theme.priority for theme in book.theme} == {each.id for each in book.priority}


def test_each_example_that_a_theme_includes_is_found_by_its_phrases() -> None:
    missed = [
        (theme.id, example)
        for theme in codebook.load().theme
        for example in theme.include
        if theme.id not in themes(example)
    ]
    assert missed == []


def test_all_faults_of_a_codebook_are_told_at_once_with_place_and_remedy() -> None:
    text = written().replace('group = "voice"', 'group = "vioce"', 1)
    text = text.replace('priority = "planning"', 'priority = "plan"', 1)
    text = text.replace('"nobody|noone asked"', '"Nobody asked"', 1)
    text = text.replace('id = "timing"', 'id = "place"', 1)
    with pytest.raises(CodebookFaults) as raised:
        codebook.parse(text, "ours.toml")
    message = str(raised.value)
    assert "ours.toml: theme 'being_heard': no group 'vioce'; choose fairness" in message
    assert "no priority 'plan'; choose assessment" in message
    assert "phrase 'Nobody asked': write words in lower case" in message
    assert "theme 'place' stands 2 times; keep one." in message


@pytest.mark.parametrize(
    ("text", "fault"),
    [("version = ", "not valid TOML"), ('version = "1"', "priority: field required")],
)
def test_a_file_that_is_no_codebook_is_refused_in_words(text: str, fault: str) -> None:
    with pytest.raises(CodebookFaults, match=fault):
        codebook.parse(text, "ours.toml")


def test_a_council_may_bring_a_codebook_of_its_own() -> None:
    data = tomllib.loads(written())
    own = Codebook.model_validate({**data, "version": "ours 1", "theme": data["theme"][:1]})
    assert baseline(own).codebook.version == "ours 1"
    assert own.label("being_heard") == "Being listened to"
    assert own.label("a_theme_of_before") == "a_theme_of_before"


def test_a_theme_of_last_resort_stands_in_only_where_no_other_is_found_and_the_feeling_fits() -> (
    None
):
    text = """
version = "1"
[[priority]]
id = "p"
label = "P"
[[group]]
id = "g"
label = "G"
[[theme]]
id = "praise"
label = "Praise"
group = "g"
priority = "p"
definition = "Praise of nothing in particular."
include = ["Great."]
exclude = ["The food was great."]
phrases = ["great"]
otherwise = "positive"
[[theme]]
id = "food"
label = "Food"
group = "g"
priority = "p"
definition = "Food."
include = ["The food was great."]
exclude = ["Great."]
phrases = ["food"]
"""
    finder = ThemeFinder(codebook.parse(text, "book.toml"))

    assert [hit.theme for hit in finder.otherwise(Sentiment.POSITIVE)] == ["praise"]
    assert finder.otherwise(Sentiment.NEGATIVE) == ()
    reader = baseline(codebook.parse(text, "book.toml"))

    def found(words: str) -> list[tuple[str, int]]:
        reading = analyse(CommentIn(words), reader)
        return [(hit.theme, len(hit.spans)) for hit in reading.themes]

    assert found("lovely") == [("praise", 0)]
    assert found("lovely food") == [("food", 1)]
    assert found("dreadful") == []


def test_the_codebook_for_measuring_is_in_order_and_has_nine_groups() -> None:
    file = Path(__file__).parents[2] / "benchmarks" / "patient_feedback.codebook.toml"
    book = codebook.parse(file.read_text(encoding="utf-8"), file.name)
    assert len(book.group) == 9
    assert book.label("timeliness") == "Timeliness of care"
