"""Where a pass over all comments was broken off, so that the next one goes on from there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from services.insight.files import whole_file
from storage.queries.comments import Version

_NAME = "coding-again.json"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A small file that lies beside the database while all comments are coded again.

    It holds versions and the id of an answer, never words.
    """

    folder: Path

    def last(self, version: Version) -> UUID | None:
        """Return the last answer that was done in a pass of this version, None for no such pass."""
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            return UUID(held["last"]) if held["version"] == asdict(version) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, version: Version, last: UUID) -> None:
        """Keep the last answer that was done."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = json.dumps({"version": asdict(version), "last": str(last)})
        with whole_file(self._file) as draft:
            draft.write(held.encode())

    def remove(self) -> None:
        """Forget it: the pass came to its end."""
        self._file.unlink(missing_ok=True)

    @property
    def _file(self) -> Path:
        return self.folder / _NAME
