"""Disclosure control, proved by trying every table that fits what is printed."""

import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure import Arc, Count, leaves_open, line, people, square, unsafe, withheld

THRESHOLD = 3
LARGEST = 5


def row_of(values: list[int]) -> tuple[Arc, ...]:
    cells = {f"c{place}": people(value) for place, value in enumerate(values)}
    return line(cells, people(sum(values)), "total")


def table_of(values: list[list[int]], dear: frozenset[str] = frozenset()) -> tuple[Arc, ...]:
    rows, columns = range(len(values)), range(len(values[0]))
    sums = {str(c): sum(row[c] for row in values) for c in columns}
    return square(
        cells={(str(r), str(c)): people(values[r][c]) for r in rows for c in columns},
        rows={str(r): people(sum(values[r])) for r in rows},
        columns={column: people(total) for column, total in sums.items()},
        grand=people(sum(sums.values())),
        bases=sums,
        ids=lambda row, column: f"{row or 'sum'}/{column or 'sum'}",
        dear=dear,
    )


def fitting_rows(
    printed: list[int | None], total: int | None, highest: int
) -> Iterator[tuple[int, ...]]:
    choices = [range(highest + 1) if cell is None else [cell] for cell in printed]
    for row in itertools.product(*choices):
        if total is None or sum(row) == total:
            yield row


def possible_values(
    arcs: tuple[Arc, ...],
    hidden: frozenset[str],
    shape: tuple[int, int],
    least: Mapping[str, int] = {},
) -> dict:
    """Every value that each hidden cell takes in some table that fits what is printed."""
    printed = {arc.id: None if arc.id in hidden else arc.count.value for arc in arcs}
    rows, columns = map(range, shape)
    highest = LARGEST + THRESHOLD
    fitting = [
        list(fitting_rows([printed[f"{r}/{c}"] for c in columns], printed[f"{r}/sum"], highest))
        for r in rows
    ]
    found: dict[str, set[int]] = {id_: set() for id_ in hidden}
    for table in itertools.product(*fitting):
        sums = [sum(row[c] for row in table) for c in columns]
        if any(printed[f"sum/{c}"] not in (None, sums[c]) for c in columns):
            continue
        if printed["sum/sum"] not in (None, sum(sums)):
            continue
        values = {f"{r}/{c}": table[r][c] for r in rows for c in columns}
        values |= {f"{r}/sum": sum(table[r]) for r in rows}
        values |= {f"sum/{c}": sums[c] for c in columns} | {"sum/sum": sum(sums)}
        if any(values[id_] < reached for id_, reached in least.items()):
            continue
        for id_ in hidden:
            found[id_].add(values[id_])
    return found


def check(values: list[list[int]], dear: frozenset[str] = frozenset()) -> None:
    arcs = table_of(values, dear)
    hidden = withheld(arcs, THRESHOLD)
    still_open(arcs, hidden, (len(values), len(values[0])))


def still_open(
    arcs: tuple[Arc, ...],
    hidden: frozenset[str],
    shape: tuple[int, int],
    least: Mapping[str, int] = {},
) -> None:
    """Fail where what is printed tells more of a withheld cell than its mark."""
    possible = possible_values(arcs, hidden, shape, least)
    for arc in arcs:
        needed = unsafe(arc.count, arc.base, THRESHOLD)
        assert arc.id in hidden or not needed
        if arc.id in hidden:
            assert len(possible[arc.id]) > 1
        if needed and arc.count.value:
            assert {1, THRESHOLD} <= possible[arc.id]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, LARGEST), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_withheld_cell_can_be_worked_out_from_the_rest(values: list[list[int]]) -> None:
    check(values)
    check(values, frozenset({"0/sum"}))


@pytest.mark.parametrize(
    "values",
    [
        [[5, 1, 4], [4, 5, 5]],
        [[0, 3, 5], [5, 0, 4]],
        [[2, 2, 2], [2, 2, 2]],
        [[5, 5, 5], [5, 5, 1]],
    ],
)
def test_nor_in_a_wider_table(values: list[list[int]]) -> None:
    check(values)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=5))
