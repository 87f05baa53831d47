"""Figures by name: what a measurement returns, and how it is printed."""

from collections.abc import Iterator, Mapping
from typing import Any

Figures = Mapping[str, Any]


def rows(figures: Figures, above: str = "") -> Iterator[tuple[str, str]]:
    """Each figure as a name with its path and a text, in the order measured."""
    for name, value in figures.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, Mapping):
            yield from rows(value, path)
        elif isinstance(value, float):
            yield path, f"{value:,.2f}"
        else:
            yield path, str(value)
