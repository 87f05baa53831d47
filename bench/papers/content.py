"""The content all contenders set: three sheets, a little different in every round."""

import json
import os
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from .blocks import Block, blocks_of

CODES = {"letter": "D07", "form": "D18", "notice": "D12"}
KINDS = tuple(CODES)
HOUSEHOLDS = 30
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹"
GIVEN = "明芳伟娜敏静丽强磊军洋勇艳杰娟涛超霞平刚桂英华玉秀兰"


@dataclass(frozen=True)
class Sheet:
    """One sheet: our kind and facts, the same as HTML with its style sheets, the same as blocks."""

    kind: str
    code: str
    facts: dict[str, Any]
    html: str
    blocks: list[Block]

    def told(self) -> str:
        """As one line for a contender's process."""
        content = {
            "kind": self.kind,
            "code": self.code,
            "facts": self.facts,
            "html": self.html,
            "blocks": self.blocks,
        }
        return json.dumps(content, ensure_ascii=False)


def sheets(turn: int) -> list[Sheet]:
    """The three sheets of a round."""
    import django  # noqa: PLC0415 - the peers' own environment has it not

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    return [_sheet(kind, turn) for kind in KINDS]


def _sheet(kind: str, turn: int) -> Sheet:
    # Settings must stand before the templates can be found.
    from documents.rendering import samples  # noqa: PLC0415
    from documents.rendering.composing import compose, stylesheet  # noqa: PLC0415

    sample = samples.load(CODES[kind])
    facts = {**sample.facts, **_changed(kind, turn, sample.facts)}
    names = {"letter": ("official", "letter"), "form": ("form",), "notice": ("poster",)}[kind]
    styles = "\n".join(stylesheet(f"{name}.css") for name in ("paper", *names, "demo"))
    page = compose(sample.code, facts, sample.meta)
    drawing = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').decode()
    page = page.replace("asset:qr", f"data:image/svg+xml;base64,{drawing}")
    html = page.replace("</head>", f"<style>{styles}</style></head>")
    return Sheet(kind, sample.code, facts, html, blocks_of(page))


def _changed(kind: str, turn: int, facts: dict[str, Any]) -> dict[str, Any]:
    """What differs from round to round, so that nobody remembers a page."""
    if kind == "letter":
        named = [{**one, "name": _name(at, turn)} for at, one in enumerate(facts["persons"])]
        return {"persons": named}
    if kind == "notice":
        return {"rows": rows_of(HOUSEHOLDS, turn)}
    head = _name(turn, turn)
    persons = {
        "kind": "一般农户",
        "township": "云溪镇",
        "village": "石桥村",
        "group": "第三村民小组",
    }
    return {"household": {"head": head, "persons": 3 + turn % 4, **persons}}


def rows_of(count: int, turn: int) -> list[dict[str, Any]]:
    """So many households of a notice."""
    return [_row(place, turn) for place in range(1, count + 1)]


def _row(place: int, turn: int) -> dict[str, Any]:
    group = f"第{'一二三四五六'[place % 6]}村民小组"
    return {
        "order": place,
        "name": _name(place, turn),
        "persons": 1 + (place + turn) % 6,
        "group": group,
        "opinion": "拟确认",
    }


def _name(place: int, turn: int) -> str:
    given = GIVEN[(place * 3 + turn) % len(GIVEN)] + GIVEN[(place + turn * 5) % len(GIVEN)]
    return SURNAMES[(place + turn * 7) % len(SURNAMES)] + given
