"""A respondent with a plain HTTP client: reads pages as a browser does, and presses buttons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from lxml import etree

from tests.builders.website import Address, client_of

Fields = dict[str, list[str]]


@dataclass
class Form:
    """One form: where it goes, what it carries, what can be filled in and pressed."""

    action: str = ""
    fields: Fields = field(default_factory=lambda: defaultdict(list))
    offered: Fields = field(default_factory=lambda: defaultdict(list))
    buttons: list[str] = field(default_factory=list)


class _Reader:
    """Collects the visible words, the form, and what stands in its fields.

    A parser in C tells it what it meets, by the names that lxml gives to such a reader.
    """

    def __init__(self, html: str) -> None:
        self.form = Form()
        self.words: list[str] = []
        self.title = ""
        self._inside: list[str] = []
        self._box = ""
        self._heard: list[str] = []
        if html:
            parser = etree.HTMLParser(target=self)
            parser.feed(html)
            parser.close()

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take an opening tag."""
        self._take_words()
        if tag == "form":
            self.form.action = given.get("action", "")
        elif tag == "button":
            self._take_button(given)
        elif tag == "input":
            self._take_input(given)
        elif tag == "textarea":
            self._box = given["name"]
            self.form.offered[self._box].append("")
            self.form.fields[self._box].append("")
        if tag in {"title", "textarea"}:
            self._inside.append(tag)

    def _take_button(self, given: Mapping[str, str]) -> None:
        name, value = given.get("name", "do"), given.get("value", "")
        self.form.buttons.append(value)
        if name != "do":
            self.form.offered[name].append(value)

    def _take_input(self, given: Mapping[str, str]) -> None:
        name, value = given["name"], given.get("value", "")
        if given["type"] != "hidden":
            self.form.offered[name].append(value)
        if given["type"] in {"hidden", "text"} or "checked" in given:
            self.form.fields[name].append(value)

    def end(self, tag: str) -> None:
        """Take a closing tag, also of what has none."""
        self._take_words()
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag == "textarea":
            held = self.form.fields[self._box]
            held[-1] = held[-1].removeprefix("\n")  # as browsers do

    def data(self, data: str) -> None:
        """Take a piece of text; one text comes in several where it holds characters by name."""
        self._heard.append(data)

    def close(self) -> None:
        """Take the end of the page."""
        self._take_words()

    def _take_words(self) -> None:
        data = "".join(self._heard)
        self._heard.clear()
        if self._inside == ["title"]:
            self.title += data
        elif self._inside == ["textarea"]:
            self.form.fields[self._box][-1] += data
        elif data.strip():
            self.words.append(" ".join(data.split()))


@dataclass(frozen=True)
class Page:
    """One reply, read."""

    status: int
    path: str
    html: str
    headers: httpx.Headers
    title: str
    text: str
    form: Form

    @staticmethod
    def of(reply: httpx.Response) -> Page:
        read = _Reader(reply.text)
        text = " ".join(read.words)
        path = reply.url.path
        return Page(reply.status_code, path, reply.text, reply.headers, read.title, text, read.form)

    @property
    def asked(self) -> list[str]:
        """Keys of the questions on the page."""
        return [each.partition(":")[2] for each in self.form.fields["asked"]]

    @property
    def resume_words(self) -> str:
        """The four words shown at a break."""
        _, _, after = self.html.partition('class="resume-words">')
        return " ".join(re.findall(r"<span>(\w+)</span>", after.partition("</p>")[0]))

    def stands(self, key: str) -> str:
        """Return what stands in the field of a question, empty when nothing does."""
        return ",".join(self.form.fields[f"answer.{key}"])


class Respondent:
    """Somebody with a browser of their own; keeps cookies unless told not to."""

    def __init__(self, site: Address, *, cookies: bool = True) -> None:
        self.site = site
        self._cookies = cookies
        self.client = client_of(site, follow_redirects=True, timeout=60)
        self.seen: list[Page] = []

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.seen[-1]

    def get(self, path: str) -> Page:
        """Open an address."""
        return self.take(self.client.get(path))

    def start(self, token: str, face: str = "form") -> Page:
        """Open a link, choose how to answer and press Start."""
        self.get(f"/r/{token}")
        return self.press(face=face)

    def switch(self, **filled: str | list[str]) -> Page:
        """Go to the conversation's other face, where the page offers it; elsewhere stay."""
        offered = [each for each in self.page.form.buttons if each.startswith("face:")]
        return self.press(offered[0], **filled) if offered else self.page

    def press(
        self, button: str | None = None, page: Page | None = None, **filled: str | list[str]
    ) -> Page:
        """Fill in fields and press a button of a page, the open one unless another is named.

        ``answer_x`` fills the field ``answer.x``; every other name is used as it is.
        """
        page = page or self.page
        data = dict(page.form.fields)
        for name, value in filled.items():
            given = [value] if isinstance(value, str) else list(value)
            field = name.replace("answer_", "answer.", 1)
            assert field in page.form.offered, f"{field} is not on {page.title}"
            data[field] = given
        if button is not None:
            assert button in page.form.buttons, f"{button} is not on {page.title}"
            data["do"] = [button]
        return self.take(self.client.post(page.form.action, data=data))

    def post(self, path: str, data: Fields | dict[str, str]) -> Page:
        """Send what no page of ours would send."""
        return self.take(self.client.post(path, data=data))

    def answer(self, key: str, raw: str | list[str]) -> Page:
        """Answer a question and press Next."""
        return self.press("answer", **{f"answer_{key}": raw})

    def skip_to(self, key: str) -> Page:
        """Press Skip until a question is asked."""
        while self.page.asked != [key]:
            self.press("skip")
        return self.page

    def skip_to_review(self) -> Page:
        """Press Skip until the review page comes."""
        while "skip" in self.page.form.buttons:
            self.press("skip")
        return self.page

    def take(self, reply: httpx.Response) -> Page:
        if not self._cookies:
            self.client.cookies.clear()
        self.seen.append(Page.of(reply))
        return self.page
