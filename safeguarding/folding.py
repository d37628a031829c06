"""Letters as rules in other languages compare them, however a keyboard wrote them.

Polish is often typed without its marks (boje sie), and one Urdu letter has several codes, by
whose keyboard it came from. Rules and words are both folded, so that each finds the other.
"""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ß": "ss",
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ه": "ہ",
        "ھ": "ہ",
        "ۃ": "ہ",
        "ة": "ہ",
        "ە": "ہ",
        "ں": "ن",
        "\u0640": "",  # the stroke that stretches a word
        "\u200c": "",
        "\u200d": "",
    }
)


def folded(text: str) -> str:
    """Return a text or a pattern with marks taken off and letters that stand for one made one."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(_LETTERS)
