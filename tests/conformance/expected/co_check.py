"""部门协查 (domain 5.4): asked by the county office, answered by the department, waived by the approver."""

from tests.conformance.expected.duties import APART, CALLED_OFF, NEVER_AFTER
from tests.conformance.vocabulary import Due, Line, Place, Table

OPEN = ("drafted", "issued", "replied")

CO_CHECK_TABLE = Table(
    key="co_check",
    edition="2019",
    places={
        "drafted": Place("handler", within="cocheck.start_limit"),
        "issued": Place("liaison", within="cocheck.limit"),
        "replied": Place("handler"),
        "accepted": Place(end=True),
        "waived": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        # the county's letter, only with a valid authorisation
        "send": Line(
            ("drafted",), "issued", ("handler",), holds=("consented",), papers=("D07",)
        ),
        "reply": Line(
            ("issued",), "replied", ("liaison",), asks=("as_of", "signer"), papers=("D08",)
        ),
        "query": Line(("replied",), "issued", ("handler",), asks=("question",)),
        "accept": Line(("replied",), "accepted", ("handler",), duty="examine"),
        # only the county approver waives, and says why
        "waive": Line(
            OPEN, "waived", ("approver",), duty="approve", asks=("waived_because", "instead"),
            by_several=True,
        ),
        "cancel": Line(OPEN, "cancelled", due=Due(parent=CALLED_OFF), by_several=True),
    },
    apart=APART,
    never_after=NEVER_AFTER,
    put_to_department=True,
)  # fmt: skip
