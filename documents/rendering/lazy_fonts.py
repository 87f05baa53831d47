"""Fonts that are read when they are written, not when they are met.

WeasyPrint 70 copies the whole file of every face a page uses (2 to 16 MB each) as soon as it meets
a character of it, and replaces the copy by the few glyphs used before anything has read it. Here
the copy is made on first use, which is after the cut: half the time of a letter, a tenth of the
memory. This replaces private functions of WeasyPrint: see `typesetting.TESTED_WITH`.
"""

from collections.abc import Callable
from typing import Any


class _Unread:
    """The bytes of a face, still in the hands of HarfBuzz; `face` keeps them alive."""

    def __init__(self, face: Any) -> None:
        self.face = face


def install(fonts: Any) -> None:
    """Make WeasyPrint's module of PDF fonts read a face on first use; idempotent."""
    if isinstance(vars(fonts.Font).get("file_content"), property):
        return
    read: Callable[[Any], bytes] = fonts.get_hb_object_data

    def file_content(font: Any) -> bytes:
        if isinstance(font.unread, _Unread):
            font.unread = read(font.unread.face)
        content: bytes = font.unread
        return content

    def replace(font: Any, content: Any) -> None:
        font.unread = content

    fonts.Font.file_content = property(file_content, replace)
    fonts.get_hb_object_data = _Unread
