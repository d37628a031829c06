"""How a report was made: what was read by whom, and what was withheld."""

from __future__ import annotations

from collections.abc import Iterator

from reports.breakdown import by_feeling
from reports.cells import ALL, NOT_SURE, Method, QuarterCells
from reports.disclosure import people, unsafe
from reports.figures import Figures
from reports.report import Block, Figure, Policy, Prose, Table, TableRow
from reports.second_looks import agreement
from reports.wording import words

_AFTER_UNCODED = 3
_BY_PEOPLE = frozenset({"checked", "read"})


def method(cells: QuarterCells, policy: Policy, figures: Figures) -> Iterator[Block]:
    """Yield how comments were read, how people were counted and protected."""
    made = cells.method
    if made.comments:
        yield Prose(words("method.how"))
        yield Prose(words("method.analyser", analyser=made.analyser, codebook=made.codebook))
        yield _comments(cells, figures)
        yield from agreement(cells.second_looks, figures)
    yield Prose(words("method.people"))
    if policy.suppression:
        double, last = 2 * policy.threshold, policy.threshold - 1
        yield Prose(words("method.suppression", last=last, double=double))


def notices(cells: QuarterCells, policy: Policy) -> tuple[str, ...]:
    """Return what the first page must say."""
    made = cells.method
    found = []
    if made.comments:
        found.append(words("notices.machine", checked=made.checked, comments=made.comments))
    if policy.suppression:
        found.append(words("notices.withheld", threshold=policy.threshold))
    else:
        found.append(words("notices.open"))
    if made.partial:
        found.append(_partial(made, policy))
    found.append(words("notices.silence"))
    return tuple(found)


def _comments(cells: QuarterCells, figures: Figures) -> Table:
    """Return how many comments were read how; a language that few write in is withheld."""
    made = cells.method
    few = bool(figures.threshold) and _few(made.not_english, figures.threshold)
    hidden = {"method.not_english"} if few else set()
    counts = {
        name: figures.count(f"method.{name}", words(f"method.{name}"), number, hidden=hidden)
        for name, number in _numbers(made).items()
    }
    rows = [
        TableRow(each.label, (_beside(name, each, counts["comments"], figures),))
        for name, each in counts.items()
    ]
    rows.insert(_AFTER_UNCODED, _not_sure(cells, figures))
    return Table(
        "method",
        words("tables.method"),
        (words("columns.what"), words("columns.count")),
        tuple(rows),
    )


def _beside(name: str, count: Figure, whole: Figure, figures: Figures) -> tuple[Figure, ...]:
    """Return a count, with its share of all comments where people did something with them."""
    return (count, figures.share(count, whole)) if name in _BY_PEOPLE else (count,)


def _numbers(made: Method) -> dict[str, int]:
    return {
        "comments": made.comments,
        "nonanswers": made.nonanswers,
        "uncoded": made.uncoded,
        "not_english": made.not_english,
        "checked": made.checked,
        "read": made.read,
    }


def _not_sure(cells: QuarterCells, figures: Figures) -> TableRow:
    """Return the comments without a feeling, with their share of all in the figures."""
    whole = by_feeling(cells).row(
        ALL, words("rows.all_comments"), frozenset(), figures.by_machine()
    )
    count = whole.parts[NOT_SURE]
    return TableRow(words("method.not_sure"), ((count, figures.share(count, whole.total)),))


def _partial(made: Method, policy: Policy) -> str:
    if policy.suppression and _few(made.partial, policy.threshold):
        return words("notices.partial_few", threshold=policy.threshold)
    return words("notices.partial", count=made.partial)


def _few(count: int, threshold: int) -> bool:
    """Whether a number that belongs to no table is between one and the threshold."""
    return count > 0 and unsafe(people(count), count, threshold)
