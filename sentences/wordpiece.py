"""Splits text into the pieces that a BERT model knows, as its makers did for uncased English.

Written here since the usual library brings a client of a model hub along, and ten packages with it,
where a page of code does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

_LONGEST_WORD = 100
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"
SPECIAL = (_UNKNOWN, _FIRST, _LAST)
"""Pieces that a vocabulary must hold."""

# Chinese, Japanese and Korean signs stand as words of their own.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class WordPiece:
    """The splitter of one vocabulary; made once, never changed."""

    __slots__ = ("_longest", "_places")

    def __init__(self, places: Mapping[str, int]) -> None:
        """Take the vocabulary: each piece and its number."""
        self._places = places
        self._longest = max(map(len, places))

    def numbers(self, text: str, most: int) -> list[int]:
        """Return the numbers of a text's pieces between the two that mark its ends.

        Args:
            text: as written; what comes after the last piece that fits is left out.
            most: pieces that the model can take, the two marks included.
        """
        found: list[int] = []
        for word in _words(text):
            found.extend(self._pieces(word))
            if len(found) >= most - 2:
                break
        return [self._places[_FIRST], *found[: most - 2], self._places[_LAST]]

    def _pieces(self, word: str) -> list[int]:
        """Return the longest known beginnings of a word, one after the other."""
        unknown = [self._places[_UNKNOWN]]
        if len(word) > _LONGEST_WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(min(len(word), start + self._longest), start, -1):
                place = self._places.get(mark + word[start:end])
                if place is not None:
                    found.append(place)
                    start = end
                    break
            else:
                return unknown
        return found


def _words(text: str) -> Iterator[str]:
    word: list[str] = []
    for sign in unicodedata.normalize("NFD", "".join(map(_cleaned, text)).lower()):
        if unicodedata.category(sign) == "Mn":
            continue
        alone = _stands_alone(sign)
        if word and (alone or sign.isspace()):
            yield "".join(word)
            word = []
        if alone:
            yield sign
        elif not sign.isspace():
            word.append(sign)
    if word:
        yield "".join(word)


def _cleaned(sign: str) -> str:
    if sign in "\t\n\r" or unicodedata.category(sign) == "Zs":
        return " "
    if sign in "\0\ufffd" or unicodedata.category(sign).startswith("C"):
        return ""
    return f" {sign} " if _is_ideograph(sign) else sign


def _stands_alone(sign: str) -> bool:
    return sign in _ASCII_SIGNS or unicodedata.category(sign).startswith("P")


def _is_ideograph(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _IDEOGRAPHS)
