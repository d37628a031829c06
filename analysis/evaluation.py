"""How well readings agree with what people found: the figures that `sayso evaluate` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.codebook import Codebook
from analysis.counting import Labels, Share, Tally, macro_f1, micro_f1, tallies
from analysis.readings import Reading, Sentiment

Figures = dict[str, Any]
"""Names of figures to numbers, as they are printed; shares run from 0 to 1."""

FEWEST = 5
"""Comments with a theme from which on its F1 counts in the mean: one of two right says nothing."""

_OPPOSITE = {Sentiment.POSITIVE: Sentiment.NEGATIVE, Sentiment.NEGATIVE: Sentiment.POSITIVE}


def sentiment_figures(given: Sequence[Sentiment], readings: Sequence[Reading]) -> Figures:
    """Return the figures of sentiment.

    ``accuracy``, ``macro_f1`` and ``per_class`` go by the guess, which the machine makes for
    every comment. ``auto_share`` is the share of comments for which it is sure enough to suggest
    that guess, ``auto_accuracy`` how many of those are right, and ``reversed_share`` the share
    of all comments for which it suggests the opposite of what people found.

    Args:
        given: by people.
        readings: by the machine, in the same order.
    """
    pairs = list(zip(given, readings, strict=True))
    right = Share(sum(one.guess is gave for gave, one in pairs), len(pairs))
    sure = [(gave, one.sentiment) for gave, one in pairs if one.sentiment is not None]
    auto = Share(len(sure), len(pairs))
    auto_right = Share(sum(gave is said for gave, said in sure), len(sure))
    against = Share(sum(_OPPOSITE.get(gave) is said for gave, said in sure), len(pairs))
    counted = tallies(
        [frozenset({gave}) for gave in given],
        [frozenset({one.guess} if one.guess else ()) for one in readings],
        list(Sentiment),
    )
    return {
        "n": len(pairs),
        "accuracy": right.value,
        "macro_f1": macro_f1(counted),
        "micro_f1": micro_f1(counted),
        "labels": [label.value for label in Sentiment],
        "auto_share": auto.value,
        "auto_accuracy": auto_right.value,
        "reversed_share": against.value,
        "intervals": _intervals(
            accuracy=right, auto_share=auto, auto_accuracy=auto_right, reversed_share=against
        ),
        "per_class": _table(counted),
    }


def theme_figures(
    given: Sequence[Labels],
    found: Sequence[Labels],
    labels: Iterable[str],
    groups: Mapping[str, str],
) -> Figures:
    """Return the figures of themes, and of groups where there are any.

    ``accuracy`` is the share of comments with exactly the themes that people gave. ``macro_f1``
    is the mean over the themes that people gave to at least ``FEWEST`` comments, or over all
    where there is no such theme; ``macro_f1_all`` is over all, whatever they rest on.

    Args:
        given: themes by people.
        found: by the machine, in the same order.
        labels: the themes that are counted; others are passed over.
        groups: group of each theme, empty for none.
    """
    known = tuple(labels)
    gave, got = _within(given, known), _within(found, known)
    counted = tallies(gave, got, known)
    exact = Share(sum(map(frozenset.__eq__, gave, got)), len(gave))
    figures = {
        "n": len(given),
        "accuracy": exact.value,
        "macro_f1": macro_f1(_enough(counted)),
        "macro_f1_all": macro_f1(counted),
        "macro_f1_labels": len(_enough(counted)),
        "micro_f1": micro_f1(counted),
        "labels": list(known),
        "intervals": _intervals(accuracy=exact),
        "per_class": _table(counted),
    }
    if groups:
        names = sorted({groups[label] for label in known})
        by_group = tallies(_grouped(gave, groups), _grouped(got, groups), names)
        figures["groups_macro_f1"] = macro_f1(by_group)
        figures["groups_micro_f1"] = micro_f1(by_group)
        figures["per_group"] = _table(by_group)
    return figures


def _enough(counted: Sequence[Tally]) -> Sequence[Tally]:
    return [one for one in counted if one.given >= FEWEST] or counted


def disclosure_figures(given: Sequence[bool], flagged: Sequence[bool]) -> Figures:
    """Return the figures of the screen: recall of disclosures, and the share of false alarms.

    Args:
        given: whether each text is a disclosure, by people.
        flagged: whether the screen raised a signal, in the same order.
    """
    pairs = list(zip(given, flagged, strict=True))
    right = Share(sum(gave == got for gave, got in pairs), len(pairs))
    recall = Share(sum(gave and got for gave, got in pairs), sum(given))
    alarms = Share(sum(got and not gave for gave, got in pairs), len(given) - sum(given))
    labels = ("disclosure", "ordinary")
    gave, got = ([frozenset({labels[not one]}) for one in each] for each in (given, flagged))
    figures: Figures = {
        "n": len(pairs),
        "accuracy": right.value,
        "labels": list(labels),
        "per_class": _table(tallies(gave, got, labels)),
        "intervals": _intervals(accuracy=right),
    }
    for name, share in (("recall", recall), ("false_alarms", alarms)):
        if share.of:
            figures[name] = share.value
            figures["intervals"] |= _intervals(**{name: share})
    return figures


def groups_of(codebook: Codebook) -> dict[str, str]:
    """Return the label of the group of each theme, by the theme's label."""
    names = {group.id: group.label for group in codebook.group}
    return {theme.label: names[theme.group] for theme in codebook.theme}


def _within(sets: Iterable[Labels], known: Iterable[str]) -> list[Labels]:
    allowed = frozenset(known)
    return [one & allowed for one in sets]


def _grouped(sets: Iterable[Labels], groups: Mapping[str, str]) -> list[Labels]:
    return [frozenset(groups[label] for label in one) for one in sets]


def _intervals(**shares: Share) -> dict[str, list[float]]:
    return {name: list(share.interval) for name, share in shares.items()}


def _table(counted: Iterable[Tally]) -> dict[str, dict[str, float]]:
    return {
        one.label: {
            "precision": one.precision,
            "recall": one.recall,
            "f1": one.f1,
            "given": one.given,
            "found": one.found,
        }
        for one in counted
    }
