"""The report as a page and as JSON: sound, self-contained, escaped."""

import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports import build, render
from reports.as_html import shown
from reports.cells import Handling, Scope, ScopeLevel, Theme
from reports.quotes import Quote, Strand
from reports.report import Audience, Figure, Format, Policy, ReportKind, Unit
from reports.wording import in_order, label, words
from tests.reports.builders import LEADERS, QUARTER, SCOPE, cells, simulated

HOSTILE = "<script>alert(1)</script>{{7*7}}"
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Checks that tags are closed in order, and collects what the tests ask about."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids.extend(value for name, value in attrs if name == "id" and value)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(counted: object = None, policy: Policy = LEADERS) -> str:
    report = build(ReportKind.QUARTERLY, counted or simulated(3), policy)
    return render(report, Format.HTML).decode()


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_page_is_well_formed_british_and_titled() -> None:
    html = page()
    reader = read(html)
    assert ("html", {"lang": "en-GB"}) in reader.tags
    assert "<title>Quarterly report: what people told us: Quarter 2 2026-27, Ashcombe" in html
    assert len(reader.ids) == len(set(reader.ids))


def test_headings_never_skip_a_level() -> None:
    headings = read(page()).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(headings))


def test_every_table_has_a_caption_and_headers_with_scope() -> None:
    reader = read(page())
    tags = [tag for tag, _ in reader.tags]
    assert tags.count("table") == tags.count("caption") > 8
    headers = [attributes for tag, attributes in reader.tags if tag == "th"]
    assert all(attributes.get("scope") in {"col", "row"} for attributes in headers)


def test_every_table_stands_open_under_its_name_where_no_script_runs() -> None:
    html = page()
    folds = re.findall(r'<details class="fold" open>\s*<summary>(.*?)</summary>', html)
    assert len(folds) == html.count("<details") > 3
    assert all(f"<span>{name}</span></caption>" in html for name in folds)


def test_every_row_has_as_many_cells_as_there_are_headers() -> None:
    report = build(ReportKind.QUARTERLY, simulated(3), LEADERS)
    for section in report.sections:
        for block in section.blocks:
            for row in getattr(block, "rows", ()):
                assert len(row.cells) + 1 == len(block.columns)


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    html = page()
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|https?:|url\(|@import", html)


def test_whatever_people_and_councils_write_is_shown_as_text() -> None:
    quote = Quote("a", HOSTILE, "child", Strand.WORKING_WELL, confirmed=True)
    hostile = replace(
        simulated(3),
        council=HOSTILE,
        scope=Scope(ScopeLevel.TEAM, HOSTILE),
        themes=(Theme("being_heard", HOSTILE, "", ""), *simulated(3).themes[1:]),
        quotes=(quote,),
    )
    html = page(hostile)
    read(html)
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}") > 5


def test_an_erased_quote_is_printed_as_withdrawn() -> None:
    quote = Quote("a", None, "parent", Strand.WORRIED, confirmed=True)
    assert "[withdrawn]" in page(replace(simulated(3), quotes=(quote,)))


def test_numbers_are_written_as_people_read_them() -> None:
    figure = Figure("id", "label", 12345, None, SCOPE, QUARTER)
    assert shown(figure) == "12,345"
    assert shown(replace(figure, value=0.0875, unit=Unit.SHARE)) == "9%"
    assert shown(replace(figure, value=6.0, unit=Unit.MEAN)) == "6.0"
    assert shown(replace(figure, value=None)) == "–"
    assert shown(replace(figure, value=None, suppressed=True)) == "[c]"


def test_json_carries_id_value_n_scope_and_period_and_null_where_withheld() -> None:
    report = build(ReportKind.QUARTERLY, simulated(3), LEADERS)
    told = json.loads(render(report, Format.JSON))
    assert told["period"]["code"] == "2026-Q2"
    assert told["scope"] == {"level": "authority", "name": "Ashcombe"}
    for figure in told["figures"]:
        assert {"id", "value", "n", "scope", "period", "suppressed"} <= set(figure)
        assert figure["value"] is None or not figure["suppressed"]
    ids = [figure["id"] for figure in told["figures"]]
    assert len(ids) == len(set(ids))


def test_every_section_of_the_json_refers_to_figures_that_are_there() -> None:
    told = json.loads(render(build(ReportKind.QUARTERLY, simulated(3), LEADERS), Format.JSON))
    ids = {figure["id"] for figure in told["figures"]}
    blocks = [block for section in told["sections"] for block in section["blocks"]]
    named = [id_ for b in blocks for row in b.get("rows", ()) for c in row["figures"] for id_ in c]
    assert named
    assert set(named) <= ids


def test_the_same_counts_make_the_same_bytes() -> None:
    for form in Format:
        reports = [build(ReportKind.QUARTERLY, simulated(5), LEADERS) for _ in range(2)]
        assert render(reports[0], form) == render(reports[1], form)


@pytest.mark.parametrize("audience", list(Audience))
def test_every_audience_gets_a_page_that_names_it(audience: Audience) -> None:
    html = page(policy=Policy(audience))
    assert label("audiences", audience) in html
    assert ("[c]" in html) == (audience is not Audience.RESPONSE_READERS)


def test_words_are_filled_in_and_agree_in_number() -> None:
    assert words("notes.skipped", count=1) == "1 person skipped this question."
    assert words("notes.skipped", count=1000) == "1,000 people skipped this question."
    with pytest.raises(KeyError):
        words("notes.unheard_of")


def test_a_code_without_a_label_is_shown_in_plain_letters_and_comes_last() -> None:
    assert label("kinds", "dip_sample") == "Dip sample"
    assert in_order("roles", {"dip_sample", "staff", "child"}) == ["child", "staff", "dip_sample"]


def test_every_handling_of_a_concern_has_a_heading() -> None:
    assert all(words(f"columns.{handling}") for handling in Handling)


def test_an_empty_report_is_a_sound_page_too() -> None:
    html = page(cells())
    sections = html.partition("<main")[2].split("<section ")[1:]
    silent = [each for each in sections if not re.search(r"<(p|li|td)[ >]", each)]
    assert len(sections) == 9
    assert not silent, "a section says nothing, not even that there was nothing"
    assert "No meetings were recorded in this period." in html
    assert "<table" not in html
    read(html)
