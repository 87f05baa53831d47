"""How facts look on paper: dates, money, boxes, gaps."""

import pytest

from documents.templatetags import papers


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        ("2026-11-21", "2026年11月21日"),
        ("2026-01-05T09:05:00+08:00", "2026年1月5日"),
        ("", "　　　年　　月　　日"),
    ],
)
def test_days(fact: str, shown: str) -> None:
    assert papers.day(fact) == shown


def test_months_and_moments() -> None:
    assert papers.month("1978-05") == "1978年5月"
    assert papers.month("1978-05-12") == "1978年5月"
    assert papers.month("") == ""
    assert papers.moment("2026-11-05T09:05:00+08:00") == "2026年11月5日9时05分"
    assert papers.moment("").endswith("时　　分")


def test_money_and_shares() -> None:
    assert papers.money("12345.6") == "12,345.60"
    assert papers.money(0) == "0.00"
    assert papers.money("") == ""
    assert papers.money("约三千") == "约三千"
    assert papers.percent("0.4001") == "40.0%"
    assert papers.percent("") == ""


def test_a_box_is_ticked_by_a_yes_its_opposite_by_a_no_and_neither_by_silence() -> None:
    ticked, empty = '<span class="box">√</span>', '<span class="box"></span>'
    assert (papers.box(True), papers.unticked(True)) == (ticked, empty)
    assert (papers.box(False), papers.unticked(False)) == (empty, ticked)
    assert (papers.box(""), papers.unticked("")) == (empty, empty)


def test_choices_show_an_answer_the_form_does_not_foresee() -> None:
    assert papers.listed("因病,因学", ["因学", "因婚"]) == ["因病", "因学", "因婚"]
    assert papers.among("因学", ["因学"])
    assert papers.among("受理", "受理")
    assert not papers.among("受理", "不予受理")


def test_gaps_and_answers() -> None:
    assert papers.gap("", 2) == "　　"
    assert papers.gap("石桥村") == "石桥村"
    assert (papers.yes_no(True), papers.yes_no(False), papers.yes_no("")) == ("是", "否", "")
    assert papers.grouped("7Q2MK4XPB9WT") == "7Q2M-K4XP-B9WT"
