"""Sentences of a layout with figures in them, and indicators held against their thresholds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from reports.layout import Indicator, Layout
from reports.layout_blocks import Point, Points, Rated, Rating, Ratings
from reports.report import Figure, Unit
from reports.wording import words

_PLACE = re.compile(r"\{(?P<id>[^{}:]+)(?::(?P<one>[^{}/]*)/(?P<many>[^{}/]*))?\}")

Find = Callable[[str], Figure | None]
"""Returns a figure by id, None where this period has none."""

Show = Callable[[Figure], str]


def named_in(sentence: str) -> tuple[str, ...]:
    """Return the ids of the figures that a sentence names."""
    return tuple(found["id"] for found in _PLACE.finditer(sentence))


def told(sentences: Iterable[str], find: Find, show: Show) -> Points:
    """Return the sentences that can be said; what is withheld is counted in a last one."""
    points, withheld = [], 0
    for sentence in sentences:
        figures = [find(id_) for id_ in named_in(sentence)]
        there = [each for each in figures if each is not None and each.value is not None]
        if len(there) == len(figures):
            points.append(Point(_filled(sentence, there, show), tuple(there)))
        withheld += any(each is not None and each.suppressed for each in figures)
    if withheld:
        points.append(Point(words("layouts.withheld", count=withheld)))
    return Points(tuple(points), words("layouts.nothing"))


def rated(indicators: Iterable[Indicator], find: Find, layout: Layout) -> tuple[Rated, ...]:
    """Hold each indicator against its thresholds."""
    found = []
    for each in indicators:
        figure = find(each.figure)
        rating = _rating(each, figure)
        told = figure is not None and (figure.suppressed or figure.value is not None)
        word = getattr(layout.ratings, rating.value) if told else words("layouts.nobody")
        found.append(Rated(_up(each.name), figure, _base(figure), each.target, rating, word))
    return tuple(found)


def as_points(rows: Iterable[Rated], wanted: Iterable[str], show: Show) -> Points:
    """Return the indicators that stand at one of the ratings wanted, each as a sentence."""
    chosen = [row for row in rows if row.rating in set(wanted)]
    return Points(tuple(_as_point(row, show) for row in chosen), words("layouts.none_at"))


def as_table(id_: str, caption: str, rows: tuple[Rated, ...], note: str = "") -> Ratings:
    """Return indicators as a table."""
    columns = tuple(
        words(f"layouts.columns.{name}") for name in ("name", "figure", "aim", "stands")
    )
    return Ratings(id_, caption, columns, rows, note)


def _as_point(row: Rated, show: Show) -> Point:
    figure = row.figure
    if figure is None or (figure.value is None and figure.least is None):
        return Point(words("layouts.too_few", who=row.name))
    of = f" {row.base}" if row.base else ""
    said = words("layouts.indicator", who=row.name, value=show(figure), of=of, aim=row.target)
    return Point(said, (figure,))


def _base(figure: Figure | None) -> str:
    """Return what a share was counted among, or how many gave the answers of a mean."""
    if figure is None or not figure.n or figure.unit is Unit.COUNT:
        return ""
    return words("layouts.from" if figure.unit is Unit.MEAN else "layouts.of", n=figure.n)


def _rating(indicator: Indicator, figure: Figure | None) -> Rating:
    if figure is None or figure.value is None:
        reached = figure is not None and (figure.least or 0) >= indicator.good
        return Rating.GOOD if reached else Rating.UNKNOWN
    if figure.value >= indicator.good:
        return Rating.GOOD
    return Rating.FAIR if figure.value >= indicator.fair else Rating.POOR


def _filled(sentence: str, figures: Iterable[Figure], show: Show) -> str:
    values: Iterator[Figure] = iter(figures)

    def fill(found: re.Match[str]) -> str:
        figure = next(values)
        noun = (found["one"] if figure.value == 1 else found["many"]) or ""
        return f"{show(figure)} {noun}".rstrip()

    return _PLACE.sub(fill, sentence)


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]
