"""Settings are read once; every fault is named at once, and no secret is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.council import Council
from settings import Settings, SettingsFaults

SECRET = "m3-Kx9_vQ27pLzR4tYw8NcB5hJd6FgAs"
TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


def faults_of(environ: dict[str, str], needs: tuple[str, ...] = ()) -> tuple[str, ...]:
    with pytest.raises(SettingsFaults) as refused:
        Settings.read(environ, needs=needs)
    return refused.value.faults


def test_without_any_setting_the_site_is_local_and_the_database_in_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.read({})
    assert settings.var == tmp_path / "var"
    assert settings.database_url.get_secret_value() == f"sqlite:///{tmp_path}/var/sayso.db"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.council == Council()
    assert not (tmp_path / "var").exists()


def test_the_address_follows_the_port_unless_it_is_given() -> None:
    assert Settings.read({"PORT": "8123"}).base_url == "http://127.0.0.1:8123"
    given = {"PORT": "8123", "SAYSO_BASE_URL": "https://sayso.example.gov.uk/"}
    assert Settings.read(given).base_url == "https://sayso.example.gov.uk"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=8001\nSAYSO_BASE_URL=https://file.example\n")
    settings = Settings.read({"PORT": "8002"}, file)
    assert (settings.port, settings.base_url) == (8002, "https://file.example")


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert Settings.read({}, tmp_path / ".env").port == 8000


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    council = tmp_path / "council.toml"
    council.write_text('name = ""\n[thresholds]\nsmallest_cell = 2\n')
    faults = faults_of(
        {
            "PORT": "eighty",
            "DATABASE_URL": "mysql://root@db/sayso",
            "SAYSO_BASE_URL": "http://sayso.example.gov.uk",
            "SAYSO_SECRET_KEY": "secret",
            "TELEGRAM_BOT_TOKEN": "hello",
            "SAYSO_COUNCIL": str(council),
        },
        needs=("SAYSO_KEY_FILE",),
    )
    named = [fault.partition(" ")[0].rstrip(":") for fault in faults]
    assert sorted(named) == [
        "DATABASE_URL",
        "PORT",
        "SAYSO_BASE_URL",
        "SAYSO_COUNCIL",
        "SAYSO_COUNCIL",
        "SAYSO_KEY_FILE",
        "SAYSO_SECRET_KEY",
        "TELEGRAM_BOT_TOKEN",
    ]
    assert all(fault.endswith(".") and "\n" not in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("PORT", "0", "use a whole number from 1 to 65535"),
        ("PORT", "65536", "use a whole number from 1 to 65535"),
        ("DATABASE_URL", "sqlite://", "use sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///:memory:", "use sqlite:///FILE"),
        ("SAYSO_BASE_URL", "sayso.example.gov.uk", "use one like https://"),
        ("SAYSO_BASE_URL", "https://[half", "use one like https://"),
        ("SAYSO_BASE_URL", "http://sayso.example.gov.uk", "must begin with https://"),
        ("TELEGRAM_API_URL", "http://api.example.org", "must begin with https://"),
        ("SAYSO_SECRET_KEY", "x" * 31, "at least 32 random characters"),
        ("SAYSO_SECRET_KEY", "ab" * 32, "at least 32 random characters"),
        ("TELEGRAM_BOT_TOKEN", "12:short", "paste the token"),
        ("SAYSO_COUNCIL", "nowhere/council.toml", "cannot be read"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_remedy(
    name: str, value: str, remedy: str
) -> None:
    (fault,) = faults_of({name: value})
    assert fault.startswith(name)
    assert remedy in fault


@pytest.mark.parametrize("name", ["SAYSO_SECRET_KEY", "SAYSO_KEY_FILE", "TELEGRAM_BOT_TOKEN"])
@pytest.mark.parametrize("value", [None, "", "   "])
def test_what_has_no_default_must_be_given_where_it_is_needed(name: str, value: str | None) -> None:
    environ = {} if value is None else {name: value}
    assert Settings.read(environ)
    (fault,) = faults_of(environ, needs=(name,))
    assert fault.startswith(f"{name} is not set; ")


def test_asking_for_a_secret_that_was_not_given_is_refused() -> None:
    settings = Settings.read({})
    for name in ("secret_key", "key_file", "bot_token"):
        with pytest.raises(SettingsFaults, match="is not set"):
            getattr(settings, name)


def test_secrets_do_not_show_when_printed() -> None:
    database = "postgresql://sayso:hunter2hunter2@db.example/sayso"
    settings = Settings.read(
        {"SAYSO_SECRET_KEY": SECRET, "TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": database}
    )
    shown = f"{settings!r} {settings}"
    assert settings.secret_key.get_secret_value() == SECRET
    assert not any(word in shown for word in (SECRET, TOKEN, "hunter2hunter2"))


def test_faults_do_not_repeat_the_value() -> None:
    faults = faults_of({"SAYSO_SECRET_KEY": "hunter2hunter2", "DATABASE_URL": "mysql://hunter2@x"})
    assert "hunter2" not in "".join(faults)
