"""`manage.py rerender --verify`: proves that PDFs can be made again from their rows alone."""

import random
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import printing, storage
from documents.errors import FileDamaged, PaperError
from documents.kinds import KindError
from documents.models import Rendition
from documents.models.renditions import State
from documents.rendering import RenderingError, render


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ArgumentTypeError("至少 1 份")
    return number


class Command(BaseCommand):
    """Renders papers again, in this process, and compares with what is stored. Writes nothing.

    A signed file begins with the unsigned one, so that it is compared up to there. Other fonts,
    templates or versions of the libraries than at the time make other bytes: that is told as a
    difference and is no damage; what is stored counts.
    """

    help = "按库中冻结的事实把文书重新排版，与所存 PDF 逐字节核对；不写入任何内容。"

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, or which."""
        parser.add_argument("--verify", action="store_true", required=True, help="只核对，不改动")
        parser.add_argument("--sample", type=_positive, default=20, help="抽查几份，默认 20")
        parser.add_argument("--all", action="store_true", help="全部核对")
        parser.add_argument("--number", action="append", help="只核对这个文号，可重复")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare each; fail at the end when one differs."""
        made = Rendition.objects.filter(state=State.RENDERED).select_related("paper", "file")
        if options["number"]:
            made = made.filter(paper__number__in=options["number"])
        keys = list(made.order_by("pk").values_list("pk", flat=True))
        if not options["all"] and not options["number"]:
            chosen = random.SystemRandom().sample(keys, min(options["sample"], len(keys)))
            keys = sorted(chosen)
        flaws = [flaw for rendition in made.filter(pk__in=keys) if (flaw := _compare(rendition))]
        for flaw in flaws:
            self.stdout.write(flaw)
        same = len(keys) - len(flaws)
        if flaws:
            raise CommandError(f"核对 {len(keys)} 份，一致 {same} 份，不一致 {len(flaws)} 份。")
        self.stdout.write(f"核对 {len(keys)} 份，全部一致。")


def _compare(rendition: Rendition) -> str:
    """What is wrong with one; "" when the same facts gave the same bytes."""
    paper = rendition.paper
    named = f"{paper.kind} {paper.number or paper.check_code}"
    assert rendition.file is not None  # the database holds that a rendered one has its file
    if not paper.is_intact:
        return f"{named}：事实与签发时的校验值不符"
    try:
        kept = storage.read(rendition.file)
        job = printing.job_of(paper)
        again = render(job.kind, job.facts, job.meta, job.photographs)
    except (FileDamaged, KindError, PaperError, RenderingError) as error:
        return f"{named}：{error}"
    return "" if kept.startswith(again) else f"{named}：重新排版的结果与所存 PDF 不同"
