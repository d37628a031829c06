"""What proves that the rest is in order: audit events, their seals, and the key proof."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Row
from storage.columns import Moment
from storage.keys import Ring
from storage.sealed import AlwaysSealed, Sealed

_COUNTER = BigInteger().with_variant(Integer, "sqlite")


class AuditEvent(Base):
    """Who did what to which row; ids only, never words or council references."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(_COUNTER, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    staff_id: Mapped[UUID | None]
    what: Mapped[str] = mapped_column(String(60), index=True)
    subject_table: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    seal_id: Mapped[UUID | None] = mapped_column(ForeignKey("audit_seal.id"), index=True)


class AuditSeal(Row):
    """A batch of audit events chained to the batch before it."""

    __tablename__ = "audit_seal"

    first: Mapped[int] = mapped_column(BigInteger, unique=True)
    last: Mapped[int] = mapped_column(BigInteger, unique=True)
    previous: Mapped[bytes | None]
    chain: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(Moment)


class WordsExport(Row):
    """Respondents' words were written to a file: by whom and why; an audit event points here."""

    __tablename__ = "words_export"

    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    reason_s: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(Moment)

    reason = AlwaysSealed("reason_s")


class KeyProof(Row):
    """A word under each ring and under the hashing key: a start with wrong keys is refused.

    The latter two are empty in a database of a release that did not prove them.
    """

    __tablename__ = "key_proof"

    proof_s: Mapped[bytes]
    link_proof_s: Mapped[bytes | None]
    hashing_proof: Mapped[bytes | None]

    proof = AlwaysSealed("proof_s")
    link_proof = Sealed("link_proof_s", Ring.LINK)
