"""Whoever waits is told in a sentence, whatever stage it is."""

from datetime import date

import pytest

from workflows.board.plain_words import SENTENCES, sentence
from workflows.engine.procedure import newest


@pytest.mark.parametrize("key", SENTENCES)
def test_every_stage_a_receipt_can_lead_to_has_its_sentence(key: str) -> None:
    assert set(newest(key).stages) - set(SENTENCES[key]) == set()
    for stage in newest(key).stages:
        for due_on in (None, date(2026, 6, 1)):
            said = sentence(key, stage, due_on)
            assert said.endswith("。")
            assert "{" not in said


def test_a_day_is_told_where_there_is_one() -> None:
    told = sentence("intervention", "household_check", date(2026, 11, 24))
    assert told == "至少两名工作人员会在11月24日前上门核查。"
    assert sentence("intervention", "household_check", None) == "至少两名工作人员会上门核查。"
