"""What is installed holds every module and every data file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.guards.source import ENTRANCE, PACKAGES
from tests.guards.tracked import published

ROOT = Path(__file__).resolve().parents[1]
NOT_INSTALLED = re.compile(r"web/frontend/")
OURS = {*PACKAGES, *ENTRANCE}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Names in a wheel built from a copy of what is published."""
    copy = tmp_path_factory.mktemp("copy")
    for file in published(ROOT):
        target = copy / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    build = "import setuptools.build_meta as b; b.build_wheel('out')"
    command = [sys.executable, "-c", build]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    (built,) = (copy / "out").glob("*.whl")
    with ZipFile(built) as opened:
        return frozenset(opened.namelist())


def test_every_file_of_the_product_is_installed(wheel: frozenset[str]) -> None:
    files = {file.relative_to(ROOT).as_posix() for file in published(ROOT)}
    ours = {name for name in files if name.partition("/")[0].removesuffix(".py") in OURS}
    missing = {name for name in ours - wheel if not NOT_INSTALLED.match(name)}
    assert not missing, f"add to packages or package-data in pyproject.toml: {sorted(missing)}"


def test_nothing_else_is_installed(wheel: frozenset[str]) -> None:
    tops = {re.split(r"[./]", name)[0] for name in wheel if ".dist-info/" not in name}
    assert tops <= OURS


def test_every_listed_package_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["tool"]["setuptools"]["packages"]
    absent = [name for name in listed if not (ROOT / name.replace(".", "/")).is_dir()]
    assert not absent
    assert listed == sorted(listed)
