"""Pictures are drawn from the tables: every stage and every way is in them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from workflows.engine.draw import mermaid, svg
from workflows.engine.procedure import Procedure, all_procedures, newest


@pytest.mark.parametrize("table", all_procedures(), ids=lambda table: table.key)
def test_every_stage_stands_in_the_picture(table: type[Procedure]) -> None:
    picture = svg(table)
    texts = {element.text for element in ElementTree.fromstring(picture).iter()}  # noqa: S314 - our own drawing
    assert {stage.label for stage in table.stages.values()} <= texts
    assert "style=" not in picture and "<script" not in picture


def test_mermaid_names_every_way_and_marks_what_happens_by_itself() -> None:
    text = mermaid(newest("intervention"))
    assert "    household_check --> department_co_check: 入户核查完毕（自动）" in text
    assert "    deciding --> confirmed: 批准\n" in text
    assert "    [*] --> preliminary" in text
    assert "    filed --> [*]" in text


def test_draw_writes_a_file_for_each_procedure(tmp_path: Path) -> None:
    call_command("draw", "--into", str(tmp_path))
    call_command("draw", "intervention", "--mermaid", "--into", str(tmp_path))
    assert {file.stem for file in tmp_path.glob("*.svg")} == {t.key for t in all_procedures()}
    assert (tmp_path / "intervention.mmd").read_text() == mermaid(newest("intervention"))


def test_draw_says_which_procedures_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match=r"没有程序 no_such；现有：.*intervention"):
        call_command("draw", "no_such")
    call_command("draw", "clue")
    assert capsys.readouterr().out.startswith("<svg ")
