"""TextBlob's list of words with feeling, read from TextBlob's own file.

TextBlob's reader gives the same, but to load it draws in a whole toolkit of languages with all of
scikit-learn: more than a second of the processor at the start of every command that opens a hall.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree  # nosec B405 - reads a file that was installed with us

from analysis.wordlist import Known

_FILE = Path("en", "en-sentiment.xml")
_ADJECTIVE, _ADVERB = "JJ", "RB"


class _Sense(NamedTuple):
    """What a word weighs in one sense, or in all senses of one part of speech on average."""

    polarity: float
    strength: float


def textblob_list() -> dict[str, Known]:
    """Return the words that TextBlob knows, in its order, each with the mean of its senses.

    An adjective makes its adverb known too: "terrible" weighs as "terribly" does.

    Raises:
        LookupError: TextBlob is not installed, or keeps no such list.
    """
    words = {word: _averaged(parts) for word, parts in _senses(_path()).items()}
    for word, (_, parts) in list(words.items()):
        if _ADJECTIVE in parts:
            adverb = f"{_stem(word)}ly"
            _, known = words.get(adverb, (None, {}))
            sense = parts[_ADJECTIVE]
            words[adverb] = (sense, {**known, _ADVERB: sense})
    return {
        word: Known(whole.polarity, whole.strength, adverb=_ADVERB in parts)
        for word, (whole, parts) in words.items()
    }


def _path() -> Path:
    found = find_spec("textblob")
    for folder in (found and found.submodule_search_locations) or ():
        if (file := Path(folder) / _FILE).is_file():
            return file
    raise LookupError(f"TextBlob's {_FILE} is not there; install Sayso's requirements again.")


def _senses(file: Path) -> dict[str, dict[str | None, list[_Sense]]]:
    words: dict[str, dict[str | None, list[_Sense]]] = {}
    root = ElementTree.parse(file).getroot()  # noqa: S314  # nosec B314 - installed with us
    for entry in root.iterfind("word"):
        given = entry.attrib
        sense = _Sense(float(given.get("polarity", 0.0)), float(given.get("intensity", 1.0)))
        if word := given.get("form"):
            words.setdefault(word, {}).setdefault(given.get("pos"), []).append(sense)
    return words


def _averaged(
    parts: dict[str | None, list[_Sense]],
) -> tuple[_Sense, dict[str | None, _Sense]]:
    """Return the mean over the parts of speech, and the mean of each."""
    each = {part: _mean(senses) for part, senses in parts.items()}
    return _mean(list(each.values())), each


def _mean(senses: list[_Sense]) -> _Sense:
    return _Sense(*(sum(values) / len(values) for values in zip(*senses, strict=True)))


def _stem(adjective: str) -> str:
    if adjective.endswith("y"):
        return f"{adjective[:-1]}i"
    return adjective.removesuffix("le")
