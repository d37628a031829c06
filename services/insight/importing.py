"""Brings responses in from a file: all that is new in it, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hall import Actor, Hall
from services.insight.columns import Columns, find
from services.insight.forms import form_of
from services.insight.progress import Advance, Progress
from services.insight.rows import Reader, Row, RowFault
from services.insight.sheet import Record, Sheet, open_sheet
from services.refusal import Refused
from services.respond.asked import keep
from services.respond.screening import Heard, Origin, raise_concern, screen_words
from storage.models import AuditEvent
from storage.queries.imports import NewResponse, Source, add, known
from surveys.kinds import Kind, RespondentRole

MOST_ROWS = 200_000
_LONDON = ZoneInfo("Europe/London")
_CHUNK = 500
_FAULTS_SHOWN = 50


class FileRefused(Refused):
    """Rows are at fault, and nothing was brought in; ``faults`` holds the first of them."""

    def __init__(self, path: Path, faults: Iterable[RowFault], total: int) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if total == 1 else f"{total:,} faults"
        lines = [f"{path} has {count}, and nothing was imported:", *map(str, self.faults)]
        if total > len(self.faults):
            lines.append(f"and {total - len(self.faults):,} more.")
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Args:
        taken: rows that became responses.
        repeated: rows that were there already.
        blank: rows with neither comment nor rating, left out.
        concerns: concerns raised by the words.
        month_first: rows whose day could only be read as month/day/year.
        encoding: how the file was read.
    """

    taken: int
    repeated: int
    blank: int
    concerns: int
    month_first: int
    encoding: str


@dataclass(slots=True)
class _Findings:
    """What the first reading of the file found."""

    faults: list[RowFault] = field(default_factory=list)
    fault_count: int = 0
    first_row: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    heard: dict[int, Heard] = field(default_factory=dict)
    month_first: int = 0
    taken: int = 0
    repeated: int = 0
    blank: int = 0

    def add(self, *faults: RowFault) -> None:
        self.fault_count += len(faults)
        self.faults += faults[: _FAULTS_SHOWN - len(self.faults)]


@dataclass(frozen=True, slots=True)
class _Job:
    hall: Hall
    sheet: Sheet
    reader: Reader
    source: Source

    def chunks(self, advance: Advance) -> Iterator[list[Row | tuple[RowFault, ...]]]:
        """Read the file a few rows at a time, so that memory does not grow with it."""
        for records in _in_chunks(self.sheet.records(advance)):
            yield [self.reader.read(record) for record in records]


def import_responses(
    hall: Hall,
    actor: Actor,
    path: Path,
    columns: Columns,
    questionnaire: str,
    role: str,
    progress: Progress,
) -> Imported:
    """Bring the new rows of a CSV file in as anonymous responses and screen their words.

    The file is read twice: once to check and screen every row, once to write, in one
    transaction. A row is known again by the sender's id.

    Args:
        hall: the deployment.
        actor: who imports; kept in the audit.
        path: the file.
        columns: which column is what.
        questionnaire: id of a questionnaire made for imports.
        role: who all these respondents were.
        progress: opens a progress bar.

    Raises:
        FileRefused: rows are at fault or changed since they were imported.
        Refused: the file, a column, the questionnaire or the role cannot be used.
        NotInLibrary: there is no such questionnaire.
    """
    job = _job(hall, path, columns, questionnaire, role)
    with progress("Checking", job.sheet.size) as advance:
        found = _check(job, advance)
    if found.fault_count:
        raise FileRefused(path, found.faults, found.fault_count)
    concerns = 0
    if found.taken:
        with progress("Importing", found.taken) as advance:
            concerns = _write(job, actor, found, advance)
    return Imported(
        taken=found.taken,
        repeated=found.repeated,
        blank=found.blank,
        concerns=concerns,
        month_first=found.month_first,
        encoding=job.sheet.encoding,
    )


def _job(hall: Hall, path: Path, columns: Columns, questionnaire: str, role: str) -> _Job:
    asked, form = form_of(questionnaire, role, columns)
    sheet = open_sheet(path)
    today = hall.clock().astimezone(_LONDON).date()
    reader = Reader(columns, find(columns, sheet), form, hall.keys, today)
    language = next(iter(asked.languages))
    source = Source(
        f"import:{asked.id}"[:40], asked.id, asked.version, RespondentRole(role), language
    )
    return _Job(hall, sheet, reader, source)


