"""Agencies, officers, their posts, delegations and hand-overs, and their kin among the households."""

from .agency import Agency
from .delegation import Delegation
from .handover import Handover
from .kinship import Kinship
from .officer import Officer
from .post import Post

__all__ = ["Agency", "Delegation", "Handover", "Kinship", "Officer", "Post"]
