"""Structured answers: one table for each shared question, roles side by side, protected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reports.answers import YES, Answers
from reports.cells import ALL, Part, QuarterCells, QuestionKind
from reports.disclosure import people, unsafe
from reports.figures import Figures
from reports.report import Block, Figure, Prose, Table, TableRow
from reports.wording import label, words


def tables(cells: QuarterCells, part: Part, figures: Figures) -> Iterator[Block]:
    """Yield a table for each question of this part that somebody answered."""
    found = False
    for question in cells.questions:
        answers = Answers.to(question, cells)
        if question.part is part and answers.people:
            found = True
            yield _TABLES[question.kind](answers, figures)
    if not found:
        yield Prose(words("empty.answers"))


def _choices(answers: Answers, figures: Figures) -> Table:
    hidden = answers.withheld_choices(figures.threshold)
    return _counted(answers, figures, hidden, least=answers.least(figures.threshold, hidden))


def _ticks(answers: Answers, figures: Figures) -> Table:
    hidden = answers.withheld_ticks(figures.threshold)
    return _counted(answers, figures, hidden, words("notes.ticks"))


def _numbers(answers: Answers, figures: Figures) -> Table:
    hidden = answers.withheld_totals(figures.threshold)
    rows = []
    for column in answers.columns:
        who = _who(column)
        n = figures.count(answers.id("n", column), who, answers.count("n", column), hidden=hidden)
        total = sum(answers.totals.get(r, 0) for r in answers.roles if column in {ALL, r})
        mean = figures.mean(answers.id("mean", column), who, total, n)
        rows.append(TableRow(who, ((n,), (mean,)), total=column == ALL))
    question = answers.question
    note = words("notes.number_plain")
    if question.low:
        note = words("notes.number", low=question.low, high=question.high)
    columns = tuple(words(f"columns.{name}") for name in ("role", "people", "mean"))
    return _table(answers, columns, rows, figures, note)


_TABLES: Mapping[QuestionKind, Callable[[Answers, Figures], Table]] = {
    QuestionKind.CHOICE: _choices,
    QuestionKind.TICKS: _ticks,
    QuestionKind.NUMBER: _numbers,
}


def _counted(
    answers: Answers,
    figures: Figures,
    hidden: frozenset[str],
    note: str = "",
    least: float | None = None,
) -> Table:
    """Return a table of codes by role, each count with its share of those who answered."""

    def count(code: str, shown: str, column: str, n: int | None) -> Figure:
        name = f"{shown}: {_who(column)}"
        value = answers.count(code, column)
        return figures.count(answers.id(code, column), name, value, n=n, hidden=hidden)

    whole = words("rows.answered")
    bases = {column: count("n", whole, column, None) for column in answers.columns}
    rows = []
    for code, shown in answers.codes:
        cells = []
        for column, base in bases.items():
            n = None if base.value is None else int(base.value)
            chosen = count(code, shown, column, n)
            headline = code == YES and column == answers.columns[-1]
            cells.append((chosen, figures.share(chosen, base, least if headline else None)))
        rows.append(TableRow(shown, tuple(cells)))
    people_row = tuple((base,) for base in bases.values())
    rows.append(TableRow(whole, people_row, total=True, base=True))
    columns = (words("columns.answer"), *map(_who, answers.columns))
    return _table(answers, columns, rows, figures, note)


def _table(
    answers: Answers,
    columns: tuple[str, ...],
    rows: list[TableRow],
    figures: Figures,
    note: str,
) -> Table:
    notes = [note, _skipped(answers, figures.threshold)]
    return Table(
        f"answers.{answers.question.id}",
        answers.question.text,
        columns,
        tuple(rows),
        " ".join(filter(None, notes)),
    )


def _skipped(answers: Answers, threshold: int) -> str:
    everyone = answers.count("n", ALL) + answers.skipped
    few = threshold and unsafe(people(answers.skipped), everyone, threshold)
    if not answers.skipped or few:
        return ""
    return words("notes.skipped", count=answers.skipped)


def _who(column: str) -> str:
    return words("rows.everyone") if column == ALL else label("roles", column)
