"""文书样张 and 发文登记: for those who keep the papers, and no name of a villager on them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents import registers, storage
from documents.gallery import SamplePrinting
from documents.models import NumberSeries, Paper, Rendition
from documents.press import Press
from tests.desk.conftest import SignedIn, Walked, text
from tests.documents import presses
from workflows.engine.models import Case


@pytest.fixture
def keeper(signed_in: SignedIn) -> Client:
    """The county's keeper of rules and papers."""
    return signed_in("xian_zhengce")


def test_every_kind_is_listed_and_a_sample_opens_once_it_is_made(keeper: Client) -> None:
    assert "防贫干预对象审批表" in text(keeper.get("/desk/papers/"))
    assert keeper.get("/desk/papers/D18.pdf").status_code == 404
    printing = SamplePrinting(Press(presses.plain))
    while printing.work_one("甲"):
        pass
    printing.close()
    assert "/desk/papers/D18.pdf" in text(keeper.get("/desk/papers/"))
    assert keeper.get("/desk/papers/D18.pdf").content.startswith(b"%PDF")


def test_the_page_tells_how_far_a_batch_is(
    keeper: Client, walked: Walked, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    walked("confirmed")
    waiting = Rendition.objects.count()
    with django_assert_max_num_queries(10):
        page = text(keeper.get("/desk/papers/"))
    assert f'待排版<span class="num"> {waiting}</span>' in page
    assert "没有后台进程在工作" in page


def test_parked_papers_are_counted_by_reason_and_owed_again_together(
    keeper: Client, walked: Walked, signed_in: SignedIn
) -> None:
    walked("confirmed")
    for rendition in Rendition.objects.all()[:2]:
        rendition.park("字体中没有以下字符")
        rendition.save()
    assert "字体中没有以下字符" in text(keeper.get("/desk/papers/"))
    assert signed_in("xian_shenji").post("/desk/papers/release/").status_code == 403
    assert keeper.post("/desk/papers/release/").status_code == 302
    assert not Rendition.objects.filter(state="parked").exists()


@pytest.mark.parametrize("address", ["/desk/papers/", "/desk/papers/D18.pdf"])
def test_the_gallery_is_for_those_who_keep_papers(signed_in: SignedIn, address: str) -> None:
    assert signed_in("zhen1_jingban").get(address).status_code == 403
    assert Client().get(address).status_code == 302


def series_of(case: Case) -> NumberSeries:
    letter = Paper.objects.get(dossier=case.uuid, kind="D21")
    return NumberSeries.objects.get(code=letter.series, year=letter.issued_on.year)


def test_the_register_lists_every_number_and_no_villager(keeper: Client, walked: Walked) -> None:
    case = walked("confirmed")
    chosen = series_of(case)
    page = text(keeper.get(f"/desk/numbers/?series={chosen.pk}"))
    assert Paper.objects.get(dossier=case.uuid, kind="D21").number in page
    assert case.household is not None and case.household.head_name not in page


def test_a_register_is_made_on_asking_and_opens_when_a_worker_has_printed_it(
    keeper: Client, walked: Walked
) -> None:
    chosen = series_of(walked("confirmed"))
    assert keeper.post("/desk/numbers/make/", {"series": chosen.pk}).status_code == 302
    paper = Paper.objects.get(kind=registers.REGISTER.code)
    assert keeper.get(f"/desk/numbers/{paper.pk}.pdf").status_code == 404
    rendition = Rendition.objects.get(paper=paper)
    rendition.finish(storage.keep(b"%PDF-1.7\n%%EOF\n", "application/pdf"), pages=1)
    rendition.save()
    assert keeper.get(f"/desk/numbers/{paper.pk}.pdf").status_code == 200


def test_a_township_sees_its_own_numbers_only(walked: Walked, signed_in: SignedIn) -> None:
    chosen = series_of(walked("confirmed"))  # the county's
    client = signed_in("zhen2_shenhe")
    assert chosen.code not in text(client.get("/desk/numbers/"))
    assert client.post("/desk/numbers/make/", {"series": chosen.pk}).status_code == 404
