"""A PDF can be made again from its row alone, and what differs is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents import storage
from documents.models import Paper, Rendition
from documents.press import Press
from documents.printing import Printing, current_rendition
from documents.rendering import samples
from tests.documents.conftest import IssuePaper
from workflows.procedures.intervention import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(issue_paper: IssuePaper) -> list[Paper]:
    """Two letters, printed by the real renderer in its child process."""
    papers = [issue_paper(kinds.D21, samples.load("D21").facts) for _ in range(2)]
    printing = Printing(Press())
    while printing.work_one("甲"):
        pass
    printing.close()
    return papers


def verify(*more: str) -> str:
    said = StringIO()
    call_command("rerender", "--verify", *more, stdout=said)
    return said.getvalue().strip()


def test_another_process_made_the_same_bytes(letters: list[Paper]) -> None:
    assert verify() == "核对 2 份，全部一致。"
    assert verify("--all") == "核对 2 份，全部一致。"
    assert verify("--sample", "1") == "核对 1 份，全部一致。"
    assert verify("--number", letters[0].number) == "核对 1 份，全部一致。"


def test_a_signed_file_is_compared_up_to_its_signature(letters: list[Paper]) -> None:
    made = current_rendition(letters[0])
    assert made.file is not None
    signed = storage.keep(storage.read(made.file) + b"signature", "application/pdf")
    Rendition.objects.filter(pk=made.pk).update(file=signed)
    assert verify() == "核对 2 份，全部一致。"


def test_other_bytes_are_named_by_number(letters: list[Paper]) -> None:
    other = storage.keep(b"%PDF-1.7 something else %%EOF", "application/pdf")
    Rendition.objects.filter(paper=letters[1]).update(file=other)
    said = StringIO()
    with pytest.raises(CommandError, match="核对 2 份，一致 1 份，不一致 1 份"):
        call_command("rerender", "--verify", "--all", stdout=said)
    assert said.getvalue().strip() == f"D21 {letters[1].number}：重新排版的结果与所存 PDF 不同"


def test_changed_facts_and_lost_files_are_named(letters: list[Paper]) -> None:
    Paper.objects.filter(pk=letters[0].pk).update(facts_digest="0" * 64)
    lost = current_rendition(letters[1]).file
    assert lost is not None
    storage._path(lost.sha256).unlink()
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("rerender", "--verify", "--all", stdout=said)
    assert "事实与签发时的校验值不符" in said.getvalue()
    assert "不在存储中" in said.getvalue()
