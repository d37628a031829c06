"""Writes answers to a CSV file without anything that says whose they are."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

import analysis
from services.hall import Actor, Hall
from services.insight.files import whole_file
from services.insight.progress import Advance, Progress, unwatched
from services.refusal import Refused
from storage.models import AuditEvent, WordsExport
from storage.queries.exports import ExportedAnswer, answers, count

_COLUMNS = (
    "response", "month", "questionnaire", "version", "role", "mode", "channel", "language",
    "team", "meeting_kind", "partial", "question", "part", "state", "code", "number",
)  # fmt: skip
_COMMENT = "comment"
_FORMULA = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")
"""What begins a formula; the last four are the wide signs of East Asian keyboards."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_SHORTEST_REASON = 10


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    A leading apostrophe makes it text (OWASP, CSV injection); what stands after white space is
    seen too, since spreadsheets trim.
    """
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1].isspace() else text


def export_responses(
    hall: Hall,
    actor: Actor,
    file: Path,
    reason: str | None = None,
    progress: Progress = unwatched,
) -> int:
    """Write every answer to a CSV file, a row for each; return how many.

    Without a reason there are no words in it. With one there are, contacts and titled names
    struck, and the reason is kept sealed. Both are audited. The file appears whole or not at
    all, readable by its owner alone.

    Args:
        hall: the deployment.
        actor: who takes it out.
        file: where to write; one that is there is replaced.
        reason: why the words are needed; None for an export without them.
        progress: opens a progress bar.

    Raises:
        Refused: the reason says nothing.
    """
    if reason is not None and len(reason.strip()) < _SHORTEST_REASON:
        raise Refused(
            "Say in a sentence why the words are needed; the reason is kept with the export."
        )
    with hall.sessions.writing() as session:
        _audit(session, hall, actor, reason)
    with (
        hall.sessions.reading() as session,
        whole_file(file) as draft,
        progress("Writing answers", count(session)) as advance,
    ):
        # The mark at the start tells spreadsheets that this is UTF-8.
        text = TextIOWrapper(draft, encoding="utf-8-sig", newline="")
        written = _write(session, text, advance, with_words=reason is not None)
        text.detach()
    return written


def _audit(session: Session, hall: Hall, actor: Actor, reason: str | None) -> None:
    now = hall.clock()
    event = AuditEvent(at=now, staff_id=actor.id, what="responses_exported")
    if reason is not None:
        kept = WordsExport(staff_id=actor.id, reason=analysis.clean_text(reason), at=now)
        session.add(kept)
        event.what = "words_exported"
        event.subject_table, event.subject_id = WordsExport.__tablename__, kept.id
    session.add(event)


def _write(session: Session, draft: IO[str], advance: Advance, *, with_words: bool) -> int:
    writer = csv.writer(draft)
    writer.writerow((*_COLUMNS, _COMMENT) if with_words else _COLUMNS)
    written = 0
    for answer in answers(session, with_words=with_words):
        words = [_struck(answer.text)] if with_words else []
        writer.writerow([safe_cell(cell) for cell in (*_cells(answer), *words)])
        written += 1
        advance(1)
    return written


def _cells(answer: ExportedAnswer) -> Iterator[str]:
    yield str(answer.response_id)
    yield f"{answer.received_on:%Y-%m}"
    yield answer.questionnaire
    yield str(answer.version)
    yield from (answer.role, answer.mode, answer.channel, answer.language)
    yield answer.team or ""
    yield answer.meeting_kind or ""
    yield "yes" if answer.partial else "no"
    yield from (answer.question, answer.part, answer.state)
    yield answer.code or ""
    yield "" if answer.number is None else f"{answer.number:g}"


def _struck(text: str | None) -> str:
    return "" if text is None else analysis.redact(text, ()).text
