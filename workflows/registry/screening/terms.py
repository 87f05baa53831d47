"""The numbers of a policy pack by which a run judges, kept with the run so that it can be read later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from workflows.registry.money import FEN

Kept = Mapping[str, str]

# Key in the packs by name of the term.
KEYS = {
    "transfer_share": "risk.transfer_share",
    "income_line": "risk.income_line",
    "poverty_line": "risk.poverty_line",
    "edge_multiple": "risk.edge_multiple",
    "edge_rigid_multiple": "risk.edge_rigid_multiple",
    "schoolchildren": "risk.schoolchildren",
    "minor_age": "risk.minor_age",
}


class Pack(Protocol):
    """What is asked of a policy pack."""

    def __getitem__(self, key: str) -> object: ...


def kept(pack: Pack) -> dict[str, str]:
    """The terms of a pack as text, exact."""
    return {name: str(pack[key]) for name, key in KEYS.items()}


@dataclass(frozen=True, slots=True)
class Terms:
    """Typed again. Money in fen; `on` is the day ages are counted on, `year` that of the accounts."""

    year: int
    on: date
    transfer_share: Fraction
    income_line: int
    poverty_line: int
    edge_multiple: Fraction
    edge_rigid_multiple: Fraction
    schoolchildren: int
    minor_age: int

    @classmethod
    def read(cls, terms: Kept, *, year: int, on: date) -> Terms:
        """The terms a run has kept."""
        return cls(
            year=year,
            on=on,
            transfer_share=Fraction(terms["transfer_share"]),
            income_line=int(Decimal(terms["income_line"]) * FEN),
            poverty_line=int(Decimal(terms["poverty_line"]) * FEN),
            edge_multiple=Fraction(terms["edge_multiple"]),
            edge_rigid_multiple=Fraction(terms["edge_rigid_multiple"]),
            schoolchildren=int(terms["schoolchildren"]),
            minor_age=int(terms["minor_age"]),
        )

    @property
    def grown_since(self) -> date:
        """Who was born after this day is a minor."""
        year = self.on.year - self.minor_age
        try:
            return self.on.replace(year=year)
        except ValueError:  # born on 29 February: grown up the day after the 28th
            return date(year, 2, 28)
