"""The form in which people code a comment: what it offers, and what was sent."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import request

from services.insight.coding_by_people import Codes, Sentiment, Severity
from web.staff.door import door

NOT_SURE = "not_sure"
_FEELINGS = {NOT_SURE: None, **{each.value: each for each in Sentiment}}
_WEIGHTS = {NOT_SURE: None, **{str(each.value): each for each in Severity}}
NOTHING_CHOSEN: dict[str, Any] = {
    "sentiment": "",
    "severity": "",
    "themes": (),
    "nonanswer": False,
}
"""What a form begins with that must lead to no answer."""


def sent_codes() -> Codes:
    """Return what was sent; what was left open stands for not sure."""
    sent = request.form
    return Codes(
        sentiment=_FEELINGS.get(sent.get("sentiment", "")),
        severity=_WEIGHTS.get(sent.get("severity", "")),
        themes=tuple(sent.getlist("theme")),
        nonanswer="nonanswer" in sent,
    )


def sent_again() -> dict[str, Any]:
    """Return what was sent, as the form shows it again."""
    sent = request.form
    return {
        "sentiment": sent.get("sentiment", ""),
        "severity": sent.get("severity", ""),
        "themes": sent.getlist("theme"),
        "nonanswer": "nonanswer" in sent,
    }


def missing(unsure: str, *, weight: bool) -> dict[str, str]:
    """Return what must still be chosen; nothing for a comment that says nothing.

    Args:
        unsure: what the form calls "not sure".
        weight: whether how much it weighs must be chosen too.
    """
    sent, faults = request.form, {}
    if "nonanswer" in sent:
        return {}
    if sent.get("sentiment") not in _FEELINGS:
        faults["sentiment"] = f"Choose how the comment feels, or {unsure}."
    if weight and sent.get("severity") not in _WEIGHTS:
        faults["severity"] = f"Choose how much it weighs, or {unsure}."
    return faults


def groups() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the codebook's themes under the names of their groups."""
    book = door().hall.models.codebook
    names = {group.id: group.label for group in book.group}
    by_group = sorted(book.theme, key=lambda theme: list(names).index(theme.group))
    return [
        (names[group], [(theme.id, theme.label, theme.definition) for theme in themes])
        for group, themes in groupby(by_group, key=lambda theme: theme.group)
    ]
