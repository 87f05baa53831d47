"""A page as plain blocks, for tools that take no HTML: paragraphs, and tables cell by cell."""

from html.parser import HTMLParser
from typing import Any

# {"text", "look"} of a paragraph, or {"columns", "rows": [[{"text", "span", "head"}]]} of a table.
Block = dict[str, Any]
_PARAGRAPHS = {"p", "h1", "h2", "h3"}


def blocks_of(page: str) -> list[Block]:
    """The paragraphs and tables of a composed page, in their order."""
    reader = _Reader()
    reader.feed(page)
    return [block for block in reader.blocks if block.get("rows") or block.get("text")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._row: list[dict[str, Any]] | None = None
        self._text: dict[str, Any] | None = None
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "body":
            self._in_body = True
        elif tag == "table":
            self.blocks.append({"rows": []})
        elif tag == "tr":
            self._row = []
            self.blocks[-1]["rows"].append(self._row)
        elif tag in {"td", "th"} and self._row is not None:
            span = int(told.get("colspan") or 1)
            self._text = {"text": "", "span": span, "head": tag == "th"}
            self._row.append(self._text)
        elif tag in _PARAGRAPHS and self._row is None:
            self._text = {"text": "", "look": tag, "class": told.get("class") or ""}
            self.blocks.append(self._text)
        elif tag in {"br", "p"} and self._text is not None and self._text["text"]:
            self._text["text"] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self._row = None
        elif tag == "table":
            rows = self.blocks[-1]["rows"]
            self.blocks[-1]["columns"] = max(sum(cell["span"] for cell in row) for row in rows)
        elif tag in {"td", "th"} or (tag in _PARAGRAPHS and self._row is None):
            self._text = None

    def handle_data(self, data: str) -> None:
        if not self._in_body or not data.strip():
            return
        if self._text is None and self._row is None:
            self.blocks.append({"text": data.strip(), "look": "p", "class": ""})
        elif self._text is not None:
            self._text["text"] += data
