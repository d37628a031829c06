"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from services.refusal import Refused


@contextmanager
def whole_file(file: Path) -> Iterator[IO[bytes]]:
    """Give a draft that takes the file's place once it is complete and on the disk.

    Its owner alone may read it. Raises Refused when there is no such folder.
    """
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent} to write {file.name} to; make it first.")
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as draft:
        try:
            yield draft.file
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    Path(draft.name).replace(file)
