"""A villager's window on a phone: objects in three pages, follows by the receipt."""

from tests.e2e.officers import Window
from workflows.engine.models import Case


class Phone(Window):
    """A window without an account."""

    def objects(self, sheet: Case, case: Case, **who: str) -> tuple[str, str]:
        """To one household on a notice; returns code and PIN."""
        page = self.page
        self.open(f"/notice/{sheet.uuid}/")
        self.go(page.get_by_role("link", name="我有不同意见"))
        entry = sheet.entries.get(case=case)
        page.locator(f"[name=line][value='{entry.pk}']").check()
        page.locator("[name=content]").fill("与实际情况不符。")
        self.go(page.get_by_role("button", name="下一步"))
        for name, value in who.items():
            page.locator(f"[name={name}]").fill(value)
        self.go(page.get_by_role("button", name="下一步"))
        self.go(page.get_by_role("button", name="提交"))
        return self.receipt()

    def receipt(self) -> tuple[str, str]:
        """Code and PIN as the page shows them."""
        code, pin = self.page.locator(".code").all_inner_texts()
        return code, pin

    def follows(self, receipt: tuple[str, str]) -> str:
        """What 查询进度 tells by the receipt."""
        self.open("/progress/")
        for name, value in zip(("code", "pin"), receipt, strict=True):
            self.page.locator(f"[name={name}]").fill(value)
        self.go(self.page.get_by_role("button", name="查询"))
        return self.text

    def feed(self, village: int) -> str:
        """The village's feed, as a reader takes it."""
        return self.page.request.get(f"{self.url}/village/{village}/feed/").text()
