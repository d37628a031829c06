"""The house keeps its floors: who imports whom, how long things are, what they are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guards import imports, names, sizes

ROOT = Path(__file__).resolve().parents[1]
CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "imports only go down": imports.breaches,
    "imports run in no circle": imports.circle,
    "own modules are imported at the top": imports.hidden,
    "slow libraries are loaded late": imports.early,
    "studies have no clock and no dice": imports.clocks_and_dice,
    "each module says what it is for": names.without_docstring,
    "names say something": names.empty_names,
    "a silenced checker has a reason": names.unexplained,
}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_source_keeps_the_rule(check: Callable[[Path], list[str]]) -> None:
    faults = check(ROOT)
    assert not faults, "\n".join(faults)


def test_files_and_functions_stay_short() -> None:
    measured = sizes.measure(ROOT)
    faults = sizes.breaches(measured)
    assert not faults, "\n".join((*faults, str(measured)))


def test_there_is_as_much_test_as_product_and_not_more_than_twice() -> None:
    found = sizes.measure(ROOT).tests_by_product
    assert sizes.TESTS_LEAST <= found <= sizes.TESTS_MOST


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write a small tree; each file gets an opening line unless it brings one."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if text.startswith('"""') else f'"""Planted."""\n{text}')
    return root


BREACHES: dict[str, tuple[Callable[[Path], list[str]], dict[str, str], str]] = {
    "a study that imports a use case": (
        imports.breaches,
        {"surveys/state.py": "from services.hall import Hall\n"},
        "surveys may not import services.hall",
    ),
    "a study that imports another": (
        imports.breaches,
        {"reports/making.py": "import analysis\n"},
        "reports may not import analysis",
    ),
    "a study that opens the database": (
        imports.breaches,
        {"analysis/read.py": "from sqlalchemy.orm import Session\n"},
        "analysis is a study and may not import sqlalchemy.orm",
    ),
    "a study that calls the net": (
        imports.breaches,
        {"safeguarding/send.py": "def send():\n    import httpx\n"},
        "safeguarding is a study and may not import httpx",
    ),
    "a module that makes every process wait for statistics": (
        imports.early,
        {"analysis/agreed.py": "from scipy.stats import binomtest\n"},
        "scipy.stats is slow to load",
    ),
    "a module that makes every process wait for migrations": (
        imports.early,
        {"storage/tables.py": "from alembic.config import Config\n"},
        "alembic.config is slow to load",
    ),
    "a door that goes round the hall": (
        imports.breaches,
        {"web/page.py": "from storage.models import Draft\n"},
        "web may not import storage.models",
    ),
    "a door that runs the engine itself": (
        imports.breaches,
        {"bot/talk.py": "import surveys\n"},
        "bot may not import surveys, or no more",
    ),
    "an archive that runs a rule": (
        imports.breaches,
        {"storage/row.py": "from safeguarding.concern import Move, due_at\n"},
        "storage may not import safeguarding.concern, or no more",
    ),
    "a door that imports another": (
        imports.breaches,
        {"bot/talk.py": "from web.page import show\n"},
        "bot may not import web.page",
    ),
    "a use case that reads the settings": (
        imports.breaches,
        {"services/respond/talk.py": "from settings import Settings\n"},
        "services may not import settings",
    ),
    "an archive that imports a use case, only for its type": (
        imports.breaches,
        {
            "storage/row.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    from services.hall import Hall\n"
        },
        "storage may not import services.hall",
    ),
    "a command that makes the tables itself": (
        imports.breaches,
        {"commands/db.py": "from storage.schema import upgrade\n"},
        "commands may not import storage.schema",
    ),
    "a door that takes a row of a table for a type": (
        imports.breaches,
        {"web/page.py": "from storage.models.responses import Response\n"},
        "web may not import storage.models.responses",
    ),
    "a use case other than the wiring that knows the settings": (
        imports.breaches,
        {"services/upkeep/health.py": "from settings import Settings\n"},
        "services may not import settings",
    ),
    "two modules that import each other": (
        imports.circle,
        {
            "surveys/path.py": "from surveys.rules import x\n",
            "surveys/rules.py": "from surveys import path\n",
            "surveys/__init__.py": "",
        },
        "surveys.rules",
    ),
    "an import hidden in a method": (
        imports.hidden,
        {"services/a.py": "class A:\n    def b(self):\n        from storage.engine import x\n"},
        "b imports storage.engine",
    ),
    "a study that reads the clock": (
        imports.clocks_and_dice,
        {"reports/a.py": "import datetime\ndef f():\n    return datetime.datetime.now()\n"},
        "a study calls now",
    ),
    "a study that throws dice": (
        imports.clocks_and_dice,
        {"analysis/a.py": "import random\nx = random.choice([1, 2])\n"},
        "a study calls random.choice",
    ),
    "a module that does not say what it is for": (
        names.without_docstring,
        {"jobs/tick.py": '""""""\nx = 1\n'},
        "jobs/tick.py does not begin",
    ),
    "an opening that runs over two lines": (
        names.without_docstring,
        {"jobs/tick.py": '"""Ticks, and then\ngoes on."""\n'},
        "jobs/tick.py does not begin",
    ),
    "a drawer for everything": (
        names.empty_names,
        {"services/utils.py": ""},
        "services/utils.py: the name says nothing",
    ),
    "a class that manages": (
        names.empty_names,
        {"bot/chat.py": "class ChatManager: ...\n"},
        "the name ChatManager says nothing",
    ),
    "a checker silenced without a word": (
        names.unexplained,
        {"bot/chat.py": "x: int = ''  # type: ignore" + "[assignment]\n"},
        "say why the checker is silenced",
    ),
}


