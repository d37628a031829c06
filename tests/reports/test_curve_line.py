"""Where a curve of shares lies in its drawing."""

from __future__ import annotations

from reports.curve_line import BASE, LEFT, RIGHT, TOP, curve_drawing

POINTS = ((1.0, 0.56, "all"), (0.87, 0.6, "0.4"), (0.87, 0.6, "0.5"), (0.3, 0.9, ""))


def test_points_lie_between_the_axes_from_the_least_accepted_on() -> None:
    drawn = curve_drawing(POINTS)
    assert drawn is not None
    assert [spot.label for spot in drawn.spots] == ["", "0.4", "all"]
    assert [spot.x for spot in drawn.spots] == sorted(spot.x for spot in drawn.spots)
    assert all(LEFT <= spot.x <= RIGHT and TOP <= spot.y <= BASE for spot in drawn.spots)
    assert drawn.spots[0].y < drawn.spots[2].y
    assert drawn.path.startswith("M")
    assert drawn.path.count("L") == 2


def test_the_axes_are_marked_in_whole_percentages() -> None:
    drawn = curve_drawing(POINTS)
    assert drawn is not None
    assert [number for number, _ in drawn.across] == [0, 25, 50, 75, 100]
    assert [number for number, _ in drawn.up] == [50, 60, 70, 80, 90, 100]
    assert (drawn.up[0][1], drawn.up[-1][1]) == (BASE, TOP)


def test_a_low_curve_has_fewer_marks_and_a_perfect_one_still_has_room() -> None:
    low = curve_drawing(((1.0, 0.08, ""), (0.5, 0.2, "")))
    whole = curve_drawing(((1.0, 1.0, ""), (0.5, 1.0, "")))
    assert low is not None
    assert whole is not None
    assert [number for number, _ in low.up] == [0, 20, 40, 60, 80, 100]
    assert [number for number, _ in whole.up] == [90, 100]


def test_one_place_alone_is_no_curve() -> None:
    assert curve_drawing(((1.0, 0.5, "all"), (1.0, 0.5, "0.4"))) is None
    assert curve_drawing(()) is None
