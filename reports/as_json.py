"""A report as JSON: every figure once, then the sections that refer to them by id."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from reports.layout_blocks import Facts, Points, Quadrants, Ratings, Subheading
from reports.report import Block, Figure, Headlines, Prose, Report, Summary, Table

_Json = dict[str, Any]


def as_json(report: Report) -> bytes:
    """Return the report as UTF-8 JSON; a withheld figure has ``value`` null."""
    whole = {
        "report": report.kind,
        "layout": report.layout or None,
        "title": report.title,
        "council": report.council,
        "scope": {"level": report.scope.level, "name": report.scope.name},
        "period": {
            "code": report.period.code,
            "label": report.period.label,
            "first": report.period.first.isoformat(),
            "after": report.period.after.isoformat(),
        },
        "audience": report.policy.audience,
        "threshold": report.policy.suppression,
        "notices": report.notices,
        "figures": [_figure(figure) for figure in report.figures],
        "sections": [
            {
                "id": section.id,
                "heading": section.numbered,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in report.sections
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _figure(figure: Figure) -> _Json:
    return {
        "id": figure.id,
        "label": figure.label,
        "value": figure.value,
        "n": figure.n,
        "scope": figure.scope.name,
        "period": figure.period.code,
        "unit": figure.unit,
        "suppressed": figure.suppressed,
        "least": figure.least,
        "machine": figure.machine,
    }


def _block(block: Block) -> _Json:
    return _BLOCKS[type(block)](block)


def _table(table: Table) -> _Json:
    return {
        "table": table.id,
        "caption": table.caption,
        "columns": table.columns,
        "rows": [
            {
                "header": row.header,
                "total": row.total,
                "figures": [[figure.id for figure in cell] for cell in row.cells],
            }
            for row in table.rows
        ],
        "note": table.note,
    }


def _summary(summary: Summary) -> _Json:
    return {
        "summary": [
            {
                "heading": column.heading,
                "items": [{"theme": theme, "figure": fig.id} for theme, fig in column.items],
                "quotes": [
                    {"reference": quote.reference, "role": quote.role, "text": quote.text}
                    for quote in column.quotes
                ],
            }
            for column in summary.columns
        ]
    }


def _ratings(ratings: Ratings) -> _Json:
    return {
        "ratings": ratings.id,
        "caption": ratings.caption,
        "rows": [
            {
                "name": row.name,
                "figure": row.figure.id if row.figure else None,
                "aim": row.target,
                "rating": row.rating,
                "word": row.word,
            }
            for row in ratings.rows
        ],
        "note": ratings.note,
    }


def _points(points: Points) -> _Json:
    return {
        "points": [
            {"text": point.text, "figures": [figure.id for figure in point.figures]}
            for point in points.points
        ]
    }


def _quadrants(quadrants: Quadrants) -> _Json:
    return {
        "quadrants": [
            {"heading": group.heading, "figures": [figure.id for figure in group.figures]}
            for group in quadrants.groups
        ]
    }


_BLOCKS: Mapping[type[Block], Callable[[Any], _Json]] = {
    Table: _table,
    Summary: _summary,
    Headlines: lambda block: {"headlines": [figure.id for figure in block.figures]},
    Prose: lambda block: {"text": block.text},
    Points: _points,
    Ratings: _ratings,
    Quadrants: _quadrants,
    Facts: lambda block: {"facts": dict(block.rows)},
    Subheading: lambda block: {"heading": block.text, "intro": block.intro},
}