def test_no_withheld_cell_of_a_row_can_be_worked_out_from_its_total(values: list[int]) -> None:
    arcs = row_of(values)
    hidden = withheld(arcs, 5)
    secret = [value for place, value in enumerate(values) if f"c{place}" in hidden]
    if secret and "total" not in hidden:
        assert len(secret) > 1
        assert sum(secret) >= 5
    for place, value in enumerate(values):
        if 0 < value < 5:
            assert f"c{place}" in hidden


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    assert withheld(row_of([20, 3, 9, 12]), 5) == {"c1", "c2"}


def test_what_readers_need_most_is_withheld_last() -> None:
    cells = {name: people(n) for name, n in {"positive": 9, "neutral": 2, "unsure": 40}.items()}
    assert withheld(line(cells, people(51), "all"), 5) == {"neutral", "positive"}
    dear = line(cells, people(51), "all", dear={"positive"})
    assert withheld(dear, 5) == {"neutral", "unsure"}


def test_another_answers_total_gives_way_to_the_one_that_readers_need_most() -> None:
    values = [[10, 11, 11, 1, 7, 4], [6, 12, 6, 0, 1, 4], [0, 0, 1, 0, 0, 0]]
    assert "0/sum" in withheld(table_of(values), 5)
    hidden = withheld(table_of(values, frozenset({"0/sum"})), 5)
    assert {"0/sum", "1/sum", "2/sum", "sum/sum"} & hidden == {"1/sum", "2/sum"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(2, LARGEST), min_size=2, max_size=2),
    st.lists(st.integers(0, 2), min_size=2, max_size=2),
)
def test_what_a_withheld_total_reaches_is_told_only_where_all_stays_open(
    many: list[int], few: list[int]
) -> None:
    arcs = table_of([many, few], frozenset({"0/sum"}))
    hidden = withheld(arcs, THRESHOLD)
    for reached in range(1, sum(many) + 1) if "0/sum" in hidden else ():
        if leaves_open(arcs, THRESHOLD, hidden, {"0/sum": reached}):
            still_open(arcs, hidden, (2, 2), {"0/sum": reached})


@pytest.mark.parametrize(("reached", "open_"), [(15, True), (20, True), (21, False)])
def test_a_total_may_be_told_to_reach_what_leaves_room_for_the_rest(
    reached: int, open_: bool
) -> None:
    arcs = row_of([23, 2])
    hidden = withheld(arcs, 5)
    assert hidden == {"c0", "c1"}
    assert leaves_open(arcs, 5, hidden, {"c0": reached}) is open_


def test_a_table_hides_four_corners_and_keeps_its_totals() -> None:
    hidden = withheld(table_of([[20, 3, 15], [18, 17, 16], [30, 40, 50]]), 5)
    assert "0/1" in hidden
    assert len(hidden) == 4
    assert not any("sum" in id_ for id_ in hidden)


def test_zero_is_withheld_among_fewer_than_ten_and_printed_among_ten() -> None:
    assert "c1" in withheld(row_of([9, 0]), 5)
    assert withheld(row_of([10, 0]), 5) == frozenset()


def test_a_zero_that_anybody_can_tell_is_printed_and_covers_nothing() -> None:
    arcs = row_of([3, 0, 6])
    assert withheld(arcs, 5, known={"c1"}) == {"c0", "c2"}


def test_people_decide_and_not_the_comments_they_wrote() -> None:
    counts = {"two people": Count(12, 2), "many": Count(40, 38), "others": Count(30, 25)}
    hidden = withheld(line(counts, Count(82, 60), "total"), 5)
    assert hidden == {"two people", "others"}


def test_a_small_total_without_parts_is_withheld_and_needs_no_cover() -> None:
    assert withheld(line({}, people(3), "total"), 5) == {"total"}
    assert withheld(line({}, people(30), "total"), 5) == frozenset()


def test_what_is_withheld_elsewhere_stays_withheld_and_is_covered_here() -> None:
    hidden = withheld(row_of([20, 30, 40]), 5, hidden={"c2"})
    assert hidden == {"c0", "c2"}


def test_nothing_is_withheld_from_those_entitled_to_see_all() -> None:
    assert withheld(row_of([1, 2, 0]), 0) == frozenset()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_total_of_a_few_people_is_withheld_with_all_its_parts(count: int) -> None:
    assert withheld(row_of([count, 0]), 5) == {"c0", "c1", "total"}
