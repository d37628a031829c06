"""The sentence model where one is set: for the screen that answers meet, and to compare comments.

Nothing here fails: what is wrong with the model is told, and work goes on without it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import safeguarding
from safeguarding.signal import Signal
from safeguarding.understood import understood
from sentences import Encoder, ModelFault, open_encoder

_LOG = logging.getLogger(__name__)
_FAILED = (
    "The sentence model failed while it was used ({kind}), and answers are screened without it; "
    "see that the machine has memory to spare, and start Sayso again."
)


@lru_cache(maxsize=1024)
def _of_choices(kind: str, codes: str) -> tuple[Signal, ...]:
    """Screen choices without a model, once: the same few come with most of the answers."""
    return safeguarding.signals(kind, None, codes, None)


class Hearing:
    """Screens words. What goes wrong with the sentence model is told, and costs no answer.

    The model is read when words are first screened, so that commands which screen nothing do not
    wait for it.
    """

    __slots__ = ("_encoder", "_fault", "_folder", "_read")

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder of the sentence model, None where none is set."""
        self._folder = folder
        self._encoder: Encoder | None = None
        self._fault: str | None = None
        self._read = folder is None

    def signals(self, kind: str, code: str | None, text: str | None) -> tuple[Signal, ...]:
        """Return the reasons to look at an answer; see ``safeguarding.signals``."""
        encoder = self._opened() if text else None
        if encoder is not None:
            try:
                return safeguarding.signals(kind, code, text, encoder.encode)
            except Exception as fault:  # noqa: BLE001 - an answer must be kept whatever happens here
                self._give_up(_FAILED.format(kind=type(fault).__name__))
        return safeguarding.signals(kind, code, text, None)

    def of_choices(self, kind: str, codes: str) -> tuple[Signal, ...]:
        """Return the reasons to look at choices, which are screened as words like all that is said.

        Args:
            kind: the question's kind.
            codes: of choices that the questionnaire offers, and nobody's own words.
        """
        # Whether there is a model is asked each time, since it may be given up meanwhile.
        if self._opened() is None:
            return _of_choices(kind, codes)
        return self.signals(kind, None, codes)

    def directions(self, texts: Sequence[str]) -> Any:
        """Return where texts point by meaning, a row of length one each; None without a model."""
        encoder = self._opened()
        if encoder is not None:
            try:
                return encoder.encode(texts)
            except Exception as fault:  # noqa: BLE001 - as above; memory may have run out
                self._give_up(_FAILED.format(kind=type(fault).__name__))
        return None

    def prepare(self) -> None:
        """Read the model now rather than at the first answer; what is wrong with it is logged."""
        self._opened()

    def is_set(self) -> bool:
        """Return whether a model is named, be it in order or not."""
        return self._folder is not None

    def model(self) -> str | None:
        """Return the sha256 of the model's weights, None where none can be used."""
        encoder = self._opened()
        return encoder.fingerprint if encoder else None

    def uses_model(self) -> bool:
        """Return whether words are screened by meaning too, reading the model if need be."""
        return self._opened() is not None

    def fault(self) -> str | None:
        """Return why a model that is set is not used, with the remedy; None when all is well."""
        self._opened()
        return self._fault

    def _opened(self) -> Encoder | None:
        if not self._read and self._folder is not None:
            try:
                self._encoder = open_encoder(self._folder, understood().model)
            except ModelFault as fault:
                self._give_up(f"{fault} Until then answers are screened without it.")
            self._read = True
        return self._encoder

    def _give_up(self, why: str) -> None:
        self._encoder, self._fault, self._read = None, why, True
        _LOG.warning("The sentence model is not used: %s", why)
