"""The study has two doors, and who needs neither does not pay for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

import reports
from reports.making import build, render

LOOK = "import sys, reports.layout_names; sys.exit(bool({'docx', 'jinja2'} & set(sys.modules)))"


def test_both_doors_open_from_the_package() -> None:
    assert (reports.build, reports.render) == (build, render)


def test_there_is_no_third_one() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rendered'"):
        reports.rendered  # noqa: B018 - to ask for it is the test


def test_the_name_of_a_layout_loads_nothing_that_writes_files() -> None:
    assert subprocess.run([sys.executable, "-c", LOOK], check=False).returncode == 0
