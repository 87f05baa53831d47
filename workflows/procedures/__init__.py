"""What the policy papers say: one package for each procedure; none leans on another."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Import every package's `table`, so that the engine knows it. A new package needs no more.

    The package alone would not do: one with a ledger is imported before its tables can be, for its
    models.
    """
    for found in iter_modules(__path__):
        if not found.ispkg:
            continue  # what several procedures share
        import_module(f"{__name__}.{found.name}.table")
