"""Chromium kept warm, over its own protocol, with our cut fonts."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from .serving import serve

_TICK = os.sysconf("SC_CLK_TCK")


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # the process has ended
        return ""


def _browsers() -> list[Path]:
    """The processes of the browser started here; Playwright's own are not counted against it."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        name, _, rest = _read(folder / "stat").partition("(")[2].rpartition(")")
        if not rest:
            continue
        parents[folder.name], names[folder.name] = rest.split()[1], name
    mine = {str(os.getpid())}
    while grown := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= grown
    return [Path("/proc") / pid for pid in mine if "chrom" in names.get(pid, "")]


def _cpu() -> float:
    spent = 0
    for folder in _browsers():
        fields = _read(folder / "stat").rpartition(")")[2].split()
        spent += sum(int(fields[place]) for place in (11, 12, 13, 14) if fields)
    return spent / _TICK


def _memory() -> float:
    kilobytes = 0
    for folder in _browsers():
        for line in _read(folder / "smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"]
    )
    kept = browser.new_page() if os.environ.get("ONE_TAB") else None

    def make(sheet: dict[str, Any]) -> bytes:
        """The PDF of a sheet, tagged; in a tab of its own, as printing services do, or in one."""
        tab = kept or browser.new_page()
        tab.set_content(sheet["html"])
        pdf = tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
        if kept is None:
            tab.close()
        return pdf

    serve(make, _cpu, _memory)
    browser.close()
