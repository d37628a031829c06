"""From the environment to the hall, the same way for every command."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dotenv import dotenv_values

from services.build import DEMONSTRATION_ENV as ENV
from services.build import demonstration_folder, opened
from services.hall import Hall
from settings import Settings

KEY_FILE = "SAYSO_KEY_FILE"
SECRET_KEY = "SAYSO_SECRET_KEY"  # noqa: S105  # nosec B105 - the name of a setting

_ENV_FILE = Path(".env")


def settings(*needs: str) -> Settings:
    """Return the settings; raises SettingsFaults naming every fault and every missing need.

    Where nobody named a key file or a database but a demonstration was built, its own are
    taken, so that every command can be tried on it. A deployment always names its key file.
    """
    given = _filled({**_from(_ENV_FILE), **os.environ})
    if not given.keys() & {KEY_FILE, "DATABASE_URL"}:
        folder = demonstration_folder(Settings.read(given).var)
        given = {**demonstration_values(folder), **given}
    return Settings.read(given, None, needs)


def demonstration_values(folder: Path) -> dict[str, str]:
    """Return the settings of the demonstration in a folder, none where there is none."""
    return _from(folder / ENV)


def _from(file: Path) -> dict[str, str]:
    return _filled(dotenv_values(file, interpolate=False)) if file.is_file() else {}


def _filled(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value and value.strip()}


@contextmanager
def hall(*needs: str) -> Iterator[Hall]:
    """Give the hall of this environment for the length of a command."""
    with opened(settings(KEY_FILE, *needs)) as found:
        yield found
