"""归档: who sees a dossier's packages, who takes them out, and that each use leaves its line."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Package, PackageUse
from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from tests.trust.filing import filed, print_all, seal_all
from workflows.engine.models import Case
from workflows.engine.packaging import Packaging
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import RegisterAccess

FILING = "/desk/filing/"


@pytest.fixture
def case(county: Rehearsal) -> Case:
    """A filed case of the first township, printed, sealed and packed."""
    done = filed(county)
    print_all()
    seal_all()
    assert Packaging().work_one("w")
    return done


def address(case: Case, act: str = "") -> str:
    return f"{FILING}{case.uuid}/{act}"


def asked(use: str, **more: str) -> dict[str, str]:
    """What the form of use is sent with."""
    return {"serial": "1", "use": use, "reader": "县法院 李明理", "purpose": "诉讼举证", **more}


def test_a_copy_is_the_sealed_file_and_leaves_two_lines(case: Case, signed_in: SignedIn) -> None:
    """One in the packages' own log, one in the record of who opened what of a household."""
    client = signed_in("zhen1_dangan")
    answer = client.post(address(case, "use/"), asked("copied"))
    assert answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "manifest.json" in archive.namelist()
    line = PackageUse.objects.get()
    assert (line.use, line.reader, line.purpose) == ("copied", "县法院 李明理", "诉讼举证")
    assert line.handled_by
    looked = RegisterAccess.objects.filter(household=case.household, what="file")[0]
    assert "复制归档信息包第 1 件" in looked.told and looked.reason == "诉讼举证"
    assert "县法院 李明理" in text(client.get(address(case)))


def test_without_a_reader_or_a_purpose_nothing_is_handed_out(
    case: Case, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_dangan")
    for missing in ("reader", "purpose"):
        answer = client.post(address(case, "use/"), asked("copied", **{missing: ""}))
        assert answer.status_code == 422
    assert client.post(address(case, "use/"), asked("lent")).status_code == 422
    assert not PackageUse.objects.exists()


def test_a_package_is_lent_once_and_comes_back(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_dangan")
    lend = asked("lent", due_on="2026-12-31")
    page = text(client.post(address(case, "use/"), lend, follow=True))
    assert "已借给县法院 李明理，12月31日应还" in page
    assert "该信息包已借出" in text(client.post(address(case, "use/"), lend, follow=True))
    back = {"serial": "1", "use": "returned", "reader": "县法院 李明理"}
    assert "应还</span>" not in text(client.post(address(case, "use/"), back, follow=True))
    assert "没有借出" in text(client.post(address(case, "use/"), back, follow=True))
    assert list(PackageUse.objects.values_list("use", flat=True).order_by("pk")) == [
        "lent",
        "returned",
    ]


def test_what_is_sealed_is_added_to_with_a_reason(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_dangan")
    assert client.post(address(case, "add/"), {"reason": ""}).status_code == 422
    before = Package.objects.get()
    page = text(client.post(address(case, "add/"), {"reason": "补收签章件"}, follow=True))
    assert "已补充归档" in page and "补充：补收签章件" in page
    assert Package.objects.get(serial=1).file == before.file
    assert "有补充" in text(client.get(FILING, {"state": "added"}))
    assert case.number not in text(client.get(FILING, {"state": "packed"}))


def test_a_case_that_is_owed_its_package_is_listed_as_such(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    case = filed(county)
    client = signed_in("zhen1_dangan")
    assert case.number in text(client.get(FILING, {"state": "owed"}))
    page = text(client.get(address(case)))
    assert "还没有封装" in page and "登记并办理" not in page
    again = client.post(address(case, "add/"), {"reason": "补收"}, follow=True)
    assert "请稍后再试" in text(again)


@pytest.mark.parametrize(
    ("account", "sees", "copies"),
    [
        ("zhen1_dangan", 200, 200), ("xian_dangan", 200, 200), ("xian_jingban", 200, 200),
        ("xian_shenji", 200, 403), ("zhen2_dangan", 404, 404), ("zhen1_jingban", 403, 403),
        ("minzheng_jingban", 404, 404), ("xian_liuhen", 403, 403),
    ],
)  # fmt: skip
def test_each_role_sees_and_copies_what_is_its(
    case: Case, signed_in: SignedIn, account: str, sees: int, copies: int
) -> None:
    client = signed_in(account)
    assert client.get(address(case)).status_code == sees
    assert client.post(address(case, "use/"), asked("copied")).status_code == copies
    lent = client.post(address(case, "use/"), asked("lent", due_on="2026-12-31"))
    keeps = account.endswith("dangan") and sees == 200
    assert (lent.status_code == 302) == keeps


def test_whoever_may_not_know_the_objector_takes_no_copy(case: Case, signed_in: SignedIn) -> None:
    """An objection's journal, with the objector's name, lies in the package."""
    Case.objects.filter(root=case, procedure="co_check").update(procedure="objection")
    keeper = signed_in("zhen1_dangan")
    assert "卷内有您无权查看的事项" in text(keeper.get(address(case)))
    assert keeper.post(address(case, "use/"), asked("copied")).status_code == 422
    assert signed_in("xian_jingban").post(address(case, "use/"), asked("copied")).status_code == 200


def test_a_case_that_is_not_closed_has_no_dossier(county: Rehearsal, signed_in: SignedIn) -> None:
    open_case = county.accept(county.warn(household(nth=3)))
    assert signed_in("zhen1_dangan").get(address(open_case)).status_code == 404


def test_the_list_takes_few_statements(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_dangan")
    client.get(FILING)
    with CaptureQueriesContext(connection) as asked_of:
        client.get(FILING)
    assert len(asked_of) <= 8
