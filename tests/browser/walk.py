"""Walks through the web form as a person does, and checks each page on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page
from whitenoise import WhiteNoise

from tests.builders.website import Website

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGET = 48
"""Pixels: the least height and width of what can be tapped."""
_KIND = """() => document.querySelector('button[value=send]') ? ''
  : (document.querySelector('input[name=asked]')?.value ?? '').split(':')[0]"""


@dataclass
class Walker:
    """One browser window.

    Args:
        site: the website walked.
        page: the browser's page.
        name: what pictures of pages are called.
        shots: folder for the pictures, None for none.
    """

    site: Website
    page: Page
    name: str
    shots: Path | None
    seen: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        # The browser reports each 4xx page as an error; those are meant.
        if message.type in {"error", "warning"} and "Failed to load" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site.url + path)

    def start(self, token: str) -> None:
        """Open a link and press Start."""
        self.go(f"/r/{token}")
        self.press("Start")

    def press(self, words: str) -> None:
        """Press the last button with these words, and wait for the page it leads to."""
        press(self.page, words)

    def shown(self, what: str = "") -> None:
        """Keep a picture of the page under its title, when pictures are wanted."""
        title = what or self.page.title().partition(" – ")[0]
        self.seen.append(title)
        if self.shots is not None:
            self.shots.mkdir(parents=True, exist_ok=True)
            file = f"{self.name} {len(self.seen):02} {title}.png".replace(":", "").replace(" ", "-")
            self.page.screenshot(path=self.shots / file, full_page=True)

    @property
    def kind(self) -> str:
        """Kind of the question that is asked, empty on other pages."""
        return str(self.page.evaluate(_KIND))

    def answer(self) -> None:
        """Answer the question that is asked, whatever it is, and go on."""
        kind = self.kind
        if kind in {"short_text", "long_text"}:
            self.page.locator("textarea").fill("It is <b>fine</b>.\nMostly.")
        elif kind in {"number", "date"}:
            for box in self.page.locator("main input[type=text]").all():
                box.fill("12")
        elif kind != "statement":
            choices(self.page).nth(1).check()
        self.press("Next")


def press(page: Page, words: str) -> None:
    """Press the last button with these words, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).last.click()


def choices(page: Page) -> Locator:
    """Return the radios and checkboxes of a page."""
    return page.locator("input[type=radio], input[type=checkbox]")


_PARTS = """() => {
  const missing = value => value.split(' ').some(id => !document.getElementById(id))
  const whole = ['class', 'dir', 'hidden', 'lang', 'open', 'role', 'style', 'type']
  const told = (part, name) => {
    const value = part.getAttribute(name)
    if (whole.includes(name)) return name + value
    if (/^(for|aria-(describedby|labelledby|controls|owns))$/.test(name) && missing(value))
      return name + '?'
    return name + (value.trim() ? '' : '=')
  }
  const made = part => [
    part.tagName, part.getAttributeNames().map(name => told(part, name)), part.labels?.length,
    part.checked, part.textContent.trim() ? 1 : 0,
  ].join()
  const all = [...document.body.querySelectorAll('*')]
  const ids = [...document.querySelectorAll('[id]')].map(part => part.id)
  const level = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(part => part.tagName)
  return JSON.stringify([
    innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, !!document.title,
    told(document.documentElement, 'lang'), level, ids.length - new Set(ids).size,
    [...new Set(all.map(part => made(part.parentElement) + '>' + made(part)))].sort(),
  ])
}"""
_SOUND: set[str] = set()
_SERVED = "/axe.min.js"
_LOOK = """async ([rules, address]) => {
  const taken = new Promise(done => {
    const script = document.createElement('script')
    script.onload = script.onerror = () => { script.remove(); done() }
    script.src = address
    window.axe ? done() : document.head.append(script)
  })
  await taken
  if (!window.axe) return null
  const {violations} = await axe.run({
    runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'],
  })
  return {violations}
}"""


def serve_axe(site: Website) -> None:
    """Let a site serve axe to its pages.

    A browser keeps a script that it fetched compiled; to hand it over afresh on each page took
    half as long as the look itself. Pages of other sites are handed it all the same.
    """
    files = site.app.wsgi_app
    assert isinstance(files, WhiteNoise)
    files.add_file_to_dictionary(_SERVED, str(AXE))


def barriers(page: Page) -> list[str]:
    """Return what axe finds in the way of people with disabilities, a line for each rule.

    A page made of the same parts as one that was sound in a window alike is not looked at again:
    what bars people lies in the parts and not in the words, and half of a walk was axe. It is
    told to describe what is wrong alone, since describing what is right takes the longest.
    """
    parts = page.evaluate(_PARTS)
    if parts in _SOUND:
        return []
    found = page.evaluate(_LOOK, [RULES, _SERVED])
    if found is None:
        page.evaluate(_axe())
        found = page.evaluate(_LOOK, [RULES, _SERVED])
    if not found["violations"]:
        _SOUND.add(parts)
    return [
        f"{page.url}: {each['id']}: {node['html']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def small_targets(page: Page) -> list[str]:
    """Return buttons, choices and boxes smaller than a finger needs, and any sideways scroll."""
    return page.evaluate(
        """least => {
          const faults = []
          const targets = document.querySelectorAll(
            'button:not([tabindex="-1"]), a.govuk-button, .quiet-button, .help__number, ' +
            '.govuk-radios__item, .govuk-checkboxes__item, input[type=text], textarea, summary')
          for (const target of targets) {
            const box = target.getBoundingClientRect()
            const wide = target.matches('.help__number, summary') ? 0 : least
            if (box.height + 0.5 < least || box.width + 0.5 < wide)
              faults.push(`${Math.round(box.width)}x${Math.round(box.height)} ${target.outerHTML}`)
          }
          const page = document.documentElement
          if (page.scrollWidth > page.clientWidth) faults.push('the page scrolls sideways')
          return faults
        }""",
        TARGET,
    )
