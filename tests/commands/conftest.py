"""Deployments to run commands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.keys import Keys
from tests.builders.operator import Operator


@pytest.fixture
def operator(
    tmp_path: Path, sqlite_url: str, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> Operator:
    """The operator of a deployment that is in order and holds nothing."""
    monkeypatch.chdir(tmp_path)
    return Operator.of(tmp_path, sqlite_url, keys)


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """Somebody who has set nothing up."""
    monkeypatch.chdir(tmp_path)
    return Operator(tmp_path, {"SAYSO_VAR": str(tmp_path / "var")})
