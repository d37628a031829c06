"""The settings of one deployment: read once from the environment, checked, then frozen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import SecretStr

from services.council import Council, CouncilFaults, read_council
from services.upkeep.mail_server import MailServer

T = TypeVar("T")

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_SECRET_LENGTH = 32
_SECRET_VARIETY = 10
_BOT_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")


class SettingsFaults(Exception):
    """Settings that cannot be used; ``faults`` holds a sentence for each, with its remedy."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; secrets do not show when printed.

    Args:
        var: folder for the files that running makes; the command that writes first makes it.
        database_url: where the database is; it may hold a password.
        base_url: address at which respondents reach the site, without a slash at the end.
        port: port of the web server.
        telegram_api_url: address of the Bot API, without a slash at the end.
        mail_server: where e-mail is handed over, None when not set; no notice is sent then.
        council: the council served.
        sentence_model: folder of the model that hears what is said sideways, None when not set.
        given_key_file: see ``key_file``.
        given_secret_key: see ``secret_key``.
        given_bot_token: see ``bot_token``.
    """

    var: Path
    database_url: SecretStr
    base_url: str
    port: int
    telegram_api_url: str
    mail_server: MailServer | None
    council: Council
    sentence_model: Path | None
    given_key_file: Path | None
    given_secret_key: SecretStr | None
    given_bot_token: SecretStr | None

    @property
    def key_file(self) -> Path:
        """File of the sealing keys; raises SettingsFaults when not set."""
        return _present("SAYSO_KEY_FILE", self.given_key_file)

    @property
    def secret_key(self) -> SecretStr:
        """Key that signs cookies and forms; raises SettingsFaults when not set."""
        return _present("SAYSO_SECRET_KEY", self.given_secret_key)

    @property
    def bot_token(self) -> SecretStr:
        """Token of the Telegram bot; raises SettingsFaults when not set."""
        return _present("TELEGRAM_BOT_TOKEN", self.given_bot_token)

    @staticmethod
    def read(
        environ: Mapping[str, str], env_file: Path | None = None, needs: tuple[str, ...] = ()
    ) -> Settings:
        """Read the settings; the environment wins over the file.

        Args:
            environ: the process environment.
            env_file: an optional file of NAME=value lines; one that is not there is no fault.
            needs: names without a default that the caller cannot do without.

        Raises:
            SettingsFaults: naming every fault at once.
        """
        return _Reader({**_from_file(env_file), **environ}, needs).read()


class _Reader:
    """Reads one setting after another and keeps the faults."""

    def __init__(self, values: Mapping[str, str], needs: tuple[str, ...]) -> None:
        self._values = values
        self._faults = [_absent(name) for name in needs if not values.get(name, "").strip()]

    def read(self) -> Settings:
        var = self._take("SAYSO_VAR", _path, Path("var").resolve())
        port = self._take("PORT", _port, 8000)
        settings = Settings(
            var=var,
            database_url=self._take(
                "DATABASE_URL", _database_url, SecretStr(f"sqlite:///{var / 'sayso.db'}")
            ),
            base_url=self._take("SAYSO_BASE_URL", _base_url, f"http://127.0.0.1:{port}"),
            port=port,
            telegram_api_url=self._take("TELEGRAM_API_URL", _base_url, "https://api.telegram.org"),
            mail_server=self._take("SMTP_URL", MailServer.parse, None),
            council=self._take("SAYSO_COUNCIL", _council, Council()),
            sentence_model=self._take("SAYSO_SENTENCE_MODEL", _path, None),
            given_key_file=self._take("SAYSO_KEY_FILE", _path, None),
            given_secret_key=self._take("SAYSO_SECRET_KEY", _secret_key, None),
            given_bot_token=self._take("TELEGRAM_BOT_TOKEN", _bot_token, None),
        )
        if self._faults:
            raise SettingsFaults(tuple(self._faults))
        return settings

    def _take(self, name: str, parse: Callable[[str], T], default: T) -> T:
        text = self._values.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except CouncilFaults as found:
            self._faults += [f"{name}: {fault}" for fault in found.faults]
        except ValueError as fault:
            self._faults.append(f"{name} {fault}")
        return default


_REMEDIES = {
    "SAYSO_KEY_FILE": "name the file that holds the sealing keys, outside the database's folder",
    "SAYSO_SECRET_KEY": f"give it at least {_SECRET_LENGTH} random characters",
    "TELEGRAM_BOT_TOKEN": "paste the token that Telegram's @BotFather gave for the bot",
}


def _absent(name: str) -> str:
    return f"{name} is not set; {_REMEDIES[name]}."


def _present(name: str, value: T | None) -> T:
    if value is None:
        raise SettingsFaults((_absent(name),))
    return value


def _from_file(path: Path | None) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    return {name: value for name, value in dotenv_values(path).items() if value is not None}


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ValueError("is not a port; use a whole number from 1 to 65535.")
    return int(text)


def _database_url(text: str) -> SecretStr:
    file = text.removeprefix("sqlite:///")
    in_file = file not in {text, "", ":memory:"}
    if not in_file and not re.match(r"postgresql(\+psycopg)?://", text):
        raise ValueError(
            "is not the address of a lasting database; "
            "use sqlite:///FILE or postgresql://USER@HOST/NAME."
        )
    return SecretStr(text)


def _base_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
        raise ValueError("is not a web address; use one like https://sayso.example.gov.uk.")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise ValueError("must begin with https://, or what people say travels in the open.")
    return text.rstrip("/")


def _council(text: str) -> Council:
    return read_council(_path(text))


def _secret_key(text: str) -> SecretStr:
    if len(text) < _SECRET_LENGTH or len(set(text)) < _SECRET_VARIETY:
        raise ValueError(f"is too easy to guess; {_REMEDIES['SAYSO_SECRET_KEY']}.")
    return SecretStr(text)


def _bot_token(text: str) -> SecretStr:
    if not _BOT_TOKEN.fullmatch(text):
        raise ValueError(f"is not a bot token; {_REMEDIES['TELEGRAM_BOT_TOKEN']}.")
    return SecretStr(text)
