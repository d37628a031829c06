"""``sayso analyse agreement``: how far people and the machine agree."""

from __future__ import annotations

from typing import Any

import click

from analysis.abstention import Point
from analysis.agreement import FEWEST, Agreement
from analysis.comparing import Compared, OnOne, OnTheme
from commands.listing import as_json as json_option
from commands.listing import show_columns, show_json
from commands.wiring import hall
from services.hall import OPERATOR
from services.insight.agreeing import Agreed
from services.insight.agreeing import agreement as measured

_WHO = {"people": "Two people", "machine": "Machine and a person"}
_WHAT = {"feeling": "feeling", "weight": "weight", "themes": "themes"}
_DASH = "-"


@click.command()
@json_option
def agreement(*, as_json: bool) -> None:
    """Say how far people agree with each other and with the machine, beyond chance.

    Counted on comments drawn by lot that a second person coded without seeing any other coding.
    With fewer than 20 of them no value is given.
    """
    with hall() as found:
        told = measured(found, OPERATOR)
    if as_json:
        show_json(_whole(told))
        return
    sample = told.sample
    click.echo(
        f"{sample.considered:,} comments were considered, {sample.drawn:,} drawn by lot, and "
        f"{sample.coded:,} coded a second time."
    )
    if not sample.coded:
        click.echo("Nothing can be compared yet.")
        return
    click.echo()
    show_columns([_HEADS, *_matters(told)])
    if themes := list(_themes(told)):
        click.echo()
        show_columns([("THEME", "TWO PEOPLE", "MACHINE"), *themes])
    click.echo(f"\nThe surer {told.analyser} had to be, the fewer comments it would answer for:\n")
    show_columns([("AT LEAST", "ACCEPTED", "RIGHT"), *map(_point, told.curve)])


_HEADS = ("WHO", "ON", "COMMENTS", "SAME", "KAPPA", "95 %", "ALPHA", "CALLED")


def _matters(told: Agreed) -> list[list[str]]:
    return [
        [_WHO[who], _WHAT[what], *_numbers(getattr(compared, what))]
        for who, compared in _compared(told).items()
        for what in _WHAT
    ]


def _numbers(one: OnOne) -> list[str]:
    kappa = one.kappa
    if kappa.called is None:
        return [str(kappa.n), *[_DASH] * 4, "too few" if not kappa.enough else "all alike"]
    return [
        str(kappa.n),
        f"{kappa.same:.0%}",
        f"{kappa.value:.2f}",
        f"{kappa.low:.2f} to {kappa.high:.2f}",
        f"{one.alpha.value:.2f}" if one.alpha.value is not None else _DASH,
        kappa.called.replace("_", " "),
    ]


def _themes(told: Agreed) -> list[list[str]]:
    """Return the themes that enough comments speak of for one of the values to be given."""
    people, machine = told.held.people.by_theme, told.held.machine.by_theme
    rows = (
        [told.names[one.theme], _kappa(one), _kappa(other)]
        for one, other in zip(people, machine, strict=True)
    )
    return [row for row in rows if row[1:] != [_DASH, _DASH]]


def _kappa(one: OnTheme) -> str:
    return f"{one.agreed.value:.2f}" if one.told and one.agreed.value is not None else _DASH


def _point(point: Point) -> list[str]:
    right = f"{point.right.value:.0%}" if point.right.of >= FEWEST else _DASH
    return [f"{point.threshold:.2f}", f"{point.accepted.value:.0%}", right]


def _compared(told: Agreed) -> dict[str, Compared]:
    return {"people": told.held.people, "machine": told.held.machine}


def _whole(told: Agreed) -> dict[str, Any]:
    sample = told.sample
    return {
        "considered": sample.considered,
        "drawn": sample.drawn,
        "coded": sample.coded,
        "fewest": FEWEST,
        "analyser": told.analyser,
        "not_sure": {"n": told.held.not_sure.of, "share": told.held.not_sure.value},
        **{who: _side(compared) for who, compared in _compared(told).items()},
        "curve": [
            {
                "threshold": point.threshold,
                "n": point.accepted.of,
                "accepted": point.accepted.value,
                "right": point.right.value if point.right.of >= FEWEST else None,
                "interval": list(point.right.interval) if point.right.of >= FEWEST else None,
            }
            for point in told.curve
        ],
    }


def _side(compared: Compared) -> dict[str, Any]:
    return {
        "n": compared.n,
        **{
            what: {
                "kappa": _value(getattr(compared, what).kappa),
                "alpha": _value(getattr(compared, what).alpha),
            }
            for what in _WHAT
        },
        "by_theme": {
            one.theme: {
                "given_by_first": one.first,
                "given_by_second": one.second,
                "kappa": _value(one.agreed) if one.told else None,
            }
            for one in compared.by_theme
        },
    }


def _value(found: Agreement) -> dict[str, Any]:
    told = found.called is not None
    return {
        "n": found.n,
        "same": found.same if found.enough else None,
        "value": found.value if told else None,
        "interval": [found.low, found.high] if told else None,
        "called": found.called,
    }
