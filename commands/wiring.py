"""From the environment to the hall, the same way for every command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dotenv import dotenv_values

from services.build import demonstration_folder, opened
from services.hall import Hall
from settings import Settings

KEY_FILE = "SAYSO_KEY_FILE"
SECRET_KEY = "SAYSO_SECRET_KEY"  # noqa: S105 - the name of a setting
DEMONSTRATION_ENV = "demo.env"

_ENV_FILE = Path(".env")


def settings(*needs: str) -> Settings:
    """Return the settings; raises SettingsFaults naming every fault and every missing need.

    Where nobody named a key file or a database but a demonstration was built, its own are
    taken, so that every command can be tried on it. A deployment always names its key file.
    """
    found = Settings.read(os.environ, _ENV_FILE)
    made = demonstration_folder(found) / DEMONSTRATION_ENV
    named = {name for name in _values() if name in {KEY_FILE, "DATABASE_URL"}}
    lent = {} if named or not made.is_file() else dotenv_values(made)
    kept = {name: value for name, value in lent.items() if value is not None}
    return Settings.read({**kept, **_values()}, None, needs)


def _values() -> dict[str, str]:
    from_file = dotenv_values(_ENV_FILE) if _ENV_FILE.is_file() else {}
    given = {**from_file, **os.environ}
    return {name: value for name, value in given.items() if value is not None and value.strip()}


@contextmanager
def hall(*needs: str) -> Iterator[Hall]:
    """Give the hall of this environment for the length of a command."""
    with opened(settings(KEY_FILE, *needs)) as found:
        yield found
