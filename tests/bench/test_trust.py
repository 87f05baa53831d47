"""How figures of many tests become one measurement."""

from bench.trust import gathered


def test_figures_are_summed_and_of_the_longest_the_greatest_counts() -> None:
    lines = [
        ("sqlite", "history.lost", 0.0),
        ("sqlite", "history.acknowledged", 6000.0),
        ("postgresql", "history.acknowledged", 4500.0),
        ("sqlite", "writers.longest", 0.2),
        ("postgresql", "writers.longest", 0.1),
    ]
    assert gathered(lines) == {
        "history": {"lost": 0.0, "acknowledged": 10500.0},
        "writers": {"longest": 0.2},
    }
