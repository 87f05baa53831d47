"""`manage.py gallery DIR`: a sample PDF of every kind of paper, to look at before any is issued."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import gallery
from documents.reading import count_pages
from documents.rendering import RenderingError, render


class Command(BaseCommand):
    """Renders the samples of invented people in this process; nothing is issued or numbered."""

    help = "把每种文书按样例事实各排一份 PDF，放到指定目录，供查看和打印。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and which."""
        parser.add_argument("folder", metavar="DIR", help="放 PDF 的目录，没有就新建")
        parser.add_argument("--kind", metavar="CODE", action="append", help="只排这一种，可重复")

    def handle(self, *args: Any, **options: Any) -> None:
        """Render each, say what it became, and fail at the end if one could not be made."""
        folder, wanted = Path(options["folder"]), set(options["kind"] or ())
        folder.mkdir(parents=True, exist_ok=True)
        flaws = [f"{kind.code}“{kind.title}”没有样例" for kind in gallery.kinds_without_sample()]
        for kind in gallery.kinds_shown():
            if wanted and kind.code not in wanted:
                continue
            job = gallery.job_of(kind)
            try:
                pdf = render(kind, job.facts, job.meta, job.photographs)
            except RenderingError as error:
                flaws.append(f"{kind.code}“{kind.title}”：{error}")
                continue
            (folder / f"{kind.code}.pdf").write_bytes(pdf)
            size = f"{count_pages(pdf)} 页 {len(pdf) / 1024:.0f} KB"
            self.stdout.write(f"{kind.code} {kind.title}：{size}")
        if flaws and not wanted:
            raise CommandError("；".join(flaws))
