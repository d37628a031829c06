"""What the machine learned from people's coding."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Row
from storage.columns import Moment
from storage.sealed import AlwaysSealed


class TrainedModel(Row):
    """A trained analyser; sealed, since its words come from respondents.

    ``fingerprint`` tells which codings it learned from, ``figures`` how it fared beside the one
    that ran before. The newest one ``in_use`` codes.
    """

    __tablename__ = "trained_model"

    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    version: Mapped[str] = mapped_column(String(40))
    codebook: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))
    comments: Mapped[int]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    in_use: Mapped[bool]
    body_s: Mapped[bytes]

    body = AlwaysSealed("body_s")
