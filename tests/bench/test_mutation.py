"""How mutmut's list becomes a score, and which tests it tries first."""

from types import SimpleNamespace
from typing import Any

import pytest

from bench.mutation import TooWeak, held, quick_first, scored


def test_what_was_noticed_counts_and_what_was_not_tried_does_not() -> None:
    found = scored(
        [
            "    workflows.engine.decide.x_decide__mutmut_1: killed",
            "    workflows.engine.decide.x_decide__mutmut_2: survived",
            "    workflows.engine.plans.x_redone__mutmut_1: no tests",
            "    workflows.engine.plans.x_redone__mutmut_2: timeout",
            "    workflows.engine.plans.x_redone__mutmut_3: not checked",
            "To show a mutant: mutmut show",
        ]
    )
    assert (found["mutants"], found["found"], found["score_percent"]) == (4, 2, 50.0)
    assert (found["survived"], found["untested"]) == (1, 1)
    assert found["survivors"] == [
        "workflows.engine.decide.x_decide__mutmut_2",
        "workflows.engine.plans.x_redone__mutmut_1",
    ]
    assert found["modules"] == {"workflows.engine.decide": 50.0, "workflows.engine.plans": 50.0}


def test_a_score_below_the_goal_ends_the_measurement_and_names_what_survived() -> None:
    lines = [f"workflows.engine.plans.x_redone__mutmut_{n}: killed" for n in range(9)]
    enough = scored([*lines, "workflows.engine.plans.x_causes__mutmut_1: survived"])
    assert held(enough) is enough
    with pytest.raises(TooWeak, match=r"^88\.9 %: workflows\.engine\.plans\.x_causes__mutmut_1$"):
        held(scored([*lines[1:], "workflows.engine.plans.x_causes__mutmut_1: survived"]))


def test_what_is_slow_is_tried_last_and_the_rest_in_the_order_asked_for() -> None:
    def item(name: str, *marks: str) -> Any:
        return SimpleNamespace(name=name, get_closest_marker={m: m for m in marks}.get)

    items = [item("search", "slow"), item("b"), item("walk", "slow", "django_db"), item("a")]
    quick_first.pytest_collection_modifyitems(items)
    assert [item.name for item in items] == ["b", "a", "search", "walk"]
