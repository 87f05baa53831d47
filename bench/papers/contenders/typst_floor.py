"""typst in one process, with our cut fonts: how fast a page can be set at all."""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import typst

from .serving import serve

_HEAD = """#set document(title: "文书", date: datetime(year: 2026, month: 11, day: 21))
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("FandolFang R", "FandolFang", "Noto Serif CJK SC"), size: 14pt, lang: "zh")
#set par(justify: true, first-line-indent: 2em)
"""
_ACTIVE = re.compile(r"([\\#$*_`<>@=\-+/\[\]~\"'])")
_FOLDER = Path(tempfile.mkdtemp(prefix="huan-bench-typst-"))


def make(sheet: dict[str, Any]) -> bytes:
    """The PDF of a sheet, PDF/A-3a."""
    source = _FOLDER / "sheet.typ"
    source.write_text(_HEAD + "\n".join(map(_block, sheet["blocks"])), encoding="utf-8")
    fonts = [os.environ["FONTS_DIR"]]
    pdf: bytes = typst.compile(
        str(source), font_paths=fonts, ignore_system_fonts=True, pdf_standards=["a-3a"]
    )
    return pdf


def _block(block: dict[str, Any]) -> str:
    if "rows" not in block:
        look = {"h1": "= ", "h2": "== ", "h3": "=== "}.get(block["look"], "")
        return f"{look}{_text(block['text'])}\n"
    cells = [_cell(cell, block) for row in block["rows"] for cell in row]
    return f"#table(columns: {block['columns']}, {', '.join(cells)})\n"


def _cell(cell: dict[str, Any], block: dict[str, Any]) -> str:
    text = _text(cell["text"])
    return f"table.cell(colspan: {cell['span']})[{text}]"


def _text(words: str) -> str:
    return _ACTIVE.sub(r"\\\1", words.strip()).replace("\n", " \\ ")


serve(make)
