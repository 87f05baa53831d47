"""Any list is taken along as its page shows it: scoped, marked, as text, and on record."""

import io
import zipfile

import pytest
import python_calamine
from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import SignedIn, Walked, text
from workflows.desk.listings import LISTS
from workflows.desk.searching import sealed
from workflows.engine.models import Case
from workflows.registry.models import Household, RegisterAccess

REASON = "报乡镇会商研判"
# Whoever may open each list.
TAKERS = {
    "inbox": "zhen1_jingban", "approvals": "xian_shenpi", "asked": "yibao_lianluo",
    "late": "xian_jingban", "notices": "zhen1_jingban", "phase-outs": "xian_jingban",
    "doubts": "xian_jingban", "visits": "zhen1_jingban",
}  # fmt: skip


def taken(client: Client, key: str, more: str = "") -> HttpResponse:
    return client.post(f"/desk/lists/{key}/export/{more}", {"reason": REASON})  # type: ignore[return-value]  # the test client's own


def sheet(answer: HttpResponse) -> list[list[str]]:
    """The rows of the workbook's first sheet, heads first."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def test_every_list_has_somebody_to_take_it() -> None:
    assert set(TAKERS) == set(LISTS)


@pytest.mark.parametrize("key", LISTS)
def test_a_list_leaves_with_a_reason_on_record(signed_in: SignedIn, key: str) -> None:
    client = signed_in(TAKERS[key])
    asked = client.get(f"/desk/lists/{key}/export/")
    assert asked.status_code == 200 and LISTS[key].title in text(asked)
    answer = taken(client, key)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert tuple(sheet(answer)[0]) == LISTS[key].heads
    kept = RegisterAccess.objects.get()
    assert (kept.what, kept.reason) == ("export", REASON)
    assert kept.told.startswith(LISTS[key].title)


def test_without_a_reason_nothing_leaves(signed_in: SignedIn) -> None:
    answer = signed_in("zhen1_jingban").post("/desk/lists/inbox/export/", {"reason": " "})
    assert answer.status_code == 422 and "请写明事由" in text(answer)
    assert not RegisterAccess.objects.exists()


def test_a_list_of_another_role_and_one_that_is_none_do_not_leave(signed_in: SignedIn) -> None:
    clerk = signed_in("zhen1_jingban")
    assert taken(clerk, "approvals").status_code == 403
    assert taken(clerk, "everything").status_code == 404


def test_the_inbox_leaves_as_the_page_shows_it(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("authorising")
    mine, other = (taken(signed_in(f"zhen{n}_jingban"), "inbox") for n in (1, 2))
    assert case.number in {row[1] for row in sheet(mine)}
    assert case.number not in {row[1] for row in sheet(other)}
    narrowed = taken(signed_in("zhen1_jingban"), "inbox", f"?find={sealed('360799999')}")
    assert case.number not in {row[1] for row in sheet(narrowed)}


def test_a_name_that_looks_like_a_formula_stays_text(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("authorising")
    Household.objects.filter(case=case).update(head_name="=1+1")
    answer = taken(signed_in("zhen1_jingban"), "inbox")
    assert "=1+1" in {row[0] for row in sheet(answer)}
    assert b"<f>" not in unpacked(answer)


def test_whose_it_is_stands_on_every_page(walked: Walked, signed_in: SignedIn) -> None:
    walked("authorising")
    answer = taken(signed_in("zhen1_jingban"), "inbox")
    assert "不得外传".encode() in unpacked(answer)


def test_posters_leave_with_their_households(walked: Walked, signed_in: SignedIn) -> None:
    walked("notice_drafted")
    sheets = {one.number for one in Case.objects.filter(procedure="notice")}
    assert sheets
    rows = sheet(taken(signed_in("zhen1_jingban"), "notices"))[1:]
    assert sheets <= {row[1] for row in rows}


def unpacked(answer: HttpResponse) -> bytes:
    """All parts of a workbook, one after the other."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return b"".join(book.read(name) for name in book.namelist())