def _check(job: _Job, advance: Advance) -> _Findings:
    found = _Findings()
    for chunk in job.chunks(advance):
        rows: list[Row] = []
        for read in chunk:
            if isinstance(read, Row):
                rows.append(read)
            else:
                found.add(*read)
        with job.hall.sessions.reading() as session:
            before = known(session, job.source.channel, (row.input_id for row in rows))
        for row in rows:
            _sort_in(job, found, row, before.get(row.input_id))
        _refuse_too_many(job.sheet.path, found)
    return found


def _sort_in(job: _Job, found: _Findings, row: Row, before: bytes | None) -> None:
    column = f"column {job.reader.columns.id}"
    first, digest = found.first_row.setdefault(row.input_id, (row.number, row.digest))
    if digest != row.digest:
        problem = f"this id stands in row {first} with other content"
        found.add(RowFault(row.number, column, problem, "give each row an id of its own"))
    elif before is not None and before != row.digest:
        problem = "this row was imported before and has changed since"
        remedy = "take it out of the file, or give it a new id to import it as another response"
        found.add(RowFault(row.number, column, problem, remedy))
    elif before is not None or first != row.number:
        found.repeated += 1
    elif row.blank:
        found.blank += 1
    else:
        found.taken += 1
        found.month_first += row.month_first
        _screen(job, found, row)


def _screen(job: _Job, found: _Findings, row: Row) -> None:
    for answer in row.answers:
        if answer.text is not None:
            heard = screen_words(job.hall.hearing, answer.question, Kind.LONG_TEXT, answer.text)
            if heard is not None:
                found.heard[row.number] = heard


def _refuse_too_many(path: Path, found: _Findings) -> None:
    if len(found.first_row) > MOST_ROWS:
        raise Refused(f"{path} has more than {MOST_ROWS:,} rows; split it into smaller files.")


def _write(job: _Job, actor: Actor, found: _Findings, advance: Advance) -> int:
    try:
        with job.hall.sessions.writing() as session:
            keep(session, job.source.questionnaire)
            concerns = sum(
                _write_chunk(job, session, chunk, found, advance)
                for chunk in job.chunks(lambda pieces: None)
            )
            now = job.hall.clock()
            session.add(AuditEvent(at=now, staff_id=actor.id, what="responses_imported"))
    except IntegrityError:
        raise Refused(
            "Another import brought in some of these rows meanwhile, so nothing was imported "
            "by this one; run it again."
        ) from None
    return concerns


def _write_chunk(
    job: _Job,
    session: Session,
    chunk: list[Row | tuple[RowFault, ...]],
    found: _Findings,
    advance: Advance,
) -> int:
    rows = [row for row in chunk if isinstance(row, Row)]
    checked = (found.first_row.get(row.input_id, (0, b""))[1] == row.digest for row in rows)
    if len(rows) < len(chunk) or not all(checked):
        raise Refused(f"{job.sheet.path} changed while it was read; run the import again.")
    before = known(session, job.source.channel, (row.input_id for row in rows))
    fresh = [row for row in rows if row.input_id not in before and not row.blank]
    once = {row.input_id: row for row in reversed(fresh)}
    new = {
        row.number: NewResponse(uuid4(), row.input_id, row.digest, row.received_on, row.answers)
        for row in once.values()
    }
    add(session, job.source, tuple(new.values()), job.hall.clock())
    advance(len(new))
    return sum(
        _raise(job.hall, session, found.heard[number], response)
        for number, response in new.items()
        if number in found.heard
    )


def _raise(hall: Hall, session: Session, heard: Heard, response: NewResponse) -> bool:
    origin = Origin(id=response.id, response_id=response.id)
    return raise_concern(session, hall, heard, origin) is not None


def _in_chunks(records: Iterator[Record]) -> Iterator[list[Record]]:
    while chunk := list(islice(records, _CHUNK)):
        yield chunk
