"""Flush right edges for Chinese lines, which WeasyPrint 70 leaves ragged by up to a character.

WeasyPrint widens only spaces, and Chinese has none. Here the rest of a justified line is spread
over the gaps between its characters, as GB/T 9704 papers set by a word processor look. This
replaces a private function of WeasyPrint: its version is pinned, and a test measures the edge.
"""

from collections.abc import Iterator
from typing import Any

_WIDEST_GAP = 0.15  # em; a line that broke early before a long number stays as it is


def install(inline: Any) -> None:
    """Make WeasyPrint's module of inline layout justify between characters; idempotent."""

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        pieces = list(_pieces(line, inline.boxes))
        gaps = sum(_length(piece) for piece in pieces) - 1
        if gaps > 0 and extra_width / gaps <= _WIDEST_GAP * line.style["font_size"]:
            _spread(line, extra_width / gaps, inline, context)

    inline.justify_line = justify_line


def _pieces(box: Any, boxes: Any) -> Iterator[Any]:
    """The texts and pictures of a line, from left to right."""
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _pieces(child, boxes)
    else:
        yield box


def _length(piece: Any) -> int:
    return len(getattr(piece, "text", "?"))


def _spread(line: Any, gap: float, inline: Any, context: Any) -> None:
    """Widen every gap of the line by so many pixels, moving what follows to the right."""
    boxes = inline.boxes

    def widen(box: Any, moved: float) -> float:
        if isinstance(box, boxes.LineBox | boxes.InlineBox):
            box.position_x += moved
            before = moved
            for child in box.children:
                if child.is_in_normal_flow():
                    moved = widen(child, moved)
            box.width += moved - before
            return moved
        if not isinstance(box, boxes.TextBox):
            box.translate(moved, 0)
            return moved + gap
        box.position_x += moved
        box.style = box.style.copy()
        spacing = box.style["letter_spacing"]
        box.style["letter_spacing"] = gap + (0 if spacing == "normal" else spacing)
        box.pango_layout = inline.create_layout(
            box.text, box.style, context, max_width=None, justification_spacing=0
        )
        box.pango_layout.deactivate()
        box.width += gap * len(box.text)
        return moved + gap * len(box.text)

    widen(line, 0.0)
