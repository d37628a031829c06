"""Where the evidence for themes stands in a comment: marked in its words, quoted beside them."""

from __future__ import annotations

from itertools import pairwise

from services.insight.comments import Hit, Pass


def segments(text: str, coded: Pass | None) -> tuple[tuple[str, bool], ...]:
    """Cut a text wherever evidence begins or ends; together the pieces are the text, verbatim.

    Args:
        text: the respondent's words.
        coded: whose evidence to mark, None for none.

    Returns:
        Pieces in order, each with whether it is evidence.
    """
    spans = [(start, end) for hit in (coded.themes if coded else ()) for start, end, _ in hit.spans]
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    found: list[tuple[str, bool]] = []
    for start, end in pairwise(cuts):
        marked = any(first <= start and end <= last for first, last in spans)
        if found and found[-1][1] == marked:
            found[-1] = (found[-1][0] + text[start:end], marked)
        else:
            found.append((text[start:end], marked))
    return tuple(found)


def quoted(text: str, hit: Hit) -> tuple[str, ...]:
    """Return the phrases of a text that earned a theme, each once."""
    return tuple(dict.fromkeys(text[start:end] for start, end, _ in hit.spans))
