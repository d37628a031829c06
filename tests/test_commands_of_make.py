"""`make` and the check of a clean clone say what they do, and what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(
    *command: str, cwd: Path = ROOT, path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **({"PATH": str(path)} if path else {})}
    return subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


def programs(folder: Path, *names: str) -> Path:
    """Make a PATH that holds nothing but the programs named."""
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def python_without_venv(folder: Path) -> None:
    """Put a Python there that lacks what Debian packs apart."""
    python = folder / "python3"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    python.chmod(0o755)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what `make` and `.ci/run` read before anything is installed."""
    folder = tmp_path / "clone"
    (folder / ".ci").mkdir(parents=True)
    for name in ("Makefile", ".ci/run", "requirements.lock", "pyproject.toml", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_make_alone_says_what_each_command_does() -> None:
    shown = run("make").stdout
    for command in ("install", "demo", "test", "check", "soak"):
        assert re.search(rf"^make {command} +\w", shown, re.MULTILINE)


def test_the_clean_clone_check_is_make_check_and_make_test_without_skips() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert [line.split()[1] for line in script.splitlines() if line.startswith("make ")] == [
        "check",
        "test",
    ]
    assert "SAYSO_NO_SKIPS=1" in script


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (("dirname",), "make is missing; install the package make."),
        (("dirname", "make"), "Python is missing; install the package python3."),
    ],
)
def test_the_clean_clone_check_names_what_is_missing(
    clone: Path, tmp_path: Path, there: tuple[str, ...], sentence: str
) -> None:
    bash = shutil.which("bash")
    assert bash
    done = run(bash, ".ci/run", cwd=clone, path=programs(tmp_path / "bin", *there))
    assert (done.returncode, done.stderr.strip()) == (1, sentence)


def test_the_clean_clone_check_asks_for_venv(clone: Path, tmp_path: Path) -> None:
    path = programs(tmp_path / "bin", "dirname", "make", "sh")
    python_without_venv(path)
    bash = shutil.which("bash")
    assert bash
    done = run(bash, ".ci/run", cwd=clone, path=path)
    assert done.stderr.strip() == "Python's venv is missing; install the package python3-venv."


def test_make_install_asks_for_venv_and_leaves_nothing(clone: Path, tmp_path: Path) -> None:
    path = programs(tmp_path / "bin", "make", "sh", "find")
    python_without_venv(path)
    done = run("make", "install", cwd=clone, path=path)
    assert "install the package python3-venv" in done.stderr
    assert done.returncode != 0
    assert not (clone / ".venv").exists()


def test_make_install_asks_for_a_python_that_it_knows(clone: Path) -> None:
    done = run("make", "install", "PYTHON=false", cwd=clone)
    assert "Sayso needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert not (clone / ".venv").exists()
