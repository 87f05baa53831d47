"""Write a county's register, or a synthetic one, into a workbook of the import template."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.registry import exporting, population
from workflows.registry.areas import within
from workflows.registry.codes import BadCode, normalise
from workflows.registry.models import Household


class Command(BaseCommand):
    """`export_register FILE --county 360799` or `--synthetic 60000 --seed 7`.

    Real numbers come out in full: the file is readable by its owner only.
    """

    help = "把一个县的农户册，或生成的演示农户，写成导入模板格式的工作簿。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="要写的.xlsx文件")
        parser.add_argument("--county", default="360799", help="县级区划代码")
        parser.add_argument("--synthetic", type=int, default=0, help="不读农户册，生成这么多户")
        parser.add_argument("--seed", type=int, default=7, help="生成用的种子")

    def handle(
        self, *args: Any, file: Path, county: str, synthetic: int, seed: int, **_: Any
    ) -> None:
        """Write the workbook and say how large it is."""
        try:
            code = normalise(county)
        except BadCode as error:
            raise CommandError(str(error)) from None
        try:
            homes = population.drawn(code, synthetic, seed) if synthetic else _stored(code)
            data = exporting.register(
                homes, exporting.marked("系统管理员", f"{county}农户册"), uncovered=True
            )
        except ValueError as error:
            raise CommandError(str(error)) from None
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
        self.stdout.write(f"已写入{file}（{len(data) / 1_000_000:.1f} MB）。")


def _stored(county: int) -> Any:
    inside = Household.objects.filter(within("village_id", [(county, county + 10**6)]))
    keys = inside.filter(ended_on=None).order_by("village_id", "number")
    return exporting.stored(keys.values_list("pk", flat=True).iterator())
