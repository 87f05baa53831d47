"""The tables of the register, gathered; each is defined beside its own rules."""

from .accesses import RegisterAccess
from .accounts import YearAccount
from .comparison import ComparisonBatch, ComparisonLine
from .days import CalendarDay
from .dibao import DibaoEntry, DibaoStandard
from .imports import ImportBatch, MergeProposal
from .people import ID_NUMBER, ID_TAIL, Household, Member
from .regions import Region, RegionName
from .screening import ScreeningDecision, ScreeningHit, ScreeningRun
from .standings import KindPeriod, Lineage, MemberMove

__all__ = [
    "ID_NUMBER",
    "ID_TAIL",
    "CalendarDay",
    "ComparisonBatch",
    "ComparisonLine",
    "DibaoEntry",
    "DibaoStandard",
    "Household",
    "ImportBatch",
    "KindPeriod",
    "Lineage",
    "Member",
    "MemberMove",
    "MergeProposal",
    "Region",
    "RegionName",
    "RegisterAccess",
    "ScreeningDecision",
    "ScreeningHit",
    "ScreeningRun",
    "YearAccount",
]
