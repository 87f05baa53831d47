"""Agencies, officers, their posts, delegations, hand-overs, kin, and how they sign in."""

from .agency import Agency
from .delegation import Delegation
from .handover import Handover
from .kinship import Kinship
from .officer import Officer
from .post import Post
from .second_factor import SecondFactor
from .sign_in import SignInAttempt
from .sitting import Sitting
from .tries import Tries

__all__ = [
    "Agency",
    "Delegation",
    "Handover",
    "Kinship",
    "Officer",
    "Post",
    "SecondFactor",
    "SignInAttempt",
    "Sitting",
    "Tries",
]
