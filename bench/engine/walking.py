"""What all contenders share: the steps they take, on which days, with which answers."""

from datetime import date, timedelta
from typing import Protocol

from workflows.registry.models import Household

from .recording import Meter

OPENED = date(2026, 6, 1)
NOTICE = timedelta(days=7)
# The notice hangs from the 1st; its seventh whole day is the 8th, and the 9th is the first day on.
AFTER_NOTICE = date(2026, 6, 9)

SITUATION = "家中主要劳动力患病住院，自付医疗费用较高。"
FINDING = "刚性支出明显超过收入，存在返贫风险。"
OPINION = "符合条件，同意。"
KEEPER = "乡镇档案室"

STEPS = 10


class Contender(Protocol):
    """One way of moving a case."""

    meter: Meter

    def walk(self, household: Household) -> None:
        """Take a household through all ten steps, one transaction each, each of them metered."""
        ...
