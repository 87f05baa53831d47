"""How measurements are taken in turns, counted and kept."""

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

import bench.engine
from bench.__main__ import keep, main, measurements
from bench.databases import KINDS
from bench.engine.recording import Meter
from bench.engine.rounds import in_turns, per_second, ratio
from bench.engine.walking import STEPS, Contender
from bench.figures import rows
from workflows.registry.models import Household

FIGURES = {
    "steps_per_second",
    "steps_per_second_without_papers",
    "ratio_vs_viewflow_workflow",
    "ratio_vs_bare_state_column",
    "ratio_vs_sql_by_hand",
}


class Told:
    """A contender that writes down its walks, and says how long each took."""

    def __init__(self, name: str, seconds: float, walks: list[str]) -> None:
        self.name, self.seconds, self.walks = name, seconds, walks
        self.meter = Meter()

    def walk(self, household: Household) -> None:
        self.walks.append(self.name)
        self.meter.seconds += self.seconds


def test_each_round_begins_with_another_group_and_the_first_does_not_count() -> None:
    walks: list[str] = []
    one, two, three = (Told(name, 20.0, walks) for name in ("one", "two", "three"))
    groups: list[dict[str, Contender]] = [{"one": one, "two": two}, {"three": three}]
    spent = in_turns(groups, [Household()], 2)
    assert walks == ["one", "two", "three", "three", "one", "two", "one", "two", "three"]
    assert spent["one"] == [20.0 / STEPS] * 2


def test_a_ratio_is_the_median_of_the_ratios_of_rounds() -> None:
    assert ratio([1.0, 2.0, 4.0], [2.0, 6.0, 4.0]) == 2.0
    assert per_second([0.5, 0.1, 0.25]) == 4.0


def test_figures_are_printed_with_their_path_and_kept_by_name(tmp_path: Path) -> None:
    figures = {"statements": 9.5, "sqlite": {"ratio": 1234.5, "steps": 3}}
    assert list(rows(figures)) == [
        ("statements", "9.50"),
        ("sqlite.ratio", "1,234.50"),
        ("sqlite.steps", "3"),
    ]
    assert json.loads(keep("engine", figures, tmp_path).read_text()) == figures


def test_an_unknown_measurement_is_refused_with_the_names_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "engine" in measurements()
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "engine" in capsys.readouterr().err


@pytest.mark.slow
def test_the_engine_is_measured_beside_its_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rounds of one case: every figure is there and explained, and by hand leaves the same
    journal."""
    chosen = connection.settings_dict
    if connection.vendor == "postgresql":
        host = quote(chosen["HOST"] or "127.0.0.1", safe="")  # a socket's host is a folder
        place = f"{host}:{chosen['PORT'] or 5432}"
        server = f"postgres://{chosen['USER']}:{chosen['PASSWORD']}@{place}/postgres"
        monkeypatch.setenv("TEST_DATABASE_URL", os.environ.get("TEST_DATABASE_URL") or server)
    monkeypatch.setattr(bench.engine, "CASES", 1)
    monkeypatch.setattr(bench.engine, "KINDS", {connection.vendor: KINDS[connection.vendor]})
    figures = bench.engine.measure(scale=0)
    found = figures[connection.vendor]
    assert found.keys() >= FIGURES
    assert all(value > 0 for value in found.values())
    assert figures["statements_of_steps"]["01 clue.register"] > 0
    text = (Path(settings.BASE_DIR) / "docs" / "benchmarks.md").read_text()
    assert {name for name in (*figures, *found) if f"`{name}`" not in text} == set()
