"""The baseline analyser, made once, and short ways to ask it."""

from functools import cache

from analysis import CommentIn, Lean, Model, Reading, analyse, baseline, clean_text


@cache
def model() -> Model:
    return baseline()


def read(text: str, lean: Lean = Lean.OPEN, *ratings: float, language: str = "en") -> Reading:
    return analyse(CommentIn(clean_text(text), lean, ratings, language), model())


def themes(text: str) -> list[str]:
    return [hit.theme for hit in read(text).themes]
