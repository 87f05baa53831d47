"""Every paper is an archive file (PDF/A-3a) that is read aloud too (PDF/UA-1)."""

import io
import re
import subprocess
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from documents.rendering import samples
from tests.papers.reading import sample_pdf


@pytest.mark.parametrize("code", samples.codes())
def test_a_paper_passes_the_checkers(code: str, tmp_path: Path) -> None:
    pdf = sample_pdf(code)
    flaws = {
        profile: [
            str(failure) for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
        ]
        for profile in ("3a", "ua1")
    }
    assert flaws == {"3a": [], "ua1": []}
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["qpdf", "--check", file], check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("code", samples.codes())
def test_a_reader_is_told_title_and_language_and_gets_the_facts(code: str) -> None:
    paper = PdfReader(io.BytesIO(sample_pdf(code)))
    assert paper.metadata is not None
    assert str(paper.metadata.title).startswith(samples.load(code).meta.title)
    assert str(paper.root_object["/Lang"]) == "zh-CN"
    assert "DisplayDocTitle': True" in str(paper.root_object["/ViewerPreferences"])
    assert list(paper.attachments) == ["facts.json"]
    assert b'pdfuaid:part="1"' in sample_pdf(code)  # the metadata is there to be searched


def test_a_cell_of_a_form_names_the_heading_of_its_own_and_one_of_a_list_its_column(
    tmp_path: Path,
) -> None:
    """A screen reader says “户类型：一般农户”, though three headings stand in that row."""
    assert headings_of("D08", "一般农户", tmp_path) == {"户类型"}
    assert headings_of("D08", "李𬭎", tmp_path) == {"被核查人"}


def headings_of(code: str, said: str, folder: Path) -> set[str]:
    """The headings that the structure tree ties to the cells with this text."""
    file = folder / "paper.pdf"
    file.write_bytes(sample_pdf(code))
    command = ["pdfinfo", "-struct-text", str(file)]
    tree = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cells = re.split(r"\n +(?=TH |TD)", tree)
    words = {cell: "".join(re.findall(r'"(.*)"', cell)) for cell in cells}
    named = {m[1]: words[cell] for cell in cells if (m := re.match(r"TH <(.*)>", cell))}
    tied = {cell: re.search(r"/Headers \[\((.*)\)\]", cell) for cell in cells}
    return {
        named[head]
        for cell, found in tied.items()
        if found and words[cell] == said
        for head in found[1].split(") (")
    }
