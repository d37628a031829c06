"""Layouts as a council writes them, piece by piece."""

from reports.layout import Layout
from reports.layout_catalogue import Known
from reports.layout_files import parse

LABELS = frozenset({"Seeing and hearing children"})
KNOWN = Known(
    {"listened": frozenset({"yes", "no", "not_sure"}), "scale_safety": frozenset()}, LABELS
)
OWED = """
[[sections]]
id = "made"
heading = "How it was made"
blocks = [{ section = "method" }, { table = "coverage" }]
"""
HEAD = """
id = "own"
name = "Our own"
purpose = "For us."
title = "Our title"
subtitle = "Our subtitle"
"""


def own(sections: str = "", rest: str = "") -> Layout:
    """Return a layout with the sections given and those that no layout may leave out."""
    return parse(f"{HEAD}{rest}{sections}{OWED}", "own.toml", KNOWN)


def section(blocks: str) -> str:
    return f'[[sections]]\nid = "one"\nheading = "One"\nblocks = [{blocks}]\n'


def indicator(figure: str = "answers.listened.all.yes.share", fair: float = 0.5) -> str:
    lines = (f'figure = "{figure}"', 'name = "people heard"', 'target = "80%"')
    return "\n".join(("[[indicators]]", *lines, "good = 0.8", f"fair = {fair}", ""))
