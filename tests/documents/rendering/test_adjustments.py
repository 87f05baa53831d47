"""What is changed inside WeasyPrint is changed in the version it was written for, and in no other."""

import inspect
import logging
from types import SimpleNamespace

import pytest
import weasyprint
from weasyprint.layout import inline
from weasyprint.pdf import fonts

from documents.rendering import justification, lazy_fonts, typesetting


def test_the_installed_version_is_the_one_the_changes_were_written_for() -> None:
    """When this fails: look at `justification` and `lazy_fonts` beside the new version's code."""
    assert weasyprint.__version__ == typesetting.TESTED_WITH


def test_another_version_is_used_as_it_is() -> None:
    assert not typesetting.adjust(SimpleNamespace(__version__="71.0"))


def test_the_replaced_functions_are_called_as_before() -> None:
    """Their names and arguments, in the source of the library and not in what replaced them."""
    assert "def justify_line(context, line, extra_width):" in inspect.getsource(inline)
    source = inspect.getsource(fonts)
    assert "self.file_content = get_hb_object_data(self.hb_face)" in source
    assert "file_content = get_hb_object_data(hb_face)" in source
    assert source.count("get_hb_object_data") == 3


def test_the_page_a_paper_has_come_to_is_told_and_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[int] = []
    progress = logging.getLogger("weasyprint.progress")
    with typesetting.pages_told(told.append):
        progress.info("Step 5 - Creating layout - Page %d", 4)
        progress.info("Step 6 - Creating PDF")
    assert told == [4]
    assert caplog.records == []
    assert progress.propagate


def test_a_face_is_read_once_and_only_when_it_is_asked_for() -> None:
    read: list[str] = []

    class Font:
        def __init__(self, face: str) -> None:
            self.file_content = library.get_hb_object_data(face)

    def reading(face: str) -> bytes:
        read.append(face)
        return face.encode()

    library = SimpleNamespace(Font=Font, get_hb_object_data=reading)
    lazy_fonts.install(library)
    lazy_fonts.install(library)
    font = Font("whole")
    font.file_content = library.get_hb_object_data("cut")
    assert read == []
    assert (font.file_content, font.file_content, read) == (b"cut", b"cut", ["cut"])


def test_both_changes_are_installed_twice_without_harm() -> None:
    justification.install(inline)
    lazy_fonts.install(fonts)
    assert isinstance(fonts.Font.file_content, property)
