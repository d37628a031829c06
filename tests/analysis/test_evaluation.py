"""What the figures of an evaluation count."""

from dataclasses import replace

import pytest

from analysis import Reading, Sentiment
from analysis.evaluation import disclosure_figures, sentiment_figures, theme_figures
from tests.analysis.readers import read

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE
GROUPS = {"kind": "people", "rude": "people", "late": "time"}


def reading(guess: Sentiment, *, sure: bool) -> Reading:
    return replace(read("lovely"), sentiment=guess if sure else None, guess=guess)


def test_guesses_make_the_accuracy_and_only_sure_ones_the_rest() -> None:
    given = [POSITIVE, POSITIVE, NEGATIVE, NEUTRAL]
    readings = [
        reading(POSITIVE, sure=True),
        reading(NEGATIVE, sure=False),
        reading(POSITIVE, sure=True),
        reading(NEUTRAL, sure=False),
    ]
    figures = sentiment_figures(given, readings)
    assert figures["n"] == 4
    assert figures["accuracy"] == 0.5
    assert figures["auto_share"] == 0.5
    assert figures["auto_accuracy"] == 0.5
    assert figures["reversed_share"] == 0.25
    assert figures["per_class"]["neutral"]["f1"] == 1.0
    assert set(figures["intervals"]) == {
        "accuracy",
        "auto_share",
        "auto_accuracy",
        "reversed_share",
    }


def test_a_comment_in_another_language_counts_as_not_read() -> None:
    figures = sentiment_figures([POSITIVE], [read("dim byd", language="cy")])
    assert (figures["accuracy"], figures["auto_share"]) == (0.0, 0.0)


def test_a_wrong_theme_of_the_right_group_is_right_for_the_group() -> None:
    figures = theme_figures(
        [frozenset({"kind"}), frozenset({"late"})],
        [frozenset({"rude"}), frozenset({"late"})],
        GROUPS,
        GROUPS,
    )
    assert figures["micro_f1"] == 0.5
    assert figures["groups_micro_f1"] == 1.0
    assert figures["accuracy"] == 0.5
    assert figures["per_group"]["people"]["f1"] == 1.0


def test_without_groups_and_with_unknown_labels_only_known_themes_are_counted() -> None:
    figures = theme_figures([frozenset({"kind", "odd"})], [frozenset({"kind"})], ["kind"], {})
    assert figures["micro_f1"] == 1.0
    assert "groups_micro_f1" not in figures


def test_a_theme_of_few_comments_does_not_weigh_as_much_as_one_of_many() -> None:
    gave = [*[frozenset({"kind"})] * 5, frozenset({"late"})]
    figures = theme_figures(gave, [frozenset({"kind"})] * 6, ["kind", "late"], {})
    kind = 2 * 5 / (5 + 6)
    assert (figures["macro_f1"], figures["macro_f1_labels"]) == (pytest.approx(kind), 1)
    assert figures["macro_f1_all"] == pytest.approx(kind / 2)


def test_a_screen_has_recall_of_disclosures_and_false_alarms_of_the_rest() -> None:
    figures = disclosure_figures([True, True, False, False], [True, False, True, False])
    assert figures["recall"] == 0.5
    assert figures["false_alarms"] == 0.5
    assert figures["per_class"]["disclosure"]["precision"] == 0.5


@pytest.mark.parametrize(("given", "absent"), [(True, "false_alarms"), (False, "recall")])
def test_what_cannot_be_counted_is_left_out(given: bool, absent: str) -> None:
    figures = disclosure_figures([given], [True])
    assert absent not in figures
    assert absent not in figures["intervals"]
