"""The layouts that come with Sayso, and a check that names every fault of one before it is used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from pydantic import ValidationError

from reports.layout import Layout, LayoutPart
from reports.layout_catalogue import SECTIONS, Known, missing
from reports.layout_names import names, text_of
from reports.layout_points import named_in

_COVERAGE, _METHOD = "coverage", "method"
"""What no layout may leave out: who was not heard, and how the report was made."""


class LayoutFaults(Exception):
    """A layout cannot be used; ``faults`` holds one sentence for each reason."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def shipped(name: str) -> str:
    """Return the TOML text of a layout that comes with Sayso.

    Raises:
        LayoutFaults: there is none of that name.
    """
    if name not in names():
        raise LayoutFaults((f"There is no layout '{name[:60]}'; there are {', '.join(names())}.",))
    return text_of(name)


def parse(text: str, source: str, known: Known) -> Layout:
    """Read a layout.

    Args:
        text: its TOML text.
        source: where it comes from, for messages.
        known: questions and priorities there are.

    Raises:
        LayoutFaults: everything that is wrong, each with its place.
    """
    try:
        layout = Layout.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise LayoutFaults((f"{source} is not TOML: {fault}.",)) from None
    except ValidationError as found:
        raise LayoutFaults(
            tuple(
                f"{source}: {_place(each['loc'])}: {each['msg'].removeprefix('Value error, ')}."
                for each in found.errors()
            )
        ) from None
    faults = tuple(f"{source}: {fault}." for fault in _faults(layout, known))
    if faults:
        raise LayoutFaults(faults)
    return layout


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps) or "file"


def _faults(layout: Layout, known: Known) -> Iterator[str]:
    for at, indicator in enumerate(layout.indicators, 1):
        yield from _figures(f"indicator {at}", (indicator.figure,), known)
    yield from _of_priorities(layout, known)
    for section in layout.sections:
        for at, part in enumerate(section.blocks, 1):
            for fault in _of_part(part, known):
                yield f"section '{section.id}', block {at}: {fault}"
    yield from _left_out(layout)
    ids = [section.id for section in layout.sections]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"two sections are called '{twice}'"


def _of_priorities(layout: Layout, known: Known) -> Iterator[str]:
    rated = {each.figure for each in layout.indicators}
    for priority in layout.priorities:
        place = f"priority '{priority.heading}'"
        for label in sorted(set(priority.themes) - known.priorities):
            yield f"{place}: the codebook has no priority '{label}'"
        for id_ in sorted(set(priority.indicators) - rated):
            yield f"{place}: '{id_}' is none of this layout's indicators"


def _of_part(part: LayoutPart, known: Known) -> Iterator[str]:
    if part.section is not None and part.section not in SECTIONS:
        yield missing("section", part.section, SECTIONS)
    if part.table is not None and not known.table(part.table):
        yield missing("table", part.table, (f"answers.{each}" for each in known.questions))
    shown = [*(part.figures or ())]
    shown += [id_ for group in part.quadrants or () for id_ in group.figures]
    shown += [id_ for sentence in part.points or () for id_ in named_in(sentence)]
    yield from _figures("", tuple(shown), known)
    for sentence in part.points or ():
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", sentence)):
            yield f"a brace is left open in '{sentence[:40]}'"


def _figures(place: str, ids: tuple[str, ...], known: Known) -> Iterator[str]:
    there = [f"answers.{each}.all.n" for each in sorted(known.questions)]
    for id_ in ids:
        if not known.figure(id_):
            fault = missing("figure", id_, there)
            yield f"{place}: {fault}" if place else fault


def _left_out(layout: Layout) -> Iterator[str]:
    parts = [part for section in layout.sections for part in section.blocks]
    whole = {part.section for part in parts}
    if "not_heard" not in whole and all(part.table != _COVERAGE for part in parts):
        yield "the table 'coverage' is left out; every report says who was not heard"
    if _METHOD not in whole:
        yield "the section 'method' is left out; every report says how it was made"
