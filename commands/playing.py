"""A conversation at the terminal, for trying a questionnaire out; it stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from services.upkeep.questionnaires import Trial
from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Input,
    Resume,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Kind, Status
from surveys.notices import Help, Refuse, Stale
from surveys.outputs import Ask, Completed, Review, Say, Withdrawn
from surveys.wording import phrase, refusal

_HOW = "Type a number or your words; /skip, /back or /stop at any question."


def play(trial: Trial) -> None:
    """Ask every question at the terminal and print what would be stored."""
    language, asked = trial.state.language, trial.questionnaire
    click.echo(f"{asked.title[language]}\n{asked.introduction[language]}\n\n{_HOW}")
    while not trial.state.status.ended:
        shown = trial.shown()
        for output in shown:
            _print(output, language)
        for given in _TURNS[trial.state.status](trial, shown):
            trial = trial.after(given)
    _print_stored(trial)


def _print_stored(trial: Trial) -> None:
    if trial.state.status is Status.WITHDRAWN:
        click.echo("Deleted; nothing would be stored.")
        return
    click.echo("\nThis would be stored:")
    for value in trial.stored():
        place = f"{value.question}.{value.part}" if value.part else value.question
        kept = next((v for v in (value.code, value.number, value.text) if v is not None), "")
        click.echo(f"  {place}: {kept if value.state == 'answered' else '(skipped)'}")


def _asking(trial: Trial, shown: tuple[object, ...]) -> Iterator[Input]:
    yield _reply(next(output for output in shown if isinstance(output, Ask)))


def _reviewing(trial: Trial, shown: tuple[object, ...]) -> Iterator[Input]:
    review = next(output for output in shown if isinstance(output, Review))
    for ask in review.closing:
        if not ask.answered and not ask.skipped:
            _print(ask, trial.state.language)
            yield _reply(ask)
            return
    language = trial.state.language
    click.echo(f"\n{phrase(language, 'review.mode')}")
    for number, mode in enumerate(review.modes, 1):
        click.echo(f"  {number}. {phrase(language, f'mode.{mode}.label')}")
    chosen = click.prompt(">", type=click.IntRange(1, len(review.modes)), prompt_suffix=" ")
    yield ChooseIdentity(review.modes[chosen - 1])
    yield Confirm()


def _stopping(trial: Trial, shown: tuple[object, ...]) -> Iterator[Input]:
    language = trial.state.language
    words = [phrase(language, f"button.{name}") for name in ("send_partial", "delete", "resume")]
    for number, label in enumerate(words, 1):
        click.echo(f"  {number}. {label}")
    chosen = click.prompt(">", type=click.IntRange(1, 3), prompt_suffix=" ")
    yield (Confirm(), Withdraw(), Resume())[chosen - 1]


_TURNS: dict[Status, Callable[[Trial, tuple[object, ...]], Iterator[Input]]] = {
    Status.ASKING: _asking,
    Status.REVIEWING: _reviewing,
    Status.STOPPING: _stopping,
}


def _reply(ask: Ask) -> Input:
    typed = click.prompt(">", default="", show_default=False, prompt_suffix=" ").strip()
    commands: dict[str, Input] = {
        "": Skip(ask.question),
        "/skip": Skip(ask.question),
        "/back": Back(),
        "/stop": Stop(),
    }
    if typed in commands and not (typed == "" and ask.kind is Kind.STATEMENT):
        return commands[typed]
    return Answer(ask.question, _raw(ask, typed))


def _raw(ask: Ask, typed: str) -> str | tuple[str, ...]:
    codes = [choice.code for choice in ask.choices]
    picked = tuple(_picked(codes, word) for word in typed.replace(",", " ").split())
    if ask.kind is Kind.MULTIPLE:
        return picked
    return picked[0] if len(picked) == 1 and codes else typed


def _picked(codes: list[str], word: str) -> str:
    place = int(word) - 1 if word.isdecimal() and len(word) < 3 else -1
    return codes[place] if word not in codes and 0 <= place < len(codes) else word


def _print(output: object, language: str) -> None:
    if isinstance(output, Ask):
        _print_ask(output)
    words = _worded(output, language)
    if words:
        click.echo(f"\n{words}")
    if isinstance(output, Review):
        click.echo(f"\n{phrase(language, 'review.heading')}")
        for item in output.items:
            click.echo(f"  {item.text}: {item.shown or phrase(language, 'review.skipped')}")


def _print_ask(ask: Ask) -> None:
    click.echo(f"\n[{ask.position}/{ask.total}] {ask.text}")
    if ask.hint:
        click.echo(ask.hint)
    if ask.low or ask.high:
        click.echo(f"0: {ask.low}. 10: {ask.high}.")
    if ask.kind is not Kind.SCALE:
        for number, choice in enumerate(ask.choices, 1):
            click.echo(f"  {number}. {choice.label}")


def _worded(output: object, language: str) -> str:
    match output:
        case Refuse():
            return refusal(language, output)
        case Stale():
            return phrase(language, "stale")
        case Help():
            return phrase(language, f"help.{output.level}")
        case Say():
            return phrase(language, f"say.{output.message}")
        case Completed():
            return phrase(language, "end.completed")
        case Withdrawn():
            return phrase(language, "end.withdrawn")
    return ""
