"""The kinds of the main line as the samples show them, for tests that need no procedure.

A kind belongs to the procedure that issues it. Here they are defined on an empty register, which
`tests/papers/conftest.py` lays out for each test, so that neither stands in the other's way.
"""

from documents.kinds import Kind

ROWS = tuple(f"rows.{key}" for key in ("order", "name", "persons", "group", "opinion"))
CONTACTS = tuple(f"contacts.{key}" for key in ("level", "name", "phone", "address"))
PLACE = ("township", "village", "basis")

PUBLIC_FACTS = {
    "D12": (
        *PLACE,
        *ROWS,
        *CONTACTS,
        *("procedure", "reviewed_on", "starts_on", "ends_on", "days"),
        *("online", "committee", "verify_url"),
    ),
    "D20": (
        *PLACE,
        *ROWS,
        *CONTACTS,
        *("notice_number", "notice_starts_on", "notice_ends_on"),
        *("decided_by", "decided_on", "posted_until", "verify_url"),
    ),
}


def kind(code: str, title: str) -> Kind:
    """The kind of a sample, with the layout and the readers it has in the catalogue of papers."""
    match code:
        case "D12" | "D20":
            return Kind(code, title, "public", "poster", public_facts=PUBLIC_FACTS[code])
        case "D21" | "D22" | "D22-S" | "D06-W":
            return Kind(code, title, "household", "redhead")
        case "D07":
            return Kind(code, title, "department", "letter")
    return Kind(code, title, "internal", "form")
