"""An officer at the browser: signs in, opens work from the inbox, fills in forms, submits."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from workflows.access.staffing import DEMO_PASSWORD
from workflows.engine.models import Case
from workflows.workdays import clock


class Calendar:
    """The product's clock, held at a day for the test and the server's threads alike."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(9), clock.SHANGHAI)

    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)


class Window:
    """A browser's window. Every page seen in it is checked for accessibility, once a title."""

    def __init__(self, page: Page, url: str, accessible: Callable[[Page], None]) -> None:
        self.page, self.url, self.accessible = page, url, accessible
        self.checked: set[str] = set()
        self.findings: list[str] = []

    def open(self, path: str, status: int = 200) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.status == status, (path, answer and answer.status)
        self.look()

    def look(self) -> None:
        """axe on this page, once a title; what it finds is told at the end, all at once."""
        title = self.page.title()
        if title not in self.checked:
            self.checked.add(title)
            try:
                self.accessible(self.page)
            except AssertionError as found:
                self.findings.append(f"{title}: {found}")

    def go(self, target: Locator) -> None:
        """Press something that leads to another page, and look at it."""
        with self.page.expect_navigation():
            target.click()
        self.look()

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()


class Desk(Window):
    """A window at an officer's desk."""

    def __init__(
        self, page: Page, url: str, accessible: Callable[[Page], None], photo: Path
    ) -> None:
        super().__init__(page, url, accessible)
        self.photo, self.account = photo, ""

    def sign_in(self, account: str) -> None:
        """As somebody else; nothing happens if it is the same officer."""
        if account == self.account:
            return
        self.page.context.clear_cookies()
        self.open("/desk/sign-in/")
        self.page.fill("[name=username]", account)
        self.page.fill("[name=password]", DEMO_PASSWORD)
        self.go(self.page.get_by_role("button", name="登录"))
        self.account = account

    def take(self, case: Case, label: str, account: str, **answers: Any) -> None:
        """Open a case, choose the step by its label, answer its form and submit it."""
        self.sign_in(account)
        self.open(f"/desk/case/{case.uuid}/")
        link = self.page.get_by_role("link", name=label, exact=True).first
        if not link.is_visible():
            self.page.get_by_text("更多操作").click()
        self.go(link)
        self.submit(label, **answers)

    def submit(self, label: str, **answers: Any) -> None:
        form = self.page.locator("main form[method=post]").last
        for name, value in answers.items():
            self.answer(form, name, value)
        self.go(form.get_by_role("button", name=label).first)
        refused = self.page.locator("[role=alert]")
        assert refused.count() == 0, refused.all_inner_texts()

    def answer(self, form: Locator, name: str, value: Any) -> None:
        """Fill in one field, whatever it is."""
        field = form.locator(f"[name='{name}']")
        kind = field.first.get_attribute("type") or "text"
        if kind == "file":
            field.set_input_files(self.photo)
        elif kind in ("radio", "checkbox") and value is not True:
            for word in value if isinstance(value, list) else [value]:
                form.locator(f"[name='{name}'][value='{word}']").check()
        elif kind == "checkbox":
            field.check()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value.isoformat() if isinstance(value, date) else str(value))


def children(case: Case, kind: str) -> Iterator[Case]:
    """Children of a kind, in the order opened."""
    yield from case.children.filter(procedure=kind).order_by("pk")
