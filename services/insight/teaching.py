"""Teaches the machine from what people coded, and puts a better analyser in place of the running.

The responses with a comment in the sample for second looks are never learned from. On what was
coded blind there the new analyser is measured beside the one that runs, and it replaces it only if
it does better. Until there is enough of that, one response in five, drawn by its id, is held back
instead; people coded those with the running one's suggestion before their eyes, which favours what
runs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete
from sqlalchemy.orm import Session

import analysis
from analysis import CommentIn, Example, Lean, Model, Sentiment, training
from analysis.counting import Share, macro_f1, micro_f1, tallies
from analysis.learned import Learned
from analysis.model import taught_model
from services.hall import Hall
from services.insight.indicators import indicators
from services.insight.model_rows import learned, learned_from, out_of_use, packed
from services.insight.progress import Progress, unwatched
from services.refusal import Refused
from storage.models import TrainedModel
from storage.queries.comments import marks_beside
from storage.queries.learning import (
    CodedByPeople,
    coded_blind,
    coded_by_people,
    emptied,
    every_name,
    how_many_coded,
    how_many_left,
    lock_models,
    running,
)
from storage.queries.second_looks import drawn_responses

FEWEST = 200
"""Comments coded by people from which on learning beats the codebook and word lists: 100 to 200
in public feedback; fewer also leave too small a sample to tell which analyser is better."""

BLIND_FEWEST = 40
"""Comments coded blind from which on analysers are measured on them: with fewer, a better one
would often not be told from a worse."""

_MORE = 0.1
"""The machine learns anew when people have coded this share more."""
_APART = 5
_WORD = re.compile(r"\w+")


class WordsGone(Refused):
    """Words were erased while the machine learned from them; it is to learn anew."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of teaching.

    Args:
        version: of the new analyser.
        learned_from, measured_on: how many comments.
        blind: whether it was measured on comments coded blind.
        before, after: how the running and the new one did on the latter; see ``_score``.
        promoted: whether the new one codes from now on.
    """

    version: str
    learned_from: int
    measured_on: int
    before: float
    after: float
    promoted: bool
    blind: bool = False


def teach(hall: Hall, progress: Progress = unwatched) -> Taught:
    """Learn from every comment that people coded, and keep what was learned as a sealed row.

    With 5,000 coded comments this takes about a minute and 400 MB.

    Args:
        hall: the deployment; chance draws what is held back for choosing thresholds.
        progress: opens a progress bar.

    Raises:
        Refused: people have not coded enough.
        WordsGone: some of it was erased meanwhile; nothing was kept.
    """
    with hall.sessions.reading() as session:
        coded = tuple(coded_by_people(session))
        _check(coded)
        kept, apart, blind = _split(session, coded)
        had = running(session)
        lost = had is not None and _words_are_gone(session, had)
    lacking = training.lacking(kept)
    if lacking:
        raise Refused(f"The machine cannot learn yet: {lacking}")
    now = analysis.baseline(hall.models.codebook)
    fingerprint = _fingerprint(coded)
    version = f"{hall.clock():%Y-%m-%d} {fingerprint[:8]}"
    with progress("Learning from people's coding", None):
        found = training.train(kept, now, version, hall.random)
    # What learned from words that are gone may not run on, so it is no rival.
    rival = now if lost else in_use(hall).models
    before, after = _score(rival, apart), _score(taught_model(now, found), apart)
    better = after > before
    taught = Taught(version, len(kept), len(apart), before, after, promoted=better, blind=blind)
    _keep(hall, taught, found, fingerprint, coded, retire=lost)
    return taught


def teach_when_due(hall: Hall, progress: Progress = unwatched) -> Taught | None:
    """Teach if people have coded enough more, or if words that it learned from are gone.

    After an erasure ``unlearning.teach_anew`` teaches, and sooner.
    """
    with hall.sessions.reading() as session:
        if session.scalar(emptied().limit(1)) is not None:
            return None
        count, had = how_many_coded(session), running(session)
        new = count >= FEWEST and (had is None or count >= (1 + _MORE) * had.comments)
        lost = had is not None and _words_are_gone(session, had)
    try:
        return teach(hall, progress) if new or lost else None
    except Refused:
        if lost:
            _retire(hall)
        return None


def in_use(hall: Hall) -> Hall:
    """Return the hall with the newest analyser in use; the same hall where it has that already."""
    with hall.sessions.reading() as session:
        had = running(session)
        if had is None or had.codebook != hall.models.codebook.version:
            wanted = None
        elif hall.models.learned is not None and hall.models.learned.version == had.version:
            return hall
        else:
            wanted = learned(had)
    if wanted is None:
        plain = hall.models.learned is None
        models = hall.models if plain else analysis.baseline(hall.models.codebook)
        return replace(hall, models=models)
    return replace(hall, models=taught_model(hall.models, wanted))


def _check(coded: Sequence[CodedByPeople]) -> None:
    if len(coded) < FEWEST:
        raise Refused(
            f"People have coded {len(coded)} comments; the machine learns from {FEWEST} on. "
            "Until then the codebook and the word lists serve better. Nothing was changed."
        )


def _examples(session: Session, coded: Sequence[CodedByPeople]) -> list[Example]:
    marks = marks_beside(session, {one.response for one in coded})
    names = every_name(session)
    return [
        Example(
            comment=CommentIn(
                without_names(names, analysis.redact(one.text, one.names).text),
                Lean(one.lean or Lean.OPEN),
                indicators().ratings_of(marks.get(one.response, ())),
            ),
            sentiment=Sentiment(one.coded.sentiment) if one.coded.sentiment else None,
            themes=frozenset(hit.theme for hit in one.coded.themes),
            origin=one.response,
        )
        for one in coded
    ]


def without_names(names: frozenset[str], text: str, instead: str = ".") -> str:
    """Strike capitalised words that are a name of somebody known, in whatever case."""

    def struck(word: re.Match[str]) -> str:
        return instead if word[0][0].isupper() and word[0].casefold() in names else word[0]

    return _WORD.sub(struck, text)


def _split(
    session: Session, coded: Sequence[CodedByPeople]
) -> tuple[list[Example], list[Example], bool]:
    """Return what is learned from, what is measured on, and whether that was coded blind."""
    drawn, blind = drawn_responses(session), tuple(coded_blind(session))
    free = [one for one in coded if one.response not in drawn]
    if len(blind) >= BLIND_FEWEST:
        return _examples(session, free), _examples(session, blind), True
    apart = [one for one in free if one.response.int % _APART == 0]
    kept = [one for one in free if one.response.int % _APART]
    return _examples(session, kept), _examples(session, apart), False


def _score(model: Model, examples: Sequence[Example]) -> float:
    """Return the mean of accuracy and macro-F1 of sentiment and micro-F1 of themes, 0 to 1."""
    readings = analysis.analyse_all([one.comment for one in examples], model)
    felt = [(one.sentiment, read.guess) for one, read in zip(examples, readings, strict=True)]
    felt = [(gave, got) for gave, got in felt if gave is not None]
    feelings = tallies(
        [frozenset({gave.value} if gave else ()) for gave, _ in felt],
        [frozenset({got.value} if got else ()) for _, got in felt],
        [each.value for each in Sentiment],
    )
    themes = tallies(
        [one.themes for one in examples],
        [frozenset(hit.theme for hit in read.themes) for read in readings],
        [theme.id for theme in model.codebook.theme],
    )
    right = Share(sum(gave is got for gave, got in felt), len(felt))
    return (right.value + macro_f1(feelings) + micro_f1(themes)) / 3


def _fingerprint(coded: Sequence[CodedByPeople]) -> str:
    told = "\n".join(f"{one.answer} {one.coded.id}" for one in coded)
    return hashlib.sha256(told.encode()).hexdigest()


def _keep(
    hall: Hall,
    taught: Taught,
    found: Learned,
    fingerprint: str,
    coded: Sequence[CodedByPeople],
    *,
    retire: bool,
) -> None:
    answers = [one.answer for one in coded]
    with hall.sessions.writing() as session:
        lock_models(session)
        if how_many_left(session, answers) < len(answers):
            raise WordsGone("Words were erased while the machine learned; let it learn once more.")
        session.execute(delete(TrainedModel).where(TrainedModel.id.in_(emptied())))
        if retire:
            out_of_use(session)
        session.add(
            TrainedModel(
                made_at=hall.clock(),
                version=taught.version,
                codebook=hall.models.codebook.version,
                fingerprint=fingerprint,
                comments=len(coded),
                figures={
                    "learned_from": taught.learned_from,
                    "measured_on": taught.measured_on,
                    "before": taught.before,
                    "after": taught.after,
                    "blind": taught.blind,
                },
                in_use=taught.promoted,
                body=packed(answers, found),
            )
        )


def _retire(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        out_of_use(session)


def _words_are_gone(session: Session, had: TrainedModel) -> bool:
    """Return whether any comment that it learned from was erased since."""
    answers = learned_from(had)
    return how_many_left(session, answers) < len(answers)
