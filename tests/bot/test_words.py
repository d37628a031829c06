"""The bot's own words: complete in each language, safe for Telegram, within its limits."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot import wording
from bot.wording import Words, bold, safe, small
from surveys.kinds import Picture, RespondentRole
from surveys.wording import NoWording, languages, words

BOT = Path(wording.__file__).parent
OWN = tomllib.loads((BOT / "words" / "en.toml").read_text("utf-8"))
NAMED = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")


def named_in_the_code() -> set[str]:
    """Return everything in the bot's code that is spelt like a catalogue id."""
    found = {name for file in BOT.glob("*.py") for name in NAMED.findall(file.read_text("utf-8"))}
    groups = {name.partition(".")[0] for name in (*OWN, *words("en"))}
    return {name for name in found if name.partition(".")[0] in groups}


def test_every_phrase_that_the_code_names_is_there() -> None:
    missing = {name for name in named_in_the_code() if name not in OWN and name not in words("en")}
    assert missing == set()


def test_no_phrase_lies_unused() -> None:
    made = {"picture", "typed", "command", "say"}
    listed = {name for name in OWN if name.partition(".")[0] not in made}
    assert listed - named_in_the_code() == set()


@pytest.mark.parametrize("language", languages())
def test_what_a_language_lacks_is_said_in_english(language: str) -> None:
    said = Words(language)

    assert all(said(entry) for entry in OWN if "{" not in OWN[entry])


@pytest.mark.parametrize("picture", Picture)
def test_every_picture_has_its_small_sign(picture: Picture) -> None:
    assert Words()(f"picture.{picture}")


def test_signs_of_faces_differ() -> None:
    signs = [OWN[f"picture.{each}"] for each in Picture if each.startswith("face")]
    assert len(set(signs)) == len(signs)


def test_a_phrase_that_is_nowhere_is_a_fault() -> None:
    with pytest.raises(NoWording):
        Words()("no.such_phrase")


def test_a_child_is_told_in_a_childs_words() -> None:
    child = Words("en", RespondentRole.CHILD)
    assert child("say.stop_choice") != Words()("say.stop_choice")


@pytest.mark.parametrize("made", [safe, bold, small])
def test_foreign_text_cannot_become_markup(made: object) -> None:
    assert "&lt;b&gt; &amp; &lt;/i&gt;" in made("<b> & </i>")  # type: ignore[operator]
