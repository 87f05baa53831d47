"""One database's course: settle the county, let the contenders take turns, count statements."""

from typing import Any

from bench.county import settle
from bench.databases import make_twin
from workflows.registry.models import Household

from .by_hand import ByHand, check_twin
from .column import Column
from .main_line import statements
from .ours import Ours
from .rounds import in_turns, per_second, ratio
from .stock import Stock
from .tables import tables
from .walking import Contender

HOUSEHOLDS = 60


def run(rounds: int, cases: int) -> dict[str, Any]:
    """All figures of this process's database; `main_line` are statements by step."""
    settle(HOUSEHOLDS)
    make_twin()
    township = _households_of_first_township()
    ours, plain = (Ours(tables(papers=papers)) for papers in (True, False))
    groups: list[dict[str, Contender]] = [
        {"ours": ours, "by_hand": ByHand(ours)},
        {"plain": plain, "plain_by_hand": ByHand(plain)},
        {"stock": Stock()},
        {"column": Column()},
    ]
    spent = in_turns(groups, township[1 : cases + 1], rounds)
    check_twin()
    mine = spent["ours"]
    return {
        "steps_per_second": per_second(mine),
        "steps_per_second_without_papers": per_second(spent["plain"]),
        "steps_per_second_viewflow_workflow": per_second(spent["stock"]),
        "steps_per_second_bare_state_column": per_second(spent["column"]),
        "steps_per_second_sql_by_hand": per_second(spent["by_hand"]),
        "ratio_vs_viewflow_workflow": ratio(mine, spent["stock"]),
        "ratio_vs_bare_state_column": ratio(mine, spent["column"]),
        "ratio_vs_sql_by_hand": ratio(mine, spent["by_hand"]),
        "ratio_without_papers_vs_viewflow_workflow": ratio(spent["plain"], spent["stock"]),
        "ratio_without_papers_vs_sql_by_hand": ratio(spent["plain"], spent["plain_by_hand"]),
        "statements_of_engine": ours.meter.statements_per_step,
        "statements_of_viewflow_workflow": groups[2]["stock"].meter.statements_per_step,
        "main_line": statements(township[0]),
    }


def _households_of_first_township() -> list[Household]:
    """Households whose officers are those of the first township, in order."""
    found = list(Household.objects.order_by("village_id", "pk"))
    first = found[0].village_id // 1000
    return [household for household in found if household.village_id // 1000 == first]
