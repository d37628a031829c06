"""The page of suggested themes in a real browser, on a phone and at a desk."""

from __future__ import annotations

from playwright.sync_api import expect

from storage.kinds import StaffRole
from tests.browser.conftest import Open
from tests.browser.widths import PHONE, in_the_way
from tests.builders.feedback import respond, wrote
from tests.builders.loose import coded, loose
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.website import Website


def test_the_page_bars_nobody_and_does_not_scroll_sideways(walk: Open, site: Website) -> None:
    loose(site.hall, 66, site.hall.clock().date().replace(month=3))
    coded(site.hall, [respond(site.hall, wrote("q", f"too many vapes {n}")) for n in range(40)])
    walker = walk("suggested", viewport=PHONE)
    cookie = staff_browser(site, StaffRole.QA).cookie
    walker.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    walker.go("/staff/reports/suggested-themes")
    walker.page.get_by_text("Read typical comments").first.click()
    expect(walker.page.locator("blockquote").first).to_be_visible()
    faults = in_the_way(walker.page, walker.shown)
    expect(walker.page.locator("blockquote").first).to_be_visible()
    assert not faults, "\n".join(faults)
    assert not walker.complaints
