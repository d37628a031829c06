"""Commands find their settings in the environment, a file, or a demonstration that was built."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.wiring import settings
from settings import Settings
from tests.builders.operator import bare_environment

SAFE = "a secret key of the tests, long enough for anybody"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the remains of a demonstration, and an environment without settings."""
    for name in bare_environment():
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var" / "demo").mkdir(parents=True)
    (tmp_path / "var" / "demo" / "demo.env").write_text(
        f"DATABASE_URL='sqlite:///{tmp_path}/var/demo/sayso.db'\n"
        f"SAYSO_KEY_FILE='{tmp_path}/var/demo/keys.json'\nSAYSO_SECRET_KEY='{SAFE}'\n"
    )
    return tmp_path


def url(found: Settings) -> str:
    return found.database_url.get_secret_value()


def test_a_demonstration_lends_its_settings_where_none_are_named(here: Path) -> None:
    found = settings("SAYSO_KEY_FILE", "SAYSO_SECRET_KEY")
    assert url(found) == f"sqlite:///{here}/var/demo/sayso.db"
    assert found.key_file == here / "var" / "demo" / "keys.json"


@pytest.mark.parametrize(
    "named", [{"SAYSO_KEY_FILE": "/safe/keys.json"}, {"DATABASE_URL": "sqlite:///real.db"}]
)
def test_a_deployment_never_falls_back_on_a_demonstration(
    here: Path, monkeypatch: pytest.MonkeyPatch, named: dict[str, str]
) -> None:
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert "demo" not in url(settings())


def test_a_file_of_settings_counts_as_naming_them(here: Path) -> None:
    (here / ".env").write_text("SAYSO_KEY_FILE=/safe/keys.json\nPORT=8123\n")
    found = settings("SAYSO_KEY_FILE")
    assert (found.port, str(found.key_file)) == (8123, "/safe/keys.json")
    assert "demo" not in url(found)


def test_the_environment_wins_over_the_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / ".env").write_text("PORT=8123\n")
    monkeypatch.setenv("PORT", "8124")
    assert settings().port == 8124
