"""Sets a form as a tagged PDF that meets PDF/UA-1, with Typst."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import segno
import typst

from surveys.paper.asking import Block
from surveys.paper.form import Printing, lay_out
from surveys.questionnaire import Questionnaire

_HERE = Path(str(files("surveys.paper")))
_VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_ROOM = 4
_NEARLY_EMPTY = 0.4
_FEWER = (1, 2)
_FONTS = (Path(str(files("font_source_sans_pro"))) / "files", _HERE / "fonts")


def paper_form(
    questionnaire: Questionnaire, printing: Printing, drawings: Callable[[str], str]
) -> bytes:
    """Return a form to print and write on.

    Every word reaches the template as data and never as Typst markup, so that nothing anybody
    wrote in a questionnaire is taken for an instruction.

    Args:
        questionnaire: at the version to be printed.
        printing: for whom, and how.
        drawings: gives one of Sayso's own SVG drawings by its name.

    Raises:
        NoWording: there are no words for paper in that language.
    """
    form = lay_out(questionnaire, printing)
    form["pictures"] = {name: _drawn(drawings(name)) for name in sorted(set(_pictures(form)))}
    if printing.way_in is not None:
        form["online"]["picture"] = _code(printing.way_in.link)
    made = _fitted(form).compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _fitted(form: Block) -> typst.Compiler:
    """Return the form set so that no page at its end holds a few lines alone.

    Where one would, long answers get a line or two less, as long as that saves a page.
    """
    first = _set(form, 0)
    pages, share = _end(first)
    if share > _NEARLY_EMPTY:
        return first
    for fewer in _FEWER:
        tighter = _set(form, fewer)
        if _end(tighter)[0] < pages:
            return tighter
    return first


def _set(form: Block, fewer: int) -> typst.Compiler:
    inputs = {"form": json.dumps(form | {"fewer": fewer})}
    return typst.Compiler(_HERE / "form.typ", root=_HERE, font_paths=_fonts(), sys_inputs=inputs)


def _end(compiler: typst.Compiler) -> tuple[int, float]:
    """Return how many pages a form has, and how far down the last of them it goes, 0 to 1."""
    end = json.loads(compiler.query("<end>", field="value", one=True))
    return end["page"], end["share"]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(each) for each in _FONTS])


def _pictures(value: Any) -> Iterator[str]:
    """Yield the name of every drawing that a form asks for."""
    if isinstance(value, dict):
        if value.get("picture"):
            yield value["picture"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _pictures(each)


def _drawn(svg: str) -> str:
    """Return a drawing that stands on its own: the web page gives it namespace and colours."""
    head, _, body = _VIEW.sub(_with_room, svg, count=1).partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{_colours()}</style>{body}'


def _with_room(view: re.Match[str]) -> str:
    """Widen a drawing's view, since the page lets lines reach over its edge and paper does not."""
    width, height = (int(side) + 2 * _ROOM for side in view.groups())
    return f'viewBox="-{_ROOM} -{_ROOM} {width} {height}"'


@cache
def _colours() -> str:
    return (_HERE / "drawings.css").read_text("utf-8")


def _code(link: str) -> str:
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
