"""Letters to the household: facts, rule, reasons, and what it may do."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from tests.papers_of_cases import walks
from tests.papers_of_cases.conftest import Walking
from tests.papers_of_cases.printed import Walk
from tests.papers_of_cases.walks import RULE
from workflows.engine import policies


def test_a_refusal_gives_facts_rule_reasons_and_remedies(refused: Walk) -> None:
    """民发〔2021〕57号 第二十一条：书面告知并说明理由。"""
    said = refused.last("D22").text
    for words in (
        "家庭人均纯收入16,420.00元", "自付医疗费用3,150.00元", RULE,
        "（1）家庭人均纯收入高于监测标准", "（2）自付医疗费用未造成基本生活困难",
        "15日内，向示例县防止返贫工作领导小组办公室书面申请复核", "监督电话0797-0000200",
    ):  # fmt: skip
        assert words in said


def test_a_refusal_without_a_notice_says_so_on_the_township_opinion(refused: Walk) -> None:
    opinion = refused.last("D17")
    assert "尚未公示" in opinion.text
    assert "不同意。收入高于监测线。" in opinion.text


def test_each_letter_has_a_receipt_that_names_it(ordinary: Walk, refused: Walk) -> None:
    for walk, code in ((ordinary, "D21"), (refused, "D22")):
        letter, receipt = walk.last(code), walk.last("D50")
        assert receipt.facts["delivered"] == {"number": letter.number, "title": letter.meta.title}


def test_confirmation_and_refusal_are_numbered_as_decisions(ordinary: Walk, refused: Walk) -> None:
    assert ordinary.last("D21").number == refused.last("D22").number == "示防贫审〔2026〕1号"


@pytest.mark.parametrize("code", ["D21", "D22"])
def test_reconsideration_is_not_promised_where_the_pack_is_silent(
    ordinary: Walk, refused: Walk, code: str
) -> None:
    letter = (ordinary if code == "D21" else refused).last(code)
    assert "行政复议" not in letter.text
    assert "行政诉讼" not in letter.text


def test_reconsideration_and_a_lawsuit_are_named_where_the_pack_says_they_lie(
    settings: Settings, tmp_path: Path, walking: Walking
) -> None:
    for file in Path(django_settings.BASE_DIR, "config", "policy").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        lies = text.replace('提起行政诉讼", value = false', '提起行政诉讼", value = true')
        assert lies != text
        (tmp_path / file.name).write_text(lies, encoding="utf-8")
    settings.POLICY_DIR = tmp_path
    policies.shelf.cache_clear()
    try:
        said = walking(walks.refused).last("D22").text
    finally:
        policies.shelf.cache_clear()
    assert "60日内，依法向示例县人民政府申请行政复议" in said
    assert "6个月内，依法向有管辖权的人民法院提起行政诉讼" in said
