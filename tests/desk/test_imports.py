"""批量导入 at the desk: upload, preview, confirmation, error workbook, proposals, export."""

import io
import zipfile
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from tests.fixtures.lists import head, person, xlsx
from workflows.registry.importing.work import Imports
from workflows.registry.models import Household, ImportBatch, Member, MergeProposal, RegisterAccess

LIST = "/desk/imports/"
RIGHT, WRONG = head("曾导入", 901), head("钟错误", 903, 户类型="贫困户")


def upload(client: Any, rows: list[Any]) -> Any:
    return client.post(LIST, {"list": SimpleUploadedFile("名单.xlsx", xlsx(rows))})


def cells(answer: Any) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


class TestImporting:
    def test_from_upload_to_the_register(self, signed_in: SignedIn) -> None:
        client = signed_in("zhen1_jingban")
        address = upload(client, [RIGHT, WRONG]).url
        running = client.get(address)
        assert "正在检查" in text(running) and running["Refresh"] == "3"
        Imports().work_one("w")
        preview = client.get(address)
        assert "Refresh" not in preview
        for told in ("新登记", "前 1 处错误", "户类型", "下载错误表", "确认导入"):
            assert told in text(preview)
        assert not Household.objects.filter(head_name="曾导入").exists()
        client.post(address, {"act": "confirm"})
        assert "正在导入" in text(client.get(address))
        Imports().work_one("w")
        assert "已写入农户册" in text(client.get(address))
        assert Household.objects.filter(head_name="曾导入").exists()

    def test_the_error_workbook_has_the_wrong_rows_with_their_faults(
        self, signed_in: SignedIn
    ) -> None:
        client = signed_in("zhen1_jingban")
        address = upload(client, [RIGHT, WRONG]).url
        Imports().work_one("w")
        titles, *rows = cells(client.get(f"{address}errors/"))
        assert titles[-1] == "错误" and len(rows) == 1
        assert rows[0][titles.index("姓名")] == "钟错误" and "户类型" in str(rows[0][-1])

    def test_a_file_that_is_no_list_says_why(self, signed_in: SignedIn) -> None:
        answer = signed_in("zhen1_jingban").post(
            LIST, {"list": SimpleUploadedFile("名单.xlsx", b"<html>")}
        )
        assert answer.status_code == 422 and "不是表格" in text(answer)
        assert ImportBatch.objects.count() == 0

    def test_the_template_is_a_list_without_rows(self, signed_in: SignedIn) -> None:
        client = signed_in("zhen1_jingban")
        empty = client.get(f"{LIST}template/").content
        address = client.post(LIST, {"list": SimpleUploadedFile("模板.xlsx", empty)})["Location"]
        Imports().work_one("w")
        assert "待确认" in text(client.get(address))

    def test_a_list_is_read_by_who_uploaded_it_only(self, signed_in: SignedIn) -> None:
        address = upload(signed_in("zhen1_jingban"), [RIGHT, WRONG]).url
        Imports().work_one("w")
        other = signed_in("xian_jingban")
        for page in (address, f"{address}errors/", f"{address}proposals/"):
            assert other.get(page).status_code == 404
        assert other.post(address, {"act": "confirm"}).status_code == 404

    def test_a_township_imports_into_its_own_villages_only(self, signed_in: SignedIn) -> None:
        address = upload(signed_in("zhen2_jingban"), [RIGHT]).url
        Imports().work_one("w")
        page = text(signed_in("zhen2_jingban").get(address))
        assert "您的辖区内没有这个村" in page

    def test_village_staff_and_audit_do_not_import(self, signed_in: SignedIn) -> None:
        assert signed_in("xian_shenji").get(LIST).status_code == 403

    def test_a_cancelled_list_leaves_nothing(self, signed_in: SignedIn) -> None:
        client = signed_in("zhen1_jingban")
        address = upload(client, [RIGHT]).url
        Imports().work_one("w")
        client.post(address, {"act": "cancel"})
        assert "已取消" in text(client.get(address))
        assert Imports().work_one("w") is False
        assert not Household.objects.filter(head_name="曾导入").exists()


