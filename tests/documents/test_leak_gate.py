"""A public paper that says too much is never finished, so that nobody can post it."""

from typing import Any

import pytest

from documents import storage
from documents.kinds import Issuer
from documents.models import StoredFile
from documents.press import Press
from documents.printing import Printing, current_rendition
from tests.documents import presses
from tests.documents.conftest import LETTER, POSTER, IssuePaper

pytestmark = pytest.mark.django_db

ID = "360799199001011231"


def test_a_clean_poster_is_finished(issue_paper: IssuePaper, printing: Printing) -> None:
    paper = issue_paper(POSTER, {"rows": [{"head": "张三丰"}]}, forbidden=[ID])
    printing.work_one("甲")
    assert current_rendition(paper).state == "rendered"


@pytest.mark.parametrize(
    ("facts", "forbidden", "says"),
    [
        ({"note": ID}, [], "身份证号码 1 处"),
        ({"rows": [{"group": "13812345678"}]}, [], "手机号码 1 处"),
        ({"note": "6222020200112233446"}, [], "银行卡号 1 处"),
        ({"village": "因病致贫"}, [], "病残字样 1 处"),
        ({"note": "其妻 李四光"}, ["李四光"], "不得公开的内容 1 项"),
    ],
)
def test_a_poster_that_says_too_much_is_put_aside_and_its_pdf_is_not_kept(
    issue_paper: IssuePaper,
    printing: Printing,
    facts: dict[str, Any],
    forbidden: list[str],
    says: str,
) -> None:
    paper = issue_paper(POSTER, facts, forbidden=forbidden)
    printing.work_one("甲")
    parked = current_rendition(paper)
    assert (parked.state, parked.file) == ("parked", None)
    assert parked.reason == f"公开文书中发现{says}，未予发布；请更正后重新签发。"
    assert not StoredFile.objects.exists()
    assert storage.audit().unknown == []


def test_fixed_wording_and_the_offices_phone_may_stand(
    issue_paper: IssuePaper, printing: Printing
) -> None:
    office = Issuer("示例镇", "示例镇", phone="13900001111")
    note = "请致电残疾人联合会或 13900001111"
    paper = issue_paper(POSTER, {"note": note}, issuer=office)
    printing.work_one("甲")
    assert current_rendition(paper).state == "rendered"


def test_a_letter_to_a_household_may_hold_its_data(
    issue_paper: IssuePaper, printing: Printing
) -> None:
    paper = issue_paper(LETTER, {"id": ID}, forbidden=[ID])
    printing.work_one("甲")
    assert current_rendition(paper).state == "rendered"


def test_a_poster_that_cannot_be_read_back_is_not_trusted(issue_paper: IssuePaper) -> None:
    paper = issue_paper(POSTER, {})
    printing = Printing(Press(presses.silent))
    printing.work_one("甲")
    printing.close()
    parked = current_rendition(paper)
    assert parked.state == "parked"
    assert "读不出核对码" in parked.reason
