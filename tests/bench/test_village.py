"""The board is measured beside its peers, and keeps its budget there too."""

import pytest

import bench.village


@pytest.mark.slow
def test_the_board_keeps_its_budget_and_is_measured_beside_plain_django() -> None:
    found = bench.village.measure(scale=0)["board"]
    assert found["bytes"] <= 15 * 1024
    assert found["requests"] <= 3
    assert found["statements"] <= 3
    assert found["ratio_vs_plain_django"] > 0
    assert "ratio_vs_nginx" in found
