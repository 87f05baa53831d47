"""`python -m bench NAME …`: run measurements, print their tables, keep every figure by name."""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import bench
from bench.figures import Figures, rows

RESULTS = Path(__file__).resolve().parent.parent / "build" / "bench"


def measurements() -> list[str]:
    """The names of all measurements: the packages in this folder."""
    return sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if found.ispkg)


def keep(name: str, figures: Figures, folder: Path = RESULTS) -> Path:
    """Write the figures of a measurement to build/bench/NAME.json; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    return file


def main(arguments: list[str]) -> None:
    """Run the measurements named, or all of them."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(measurements()))
    parser.add_argument(
        "--scale", type=float, default=1.0, help="size of the run; 1 is the full one"
    )
    chosen = parser.parse_args(arguments)
    for name in chosen.names or measurements():
        if name not in measurements():
            parser.error(f"no measurement {name!r}; there are: {', '.join(measurements())}")
        figures = importlib.import_module(f"bench.{name}").measure(chosen.scale)
        print(f"\n{name}")
        for label, text in rows(figures):
            print(f"  {label:<58}{text:>14}")
        print(f"  {keep(name, figures)}")


if __name__ == "__main__":
    main(sys.argv[1:])