class TestProposals:
    @pytest.fixture
    def proposed(self, signed_in: SignedIn) -> str:
        """A known household with another dwelling in the list; returns the page of proposals."""
        home = household()
        member = home.members.get(relation="head")
        client = signed_in("zhen1_jingban")
        row = head(
            member.name,
            身份证号码=member.id_number,
            行政村=str(home.village_id),
            门牌地址="新屋9号",
        )
        address = upload(client, [row]).url
        for act in ("", "confirm"):
            if act:
                client.post(address, {"act": act})
            Imports().work_one("w")
        return f"{address}proposals/"

    def test_what_differs_is_named_without_values_and_taken_over_when_accepted(
        self, proposed: str, signed_in: SignedIn
    ) -> None:
        client = signed_in("zhen1_jingban")
        page = text(client.get(proposed))
        assert "门牌地址" in page and "另行登记" not in page
        one = MergeProposal.objects.get()
        client.post(f"{proposed}{one.pk}/", {"decision": "accepted"})
        assert household().address == "新屋9号"
        assert "都已处理" in text(client.get(proposed))

    def test_somebody_elses_proposal_is_not_there(self, proposed: str, signed_in: SignedIn) -> None:
        one = MergeProposal.objects.get()
        answer = signed_in("xian_jingban").post(f"{proposed}{one.pk}/", {"decision": "accepted"})
        assert answer.status_code == 404 and household().address != "新屋9号"


class TestExporting:
    EXPORT = "/desk/households/export/"

    def test_it_is_scoped_masked_marked_and_on_record(self, signed_in: SignedIn) -> None:
        answer = signed_in("zhen1_jingban").post(self.EXPORT, {"reason": "季度核对台账"})
        titles, *rows = cells(answer)
        numbers = {row[titles.index("户编号")] for row in rows} - {""}
        assert household().number in numbers and household(2).number not in numbers
        own = {member.id_number for member in Member.objects.all() if member.id_number}
        told = {str(cell) for row in rows for cell in row}
        assert not own & told and any("****" in cell for cell in told)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        mark = str(book.get_sheet_by_name("导出说明").to_python()[0][0])
        assert "导出" in mark and "不得外传" in mark
        kept = RegisterAccess.objects.get()
        assert (kept.what, kept.reason) == ("export", "季度核对台账") and "掩码" in kept.told

    def test_whole_numbers_come_back_as_the_same_households(self, signed_in: SignedIn) -> None:
        client = signed_in("xian_jingban")
        answer = client.post(self.EXPORT, {"reason": "全县备份核对", "uncovered": "1"})
        address = client.post(LIST, {"list": SimpleUploadedFile("册.xlsx", answer.content)})[
            "Location"
        ]
        Imports().work_one("w")
        batch = ImportBatch.objects.get()
        assert (batch.fresh, batch.known, batch.proposed, batch.wrong) == (0, 24, 0, 0)
        assert "24 户" in text(client.get(address))

    def test_without_a_reason_nothing_leaves(self, signed_in: SignedIn) -> None:
        answer = signed_in("zhen1_jingban").post(self.EXPORT, {"reason": ""})
        assert answer.status_code == 422 and RegisterAccess.objects.count() == 0

    def test_what_was_typed_is_still_there_when_it_is_refused(self, signed_in: SignedIn) -> None:
        typed = {"reason": "查", "uncovered": "1"}
        answer = signed_in("zhen1_jingban").post(self.EXPORT, typed)
        page = answer.content.decode()
        assert answer.status_code == 422 and 'value="查"' in page
        assert page.index("checked") < page.index("含完整身份证号码")

    def test_a_name_that_looks_like_a_formula_stays_text(self, signed_in: SignedIn) -> None:
        home = household()
        Household.objects.filter(pk=home.pk).update(address='=HYPERLINK("http://x","y")')
        answer = signed_in("zhen1_jingban").post(self.EXPORT, {"reason": "季度核对台账"})
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet and b"HYPERLINK" in sheet


def test_the_pages_take_few_statements(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("zhen1_jingban")
    address = upload(client, [RIGHT, person("单桂花", "配偶", 904), WRONG]).url
    Imports().work_one("w")
    for page in (LIST, address, f"{address}proposals/"):
        with django_assert_max_num_queries(8):
            client.get(page)
