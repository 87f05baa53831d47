"""Who may see what: the table of domain 7, held against a copy written from its text."""

import contextlib

import pytest

from documents.kinds import Kind
from tests.docs.pages import kinds_of_papers
from workflows.access.actors import ADMINISTRATORS, Role
from workflows.access.visibility import TABLE, Datum, Sees, roles_with
from workflows.engine.papers import form_of
from workflows.engine.procedure import all_procedures

TOWNSHIP = {"clerk", "reviewer"}
COUNTY = {"handler", "approver"}

# Columns: village, township, department, county, auditor, as the specification has them.
TOLD = {
    "numbers": ("masked", "uncovers", "own", "uncovers", "masked"),
    "health": ("", "full", "", "full", ""),  # an auditor on approval only: there is no such way yet
    "income": ("", "full", "", "full", "full"),
    "answers": ("own", "full", "own", "full", "open"),
    "objector": ("", "full", "", "full", "full"),
    "trail": ("", "", "", "", "full"),
}


@pytest.mark.parametrize("datum", Datum)
def test_the_table_says_what_the_specification_says(datum: Datum) -> None:
    village, township, department, county, auditor = TOLD[datum]
    expected = {
        "village": village,
        "liaison": department,
        "auditor": auditor,
        **dict.fromkeys(TOWNSHIP, township),
        **dict.fromkeys(COUNTY, county),
    }
    if (
        datum is Datum.OBJECTOR
    ):  # "handler": whoever reviews there settles it without learning whose
        expected["reviewer"] = ""
    columns = {role: TABLE[datum].get(Role(role), "") for role in expected}
    assert columns == expected


def test_administrators_see_nothing_of_any_household() -> None:
    """三员分立: only the record of looking, and only the one who watches."""
    for role in ADMINISTRATORS:
        seen = {datum for datum in Datum if role in TABLE[datum]}
        assert seen == ({Datum.TRAIL} if role is Role.AUDIT_ADMIN else set())


def test_an_archivist_sees_files_and_no_numbers() -> None:
    assert roles_with(Datum.ANSWERS, Sees.FULL)[-1] is Role.ARCHIVIST
    assert Role.ARCHIVIST not in TABLE[Datum.NUMBERS]


def issued() -> list[Kind]:
    """The kinds that a step issues; the others exist as samples only."""
    found = []
    for kind in kinds_of_papers():
        with contextlib.suppress(KeyError):
            form_of(kind.code)
            found.append(kind)
    return found


@pytest.mark.parametrize("kind", issued(), ids=lambda kind: kind.code)
def test_every_paper_is_read_by_those_who_may_see_what_it_holds(kind: Kind) -> None:
    """A paper holds answers of its case; only what is posted or handed over may be shown further."""
    readers = set(form_of(kind.code).readers)
    whole = set(roles_with(Datum.ANSWERS, Sees.FULL)) | {Role.AUDITOR}
    further = readers - whole
    assert further <= {Role.VILLAGE, Role.LIAISON, Role.PAYER}
    if Role.PAYER in further:
        assert kind.code == "D42-L", "the list he pays by"
    if Role.LIAISON in further:
        assert kind.audience == "department"
    if Role.VILLAGE in further and kind.audience == "internal":
        assert kind.code in {"D01", "D11", "D13", "D60", "D61", "D62"}, (
            "what they recorded themselves"
        )
    assert not readers & {*ADMINISTRATORS, Role.POLICY}


def test_who_objects_is_seen_by_those_alone_who_handle_it() -> None:
    objection = next(table for table in all_procedures() if table.key == "objection")
    # the reviewer settles an objection without learning whose it is
    assert set(objection.seen_by) - {Role.REVIEWER} == set(roles_with(Datum.OBJECTOR))
