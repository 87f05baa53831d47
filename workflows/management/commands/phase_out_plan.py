"""`manage.py phase_out_plan`: what a phase-out would pay, for a county that tries a rule."""

import json
from argparse import ArgumentTypeError
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.engine.policies import shelf
from workflows.policy.packs import Pack
from workflows.procedures.phase_out.money import LABELS, RULES, Month, Terms
from workflows.procedures.phase_out.plan import Planned, TooLong, period, plan, total


def yuan(text: str) -> Decimal:
    """An amount typed on the command line; not negative, at most two places."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ArgumentTypeError(f"“{text}”不是金额，请写成313或313.50。") from None
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2):
        raise ArgumentTypeError(f"“{text}”不是金额：不得为负，最多两位小数。")
    return amount


def day(text: str) -> date:
    """A day typed on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成2026-09-22。") from None


class Command(BaseCommand):
    """Prints the months and amounts; writes nothing and asks no database."""

    help = "试算低保渐退：按规则列出每月金额，不写入任何数据。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--base", type=yuan, required=True, help="原每月保障金额（元，不含增发）"
        )
        parser.add_argument("--months", type=int, required=True, help="渐退期（月）")
        parser.add_argument("--rule", choices=[*RULES], help="计算方式，默认取政策包")
        parser.add_argument("--decided", type=day, required=True, help="决定日期，次月起发放")
        parser.add_argument("--standard", type=yuan, required=True, help="月低保标准（元/人）")
        parser.add_argument("--persons", type=int, default=1, help="家庭人口（默认 1）")
        parser.add_argument("--eligible", type=int, default=0, help="享受增发的人数（默认 0）")
        parser.add_argument("--pack", default="seed", help="政策包（默认 seed）")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work the plan out and print it. CommandError for what the pack does not allow."""
        pack = _newest(options["pack"])
        if options["persons"] < 1 or not 0 <= options["eligible"] <= options["persons"]:
            raise CommandError("家庭人口至少1人，享受增发的人数不得多于家庭人口。")
        try:
            over = period(
                options["decided"], options["months"], pack["phaseout.max_months"],
                pack["phaseout.min_months"],
            )  # fmt: skip
        except TooLong as error:
            raise CommandError(f"{error}（{pack.citation('phaseout.max_months')}）") from error
        terms = Terms(
            options["base"],
            options["rule"] or pack["phaseout.amount_rule"],
            pack["phaseout.step_multiples"],
            pack["phaseout.cap"] == "standard_times_persons",
            pack["supplement.ratio_min"] or Decimal(0),
        )
        month = Month(options["standard"], options["persons"], options["eligible"])
        lines = plan(terms, over, lambda _: month)
        told = {
            "from": over.starts_on.isoformat(),
            "to": over.ends_on.isoformat(),
            "rule": terms.rule,
            "instalments": [_line(line) for line in lines],
            "total": f"{total(lines):.2f}",
        }
        self.stdout.write(
            json.dumps(told, ensure_ascii=False, indent=2) if options["json"] else _text(told)
        )


def _newest(key: str) -> Pack:
    packs = [pack for pack in shelf().packs if pack.key == key]
    if not packs:
        known = "、".join(sorted({pack.key for pack in shelf().packs}))
        raise CommandError(f"没有政策包{key}，现有：{known}。")
    return max(packs, key=lambda pack: pack.effective_from)


def _line(line: Planned) -> dict[str, str]:
    """One month; the supplement only where somebody is owed one. `amount` is without it."""
    told = {"month": f"{line.month:%Y-%m}", "amount": f"{line.due.basic:.2f}"}
    if line.due.eligible:
        told["supplement"] = f"{line.due.supplement:.2f}"
    return told


def _text(told: dict[str, Any]) -> str:
    rows = [
        f"  {n:>2}  {line['month']}  {line['amount']:>10}"
        + (f"  增发 {line['supplement']:>8}" if "supplement" in line else "")
        for n, line in enumerate(told["instalments"], start=1)
    ]
    head = f"{told['from']} 至 {told['to']}，{LABELS[told['rule']]}，合计 {told['total']} 元"
    return "\n".join([head, *rows])
