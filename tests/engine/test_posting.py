"""Planning a posting: what the wall may say, and from which day."""

from datetime import date

import pytest

from workflows.engine.posting import PlanForm
from workflows.workdays import clock


@pytest.mark.parametrize(("day", "refused"), [(2, True), (3, False), (4, False)])
def test_nothing_is_planned_for_a_day_that_is_over(day: int, refused: bool) -> None:
    with clock.standing_at(date(2026, 6, 3)):
        form = PlanForm(
            data={"post_on": date(2026, 6, day), "place": "村务公开栏", "screened": True}
        )
        assert ("计划张贴日期不能早于今天。" in form.errors.get("post_on", [])) is refused
