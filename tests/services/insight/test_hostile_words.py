"""Words meant to break things go the whole way, from a file into a report, and break nothing."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from services.hall import OPERATOR, Hall
from services.insight.coding import code_comments
from services.insight.exporting import export_responses
from services.insight.reporting import FORMATS, Wanted, write_report
from storage.models import Response
from tests.builders.feedback import chose, respond
from tests.builders.sheets import bring_in, row, sheet
from tests.builders.stored import count

HOSTILE = {
    "nul": "good\x00bad",
    "lone surrogate": "good \ud83d bad",
    "surrogate pair": "\ud83d\ude00 lovely",
    "noncharacter": "good \ufffe\uffff bad",
    "escape": "\x1b[31mred\x1b[0m",
    "right to left override": "safe \u202egnp.exe",
    "zero width": "s\u200ba\u200bf\u200be",
    "zalgo": "z" + "\u0301" * 400,
    "family emoji": "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL} came",
    "welsh": "Roedd y ŵyl yn wych, diolch ŷch chi",
    "script": "<script>alert(1)</script>",
    "broken tag": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}} ${7*7} {% raise %} #{7*7}",
    "sql": "'; DROP TABLE response; --",
    "format string": "%s%s%n {0} {answer.__class__}",
    "path": "../../etc/passwd\\..\\..",
    "xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "formula": "=cmd|' /C calc'!A0",
    "formula behind a space": " \t=1+1",
    "dde": "@SUM(1+9)*cmd|' /C calc'!A0",
    "newlines": "one\r\ntwo\u2028three\x0bfour",
    "quotation marks": 'she said ""no"", \'fine\' and “left”',
    "mark at the start": "\ufefflovely",
    "only spaces": "\u00a0\u2003 \u3000",
    "only joiners": "\u200d\u200c\u200b",
    "one long word": "a" * 5000,
    "many words": "no " * 1600,
    "log line": "ok\n2026-10-15 ERROR root: all answers lost",
    "null words": "null None undefined NaN",
    "number": "1e309",
}


class Elements(HTMLParser):
    """Notes the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


def gone_in(hall: Hall, folder: Path) -> int:
    rows = [row(number, words) for number, words in enumerate(HOSTILE.values())]
    return bring_in(hall, sheet(folder, *rows)).taken


def test_all_of_it_comes_in_is_coded_and_reported(hall: Hall, tmp_path: Path) -> None:
    assert gone_in(hall, tmp_path) == len(HOSTILE)
    code_comments(hall)
    wanted = Wanted("quarterly", "2026-Q2", "authority", "officer")
    for form in FORMATS:
        file = tmp_path / f"report.{form}"
        write_report(hall, wanted, form, file)
        assert "\x00" not in _text_of(file)
    found = json.loads((tmp_path / "report.json").read_text("utf-8"))
    counted = {figure["id"]: figure["value"] for figure in found["figures"]}
    assert counted["answers.rating.parent.good"] == len(HOSTILE)
    assert count(hall, Response) == len(HOSTILE)


def _text_of(file: Path) -> str:
    """Return what a report says; one for a word processor has to open in one first."""
    if file.suffix != ".docx":
        return file.read_text("utf-8")
    return "".join(Document(str(file)).element.body.itertext())


def test_the_page_holds_no_element_that_words_brought(sqlite_hall: Hall, tmp_path: Path) -> None:
    gone_in(sqlite_hall, tmp_path)
    code_comments(sqlite_hall)
    file = tmp_path / "report.html"
    write_report(sqlite_hall, Wanted("quarterly", "2026-Q2", "authority", "officer"), "html", file)
    page = Elements()
    page.feed(file.read_text("utf-8"))
    assert not {"script", "img", "iframe"} & set(page.found)


def test_names_of_teams_are_only_text(sqlite_hall: Hall, tmp_path: Path) -> None:
    name = '<b>North</b> & "South" {{7*7}}'
    for _ in range(6):
        respond(sqlite_hall, chose("listened", "yes"), team=name)
    file = tmp_path / "report.html"
    wanted = Wanted("quarterly", "2026-Q2", f"team:{name}", "officer")
    write_report(sqlite_hall, wanted, "html", file)
    text = file.read_text("utf-8")
    assert "<b>North" not in text
    assert "{{7*7}}" in text


@pytest.mark.parametrize("again", [False, True])
def test_all_of_it_leaves_as_text(sqlite_hall: Hall, tmp_path: Path, again: bool) -> None:
    gone_in(sqlite_hall, tmp_path)
    if again:
        assert gone_in(sqlite_hall, tmp_path) == 0
    file = tmp_path / "out.csv"
    export_responses(sqlite_hall, OPERATOR, file, "To look at hostile words in a test")
    with file.open(encoding="utf-8-sig", newline="") as text:
        cells = [cell for line in csv.reader(text) for cell in line]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@"))]
    assert not [cell for cell in cells if "\x00" in cell]