@pytest.mark.parametrize(("check", "files", "fault"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_found(
    check: Callable[[Path], list[str]], files: dict[str, str], fault: str, tmp_path: Path
) -> None:
    assert fault in "\n".join(check(plant(tmp_path, files)))


def test_what_the_floors_allow_is_let_through(tmp_path: Path) -> None:
    files = {
        "cli.py": "from web.app import make\nfrom services.build import hall\nimport settings\n",
        "commands/tell.py": "from storage.keys import KeyFault\nfrom reports.report import Kind\n",
        "bot/send.py": "from storage.kinds import Channel\nfrom surveys.wording import phrase\n",
        "services/build.py": "from settings import Settings\n",
        "settings.py": "x = 1\n",
        "web/app.py": "from services.hall import Hall\nfrom surveys.outputs import Ask\n",
        "services/hall.py": "from storage.engine import Sessions\nimport surveys\n",
        "storage/migrations/versions/0001_a.py": "from alembic import op\n",
        "storage/rows.py": "from surveys.kinds import Mode, Kind\nimport sqlalchemy\n",
        "surveys/kinds.py": "from random import Random\nimport datetime\n",
        "services/late.py": "def f():\n    import docx\n    return docx\n",
    }
    plant(tmp_path, files)
    assert [fault for check in CHECKS.values() for fault in check(tmp_path)] == []


def test_too_long_files_and_functions_are_found(tmp_path: Path) -> None:
    body = "".join(f"    x = {n}\n" for n in range(51))
    plant(tmp_path, {"bot/a.py": "x = 1\n" * 300, "bot/b.py": f"def f():\n{body}def g(): ...\n"})
    faults = "\n".join(sizes.breaches(sizes.measure(tmp_path)))
    assert "bot/a.py has 301 lines" in faults
    assert "bot/b.py:2 f has 52 lines" in faults
    assert "the p90 of the functions is 47 lines" in faults
    assert "the median of the files" in faults


def test_a_docstring_does_not_make_a_function_long(tmp_path: Path) -> None:
    text = 'def f():\n    """One.\n' + "\n    More.\n" * 40 + '    """\n    return 1\n'
    plant(tmp_path, {"bot/a.py": text})
    assert list(sizes.measure(tmp_path).functions.values()) == [2]
