"""The rows that trained models are kept in: what one learned from, and how it is put out of use."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from analysis.keeping import from_bytes, to_bytes
from analysis.learned import Learned
from storage.models import TrainedModel
from storage.queries.learning import running


def packed(answers: Sequence[UUID], learned: Learned) -> str:
    """Return the body of a row: the comments that a model learned from, and the model."""
    ids = b"".join(answer.bytes for answer in answers)
    return " ".join(b64encode(part).decode() for part in (ids, to_bytes(learned)))


def learned_from(had: TrainedModel) -> tuple[UUID, ...]:
    """Return the comments that a model learned from or was measured on, by id."""
    ids = b64decode(had.body.partition(" ")[0])
    return tuple(UUID(bytes=ids[place : place + 16]) for place in range(0, len(ids), 16))


def learned(had: TrainedModel) -> Learned:
    """Return the model that a row holds."""
    return from_bytes(b64decode(had.body.partition(" ")[2]))


def out_of_use(session: Session) -> None:
    """Put every model out of use, so that none of before comes back in place of the newest."""
    while (had := running(session)) is not None:
        had.in_use = False
        session.flush()
