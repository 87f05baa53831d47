"""LibreOffice without a window, one start for each file, from a DOCX that python-docx writes."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import docx

from .serving import serve


def make(sheet: dict[str, Any]) -> bytes:
    """The PDF of a sheet; the DOCX is part of the cost."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "sheet.docx"
        _write(sheet["blocks"], written)
        subprocess.run(
            [_OFFICE, "--headless", f"-env:UserInstallation=file://{_PROFILE}",
             "--convert-to", "pdf", "--outdir", folder, str(written)],
            check=True, capture_output=True,
        )  # fmt: skip
        return written.with_suffix(".pdf").read_bytes()


def _write(blocks: list[dict[str, Any]], target: Path) -> None:
    document = docx.Document()
    for block in blocks:
        if "rows" not in block:
            document.add_paragraph(block["text"])
            continue
        table = document.add_table(len(block["rows"]), block["columns"], style="Table Grid")
        for drawn, row in zip(table.rows, block["rows"], strict=True):
            cells, place = drawn.cells, 0
            for cell in row:
                first, last = cells[place], cells[place + cell["span"] - 1]
                (first.merge(last) if first is not last else first).text = cell["text"]
                place += cell["span"]
    document.save(str(target))


_OFFICE = shutil.which("soffice") or "soffice"
_PROFILE = tempfile.mkdtemp(prefix="huan-bench-office-")
serve(make)
