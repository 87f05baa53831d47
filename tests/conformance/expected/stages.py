"""The stages of 防贫干预 (domain 5.2), in the order of the main line, and sets of them."""

from tests.conformance.vocabulary import Place

PLACES = {
    "preliminary": Place("handler", within="clue.accept_limit"),
    # 0015: a running paper case is entered by one person and taken in by another
    "taking_over": Place(
        "clerk", within="clue.accept_limit", opens=("household_check", "co_check")
    ),
    "verifying": Place("reviewer", within="clue.accept_limit"),
    "authorising": Place("clerk", within="clue.accept_limit"),
    "household_check": Place(
        "clerk", within="check.limit", opens=("household_check", "co_check"),
        rests_on=("household_check:",),
    ),
    "department_co_check": Place(
        "handler", within="cocheck.limit", opens=("co_check",), rests_on=("co_check:",)
    ),
    "reviewing": Place(
        "reviewer", within="township.review_limit",
        rests_on=("household_check", "department_co_check"),
    ),
    # the facts on the notice come from the household check alone
    "public_notice": Place(
        "clerk", shares="notice", lasts="notice.days", counts_from="posted_on",
        rests_on=("household_check",),
    ),
    "township": Place(
        "reviewer", within="township.review_limit", rests_on=("reviewing", "public_notice")
    ),
    # 5.6 delegated mode: the township's head decides, the county's office watches
    "entrusted": Place(
        "reviewer", within="county.decide_limit", rests_on=("township",), watched_by="handler"
    ),
    "examining": Place("handler", within="county.decide_limit", rests_on=("township",)),
    "deciding": Place("approver", within="county.decide_limit", rests_on=("examining",)),
    "confirmed": Place("clerk", within="filing.limit", shares="announcement"),
    "filed": Place(end=True),
    "transferring": Place("handler"),
    "revoked": Place(end=True),
    "not_confirmed": Place(end=True),
    "withdrawn": Place(end=True),
    "terminated": Place(end=True),
    "transferred": Place(end=True),
    "merged": Place(end=True),
    "not_taken_over": Place(end=True),
}  # fmt: skip

BEFORE_CONFIRMATION = tuple(list(PLACES)[:12])
NOT_LEAVING = (*BEFORE_CONFIRMATION, "confirmed")
OPEN = (*NOT_LEAVING, "transferring")
OFFICERS = ("village", "clerk", "reviewer", "handler", "approver")
