"""`phase_out_plan`: a county tries a rule before it uses it."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

ASKED = ("--base", "313", "--decided", "2026-09-22", "--standard", "632")


def answer(*more: str) -> Any:
    out = StringIO()
    call_command("phase_out_plan", *ASKED, *more, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_it_prints_the_months_and_amounts() -> None:
    told = answer("--months", "6", "--rule", "linear", "--persons", "1")
    assert (told["from"], told["to"]) == ("2026-10-01", "2027-03-31")
    assert told["instalments"] == [
        {"month": "2026-10", "amount": "313.00"},
        {"month": "2026-11", "amount": "260.83"},
        {"month": "2026-12", "amount": "208.67"},
        {"month": "2027-01", "amount": "156.50"},
        {"month": "2027-02", "amount": "104.33"},
        {"month": "2027-03", "amount": "52.17"},
    ]
    assert told["total"] == "1095.50"


def test_without_a_rule_it_is_the_packs() -> None:
    assert answer("--months", "2")["rule"] == "flat"


def test_supplements_are_told_apart() -> None:
    told = answer("--months", "1", "--persons", "2", "--eligible", "1")
    assert told["instalments"] == [{"month": "2026-10", "amount": "313.00", "supplement": "126.40"}]


def test_for_the_eye_it_is_a_table() -> None:
    out = StringIO()
    call_command("phase_out_plan", *ASKED, "--months", "2", "--eligible", "1", stdout=out)
    assert out.getvalue().splitlines() == [
        "2026-10-01 至 2026-11-30，按原保障金额，合计 878.80 元",
        "   1  2026-10      313.00  增发   126.40",
        "   2  2026-11      313.00  增发   126.40",
    ]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--months", "13"), "渐退期应为1至12个月，而不是13个月"),
        (("--months", "7", "--pack", "national"), "渐退期应为1至6个月，而不是7个月"),
        (("--months", "6", "--pack", "nowhere"), "没有政策包nowhere，现有：national、seed"),
        (("--months", "6", "--persons", "1", "--eligible", "2"), "不得多于家庭人口"),
        (("--months", "6", "--base", "-1"), "不是金额"),
        (("--months", "6", "--base", "1.005"), "最多两位小数"),
        (("--months", "6", "--base", "x"), "不是金额"),
        (("--months", "6", "--decided", "22.9.2026"), "不是日期"),
    ],
)
def test_what_cannot_be_is_said(more: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        answer(*more)


def test_twelve_months_are_the_seed_packs_most() -> None:
    assert len(answer("--months", "12")["instalments"]) == 12
