"""A layout: in which order, under which headings and in which form a report tells its figures.

A layout never counts anything. It names figures and tables that the report has, so the same
quarter has the same numbers in every layout.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from reports.quotes import Strand

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Indicator(_Part):
    """A figure that is held against thresholds.

    Args:
        figure: its id.
        name: what it says of people, such as "said that people listened".
        good: from here on it is good; shares run from 0 to 1.
        fair: from here to ``good`` it is fair, below it poor.
        target: what is aimed for, in words.
    """

    figure: str
    name: Words
    good: float
    fair: float
    target: Words

    @model_validator(mode="after")
    def _in_order(self) -> Indicator:
        if self.fair > self.good:
            raise ValueError("fair must not be above good")
        return self


class RatingWords(_Part):
    """What a layout calls each rating."""

    good: Words = "On track"
    fair: Words = "Watch"
    poor: Words = "Act"
    unknown: Words = "Withheld"


class KeyFigures(_Part):
    """A few figures under a heading: what each is called, by its id."""

    heading: Words
    figures: dict[str, Words] = Field(min_length=1)


class Priority(_Part):
    """A practice priority and what bears on it.

    Args:
        themes: labels of the codebook's priorities whose themes belong here.
        indicators: figures of this layout's indicators that belong here.
    """

    heading: Words
    about: Words
    themes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


class LayoutPart(_Part):
    """One block of a section; exactly one of these is named.

    Args:
        heading: a heading below that of the section.
        text: a paragraph.
        facts: what a form says at its head.
        section: everything in a section of the report as Sayso orders it.
        table: one table.
        figures: key figures in a row: what each is called, by its id.
        quadrants: key figures two by two.
        points: sentences in which ``{id}`` stands for a figure, ``{id:one/many}`` with a noun.
        indicators: those indicators that stand at a rating, as sentences.
        ratings: every indicator in a table with its rating.
        strand: one column of the summary.
        strands: all three, side by side.
        priorities: each practice priority in turn.
    """

    heading: Words | None = None
    text: Words | None = None
    facts: tuple[Literal["council", "scope", "period", "audience"], ...] | None = None
    section: str | None = None
    table: str | None = None
    figures: dict[str, Words] | None = None
    quadrants: tuple[KeyFigures, ...] | None = None
    points: tuple[Words, ...] | None = None
    indicators: tuple[Literal["good", "fair", "poor", "unknown"], ...] | None = None
    ratings: Words | None = None
    strand: Strand | None = None
    strands: Literal[True] | None = None
    priorities: Literal[True] | None = None

    @property
    def kind(self) -> str:
        """Which of them is named."""
        return next(iter(self.model_fields_set), "")

    @model_validator(mode="after")
    def _just_one(self) -> LayoutPart:
        if len(self.model_fields_set) != 1:
            raise ValueError("name exactly one kind of block in each pair of braces")
        return self


class LayoutSection(_Part):
    """A heading with an opening sentence and what stands under it."""

    id: Id
    heading: Words
    intro: Words | None = None
    blocks: tuple[LayoutPart, ...] = Field(min_length=1)


class Layout(_Part):
    """A whole layout.

    Args:
        name: as people choose it.
        purpose: for whom it is made.
        numbered: whether headings are numbered, as committees like them.
    """

    id: Id
    name: Words
    purpose: Words
    title: Words
    subtitle: Words
    numbered: bool = False
    ratings: RatingWords = RatingWords()
    indicators: tuple[Indicator, ...] = ()
    priorities: tuple[Priority, ...] = ()
    sections: tuple[LayoutSection, ...] = Field(min_length=1)
