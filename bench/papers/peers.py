"""The contenders' processes; what a peer needs is installed for the measurement alone."""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .content import Sheet
from .taking_turns import Made

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = Path(os.environ.get("FONTS_DIR", ROOT / "var" / "fonts"))
ENVIRONMENT = ROOT / "build" / "bench" / "peers"
PACKAGES = ("typst>=0.13", "python-docx>=1.1")


class NotHere(Exception):
    """A peer cannot be measured on this machine; the message says why."""


@dataclass
class Peer:
    """One contender's process, started before the first round."""

    name: str
    module: str
    folder: Path
    python: str = sys.executable
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._target = self.folder / f"{self.name}.pdf"
        command = [self.python, "-m", f"bench.papers.contenders.{self.module}", str(self._target)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self.more}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        if self._told() != "ready":
            raise NotHere(f"{self.name} does not start")

    def make(self, sheet: Sheet) -> Made:
        """Hand over a sheet and wait for its PDF."""
        from pypdf import PdfReader  # noqa: PLC0415 - the peers' own environment has it not

        assert self._process.stdin is not None
        print(sheet.told(), file=self._process.stdin, flush=True)
        cost = json.loads(self._told())
        pages = len(PdfReader(self._target).pages)
        return Made(cost["cpu_ms"], self._target.stat().st_size / 1024, pages, cost["peak_mb"])

    def close(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def _told(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def peers(folder: Path) -> tuple[list[Peer], dict[str, str]]:
    """Ours and every peer that can be had, and why the others cannot."""
    private = {"FONTCONFIG_FILE": str(FONTS / "fonts.conf"), "FONTS_DIR": str(FONTS)}
    ours = {**private, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    stock = {"FONTCONFIG_FILE": "/etc/fonts/fonts.conf"}  # as Debian sets it up
    makers: dict[str, Callable[[], Peer]] = {
        "huan": lambda: Peer("huan", "huan", folder, more=ours),
        "stock_weasyprint": lambda: Peer(
            "stock_weasyprint", "weasyprint_stock", folder, more=stock
        ),
        "chromium": lambda: Peer(
            "chromium", "chromium", folder, more={**private, "CHROMIUM": _browser()}
        ),
        "chromium_one_tab": lambda: Peer(
            "chromium_one_tab",
            "chromium",
            folder,
            more={**private, "CHROMIUM": _browser(), "ONE_TAB": "yes"},
        ),
        "libreoffice": lambda: Peer(
            "libreoffice", "libreoffice", folder, python=_environment(_office()), more=private
        ),
        "typst": lambda: Peer("typst", "typst_floor", folder, python=_environment(), more=private),
    }
    found, absent = [], {}
    for name, maker in makers.items():
        try:
            found.append(maker())
        except NotHere as error:
            absent[name] = str(error)
    return found, absent


def _browser() -> str:
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not named:
        raise NotHere("no chromium (package chromium)")
    return named


def _office() -> str:
    """LibreOffice's writer, installed where that needs no question asked."""
    if shutil.which("soffice") is None and os.getuid() == 0:
        _run(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", "libreoffice-writer-nogui"
        )
    if shutil.which("soffice") is None:
        raise NotHere("no soffice (package libreoffice-writer-nogui)")
    return "soffice"


def _environment(*_needed: str) -> str:
    """The interpreter of an environment with the peers' packages, made on first use."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    if not any(ENVIRONMENT.glob("lib/*/site-packages/typst")):
        _run(str(python), "-m", "pip", "install", "-q", *PACKAGES)
    if not any(ENVIRONMENT.glob("lib/*/site-packages/typst")):
        raise NotHere(f"{' and '.join(PACKAGES)} cannot be installed")
    return str(python)


def _run(*command: str) -> Any:
    return subprocess.run(command, check=False, capture_output=True, timeout=900)
