"""A procedure's picture, drawn from its table: SVG for pages and documents, Mermaid for text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from .machine import targets
from .procedure import Procedure
from .words import BACK, HERE, Stage, Step, WhereItWas

BOX_WIDTH, BOX_HEIGHT, GAP, LEFT, TOP = 190, 44, 40, 260, 20
# A step leaving from more stages than this is drawn once, from the last of them.
MOST_DRAWN = 3
LANE, SIDE = 16, 115


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way from a stage to another: `main` joins neighbours, others run in a lane aside."""

    source: str
    target: str
    label: str
    automatic: bool


def arrows(procedure: type[Procedure]) -> Iterator[Arrow]:
    """Every move of the table; returns and side exits from a set of stages are drawn once."""
    for step in procedure.steps.values():
        if step.kind == HERE or not step.sources or step.sources == ("",):
            continue
        if step.kind == BACK or isinstance(step.target, WhereItWas):
            continue
        source = step.sources[-1] if _is_wide(step) else None
        for name in [source] if source else step.sources:
            for target in targets(procedure, step, name):
                yield Arrow(name, target, step.label, step.when is not None)


def mermaid(procedure: type[Procedure]) -> str:
    """The table as a Mermaid state diagram; dotted words mark steps that happen by themselves."""
    lines = ["stateDiagram-v2", "    direction TB"]
    for name, stage in procedure.stages.items():
        lines.append(f'    state "{stage.label}" as {name}')
    lines.append(f"    [*] --> {procedure.start_stage().name}")
    for step in procedure.steps.values():
        if step.kind == HERE or step.sources == ("",):
            continue
        suffix = "（自动）" if step.when else ""
        for name in step.sources:
            for target in targets(procedure, step, name):
                lines.append(f"    {name} --> {target}: {step.label}{suffix}")
    lines += [f"    {name} --> [*]" for name, stage in procedure.stages.items() if stage.end]
    return "\n".join(lines) + "\n"


def svg(procedure: type[Procedure]) -> str:
    """The table as an SVG picture: stages from top to bottom, other ways in lanes at the sides."""
    stages = list(procedure.stages.values())
    place = {stage.name: n for n, stage in enumerate(stages)}
    ways = list(arrows(procedure))
    right = [a for a in ways if place[a.target] - place[a.source] > 1]
    left = [a for a in ways if place[a.target] <= place[a.source]]
    width = LEFT + BOX_WIDTH + SIDE + LANE * len(right) + 170
    height = TOP * 2 + len(stages) * (BOX_HEIGHT + GAP) - GAP
    parts = [_head(procedure, width, height)]
    parts += [_box(stage, place[stage.name]) for stage in stages]
    parts += [_straight(a, place) for a in _together(ways, place)]
    parts += [_around(a, place, n, _nth(right, n), 1) for n, a in enumerate(right)]
    parts += [_around(a, place, n, _nth(left, n), -1) for n, a in enumerate(left)]
    return "\n".join([*parts, "</svg>\n"])


def _together(ways: list[Arrow], place: dict[str, int]) -> Iterator[Arrow]:
    """Ways between two neighbours as one arrow that names them all."""
    between: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in ways:
        if place[arrow.target] - place[arrow.source] == 1:
            between.setdefault((arrow.source, arrow.target), []).append(arrow)
    for (source, target), same in between.items():
        label = "／".join(arrow.label for arrow in same)
        yield Arrow(source, target, label, all(arrow.automatic for arrow in same))


def _nth(ways: list[Arrow], place: int) -> int:
    """How many ways drawn before on this side leave the same stage: labels stand apart."""
    return sum(arrow.source == ways[place].source for arrow in ways[:place])


def _is_wide(step: Step) -> bool:
    return not isinstance(step.source, Stage) and len(step.sources) > MOST_DRAWN


def _middle(place: int) -> int:
    return TOP + place * (BOX_HEIGHT + GAP) + BOX_HEIGHT // 2


def _head(procedure: type[Procedure], width: int, height: int) -> str:
    title = f"{procedure.name}：环节和步骤"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label={quoteattr(title)} '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="13">\n'
        f"<title>{escape(title)}</title>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#505a66"/></marker></defs>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
    )


def _box(stage: Stage, place: int) -> str:
    top = TOP + place * (BOX_HEIGHT + GAP)
    fill, line = ("#eef1f4", "#505a66") if stage.end else ("#e8f0fa", "#1456a0")
    middle = LEFT + BOX_WIDTH // 2
    holder = f"{stage.held_by.label}" if stage.held_by else ("办结" if stage.end else "到期自动")
    return (
        f'<rect x="{LEFT}" y="{top}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6" '
        f'fill="{fill}" stroke="{line}"/>\n'
        f'<text x="{middle}" y="{top + 19}" text-anchor="middle" font-weight="bold" '
        f'fill="#1b1f24">{escape(stage.label)}</text>\n'
        f'<text x="{middle}" y="{top + 36}" text-anchor="middle" font-size="11" '
        f'fill="#505a66">{escape(holder)}</text>'
    )


def _line(path: str, automatic: bool) -> str:
    dashes = ' stroke-dasharray="5 3"' if automatic else ""
    return f'<path d="{path}" fill="none" stroke="#505a66"{dashes} marker-end="url(#tip)"/>'


def _straight(arrow: Arrow, place: dict[str, int]) -> str:
    x = LEFT + BOX_WIDTH // 2
    top = _middle(place[arrow.source]) + BOX_HEIGHT // 2
    line = _line(f"M{x} {top}V{top + GAP}", arrow.automatic)
    return f'{line}\n<text x="{x + 8}" y="{top + 25}" fill="#1b1f24">{escape(arrow.label)}</text>'


def _around(arrow: Arrow, place: dict[str, int], lane: int, nth: int, side: int) -> str:
    """A way in a lane of its own: to the right downwards, to the left back up or round."""
    edge = LEFT + BOX_WIDTH if side > 0 else LEFT
    out = edge + side * ((SIDE if side > 0 else 30) + LANE * lane)
    start = _middle(place[arrow.source]) + (-8 + 16 * nth if side > 0 else 16 - 16 * nth)
    end = _middle(place[arrow.target]) + (8 if side > 0 else -8)
    line = _line(f"M{edge} {start}H{out}V{end}H{edge + side * 2}", arrow.automatic)
    anchor = "start" if side > 0 else "end"
    x = out + side * 6 if side < 0 else edge + 6
    y = start + 4 if side < 0 else start - 4
    text = escape(arrow.label)
    return (
        f'{line}\n<text x="{x}" y="{y}" font-size="11" text-anchor="{anchor}" '
        f'fill="#505a66">{text}</text>'
    )
