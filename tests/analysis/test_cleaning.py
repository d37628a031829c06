"""Cleaning: what goes, what stays, and that hostile text costs nothing."""

import time
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import clean_text

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
HOSTILE = st.text(
    st.sampled_from("ae \t\n\r\x00\x1b\x85\u00a0\u00ad\u0301\u0323\u0344\u200b\u200d\u200e\u202e")
    | st.sampled_from("\u2028\ud83d\ude00\udfff\ufeff\ufffe\uffff\U0001fffe👩🏽🏴ŵŷ")
)


@given(ANY_TEXT | HOSTILE)
def test_whatever_comes_in_can_be_written_as_utf8_and_xml_and_is_stable(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    node = ElementTree.Element("words")
    node.text = cleaned
    assert (ElementTree.fromstring(ElementTree.tostring(node, "unicode")).text or "") == cleaned
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  plain words  ", "plain words"),
        ("before\x00after", "beforeafter"),
        ("\x1b[31mred", "[31mred"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("end of line   \nnext", "end of line\nnext"),
        ("first\n\n\n\n\nsecond", "first\n\nsecond"),
        ("a\tb\u00a0c", "a b c"),
        ("ends with \ufffe\uffff", "ends with"),
        ("\ufeffmark", "mark"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("smile \ud83d\ude00", "smile 😀"),
        ("safe \u202eteg", "safe teg"),
        ("hu\u00adrt, hu\u200brt", "hurt, hurt"),
        ("ki\u200dll, ki\u200fll", "kill, kill"),
        ("cafe\u0301", "café"),
    ],
)
def test_harmful_characters_go_and_the_words_stay(given_text: str, kept: str) -> None:
    assert clean_text(given_text) == kept


@pytest.mark.parametrize(
    "words",
    [
        "Dw i'n hoffi'r tŷ a'r dŵr",
        "👩‍👩‍👧 ❤️ 👍🏽 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "میں خوش ہوں، شکریہ می‌خواهم",
        "line one\nline two\n\nnew paragraph",
        "<script>alert(1)</script> {{7*7}} =1+1",
    ],
)
def test_what_people_really_write_stays_as_it_is(words: str) -> None:
    assert clean_text(words) == words


def test_a_letter_under_a_hundred_thousand_accents_is_thinned_at_once() -> None:
    began = time.thread_time()
    cleaned = clean_text("a" + "\u0323\u0301" * 50_000)
    assert time.thread_time() - began < 1
    assert len(cleaned) <= 9
